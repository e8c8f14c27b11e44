/** The Ruby checkout, as it is in the recipe's examples. */
import { holdCheckout } from "../../recipes/support/hold-checkout.ts";
import { RUBY } from "../../recipes/support/languages.ts";

holdCheckout({ ...RUBY, command: ["recipes/ruby/examples/server.rb"] });

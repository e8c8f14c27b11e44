/** The Python checkout, as it is in the recipe's examples. */
import { holdCheckout } from "../../recipes/support/hold-checkout.ts";
import { PYTHON } from "../../recipes/support/languages.ts";

holdCheckout({ ...PYTHON, command: ["recipes/python/examples/server.py"] });

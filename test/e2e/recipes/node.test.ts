/** The checkout that the guide for servers prints, run as it is printed. */
import { holdCheckout } from "../../recipes/support/hold-checkout.ts";

holdCheckout({
  name: "Node",
  programs: [process.execPath],
  probe: ["--version"],
  command: ["recipes/node/server.mjs"],
});

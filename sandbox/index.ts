/** The two upstream systems as stand-ins, with a control surface beside them. For play and tests; never deployed. */
import { Hono } from "hono";
import { control } from "./control/routes.ts";
import { upstream } from "./control/upstream.ts";
import type { SandboxEnv } from "./env.ts";
import { frontPage } from "./front-page/index.ts";
import { gateway } from "./gateway/index.ts";
import { createKeySecure } from "./keysecure/index.ts";

export { SandboxState } from "./control/state.ts";

const sandbox = new Hono<SandboxEnv>();

sandbox.use("/open-api/*", upstream({ keyHeader: "api-key" }));
sandbox.route("/", createKeySecure());
sandbox.route("/", gateway);
sandbox.route("/", control);
sandbox.route("/", frontPage);

sandbox.notFound((context) => {
  context.header("x-correlation-id", crypto.randomUUID());
  return context.json({ status: "failed", msg: "not found" }, 404);
});

export default sandbox;

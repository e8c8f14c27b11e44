/** The two upstream systems as stand-ins, with a control surface beside them. For play and tests; never deployed. */
import { type Context, Hono } from "hono";
import { control } from "./control/routes.ts";
import { type SandboxEnv, stateOf } from "./env.ts";
import { upstream } from "./faults/upstream.ts";
import { frontPage } from "./front-page/index.ts";
import { gateway } from "./gateway/index.ts";
import { BINS_PATH, CONTROL_PATH, TOKEN_PATH } from "./keysecure/index.ts";

export { SandboxState } from "./state.ts";

/** KeySecure's side runs where its memory is. The answer is a copy: that of another Worker takes no more headers. */
function askKeySecure(context: Context<SandboxEnv>): Promise<Response> {
  return stateOf(context.env)
    .fetch(context.req.raw)
    .then((answer) => new Response(answer.body, answer));
}

const sandbox = new Hono<SandboxEnv>();

sandbox.use("/open-api/*", upstream({ keyHeader: "api-key" }));
sandbox.get(TOKEN_PATH, askKeySecure);
sandbox.post(BINS_PATH, askKeySecure);
sandbox.on(["GET", "PUT", "DELETE"], CONTROL_PATH, askKeySecure);
sandbox.route("/", gateway);
sandbox.route("/", control);
sandbox.route("/", frontPage);

sandbox.notFound((context) => {
  context.header("x-correlation-id", crypto.randomUUID());
  return context.json({ status: "failed", msg: "not found" }, 404);
});

export default sandbox;

import type { Bindings } from "../../../worker/settings/bindings.ts";

/** Tells the tests what `exports.default` of "cloudflare:workers" is, and which bindings `env` has. */
declare global {
  namespace Cloudflare {
    interface GlobalProps {
      mainModule: typeof import("../../../worker/index.ts");
    }
    interface Env extends Bindings {}
  }
}

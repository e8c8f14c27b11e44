/** Tells the tests what `exports.default` and `env` of "cloudflare:workers" are. */
declare namespace Cloudflare {
  interface Env extends Readonly<import("../../../sandbox/env.ts").Bindings> {}
  interface GlobalProps {
    mainModule: typeof import("../../../sandbox/index.ts");
  }
}

/** Tells the tests what `exports.default` of "cloudflare:workers" is. */
declare namespace Cloudflare {
  interface GlobalProps {
    mainModule: typeof import("../../../sandbox/index.ts");
  }
}

/** What `vitest.config.ts` tells tests that cannot read its process's environment. */
import "vitest";

declare module "vitest" {
  export interface ProvidedContext {
    /** Large numbers are for the nightly run. */
    isNightly: boolean;
  }
}

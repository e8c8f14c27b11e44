/** What tests are told by `vitest.config.ts`, for they cannot all read its process's environment, and what they tell its reporters. */
import "vitest";

declare module "vitest" {
  export interface ProvidedContext {
    /** Large numbers are for the nightly run. */
    isNightly: boolean;
    /** Above 0, up to 1: the part of the numbers in `cases.ts` that is tried. */
    nightlyShare: number;
  }

  interface TaskMeta {
    /** Of each property of this test that was tried: how many cases. */
    cases?: number[];
    /** What this test holds of ours with what of others. */
    compatibility?: { what: string; with: string; version: string };
  }
}

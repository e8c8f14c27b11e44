/** Large numbers of cases run under `NIGHTLY=1` alone, and then have the time they need. */
import { vi } from "vitest";

const NIGHTLY_TIMEOUT_MS = 3_600_000;

export const IS_NIGHTLY = process.env["NIGHTLY"] === "1";
if (IS_NIGHTLY) vi.setConfig({ testTimeout: NIGHTLY_TIMEOUT_MS });

/** For tests of many cases: large numbers run under `NIGHTLY=1` alone, and both have the time they need. */
import { vi } from "vitest";

const TIMEOUT_MS = 60_000;
const NIGHTLY_TIMEOUT_MS = 3_600_000;

export const IS_NIGHTLY = process.env["NIGHTLY"] === "1";
vi.setConfig({ testTimeout: IS_NIGHTLY ? NIGHTLY_TIMEOUT_MS : TIMEOUT_MS });

/** Everything that can go wrong with a pull, each with what to do about it. No message repeats a key, token or BIN. */
import type { PullFailure, PullProblem } from "../../contract/card-programs.ts";

/** KeySecure's own codes. They come with HTTP 200. */
const CODE_PROBLEMS: ReadonlyMap<number, PullProblem> = new Map([
  [1001, "system_error"],
  [1002, "api_key_missing"],
  [1003, "address_not_allowed"],
  [1004, "bad_parameter"],
  [1005, "clock_wrong"],
  [1006, "token_missing"],
  [1007, "token_invalid"],
  [1008, "api_key_unknown"],
  [1009, "too_frequent"],
  [1010, "not_enabled"],
  [1011, "expired"],
  [1012, "mode_not_supported"],
  [1013, "pci_not_enabled"],
]);

/** What happened and what to do, one line each. */
const REMEDIES: Readonly<Record<PullProblem, string>> = {
  system_error: "KeySecure has a fault of its own: try again later, then ask its support",
  api_key_missing: "no Api-Key reached KeySecure: set it, and check that no proxy on the way removes headers",
  address_not_allowed:
    "this host's address is not on KeySecure's allowlist: have it added there, or pull from a host that is on it",
  bad_parameter: "KeySecure refused the request's parameters: its interface may have changed; look for a newer release",
  clock_wrong: "KeySecure refuses this host's clock: set it by NTP",
  token_missing: "no Access-Token reached KeySecure: check that no proxy on the way removes headers",
  token_invalid: "KeySecure refuses the token it has just given: try again later, then ask its support",
  api_key_unknown: "KeySecure does not know this Api-Key: check that the key belongs to this environment of KeySecure",
  too_frequent: "KeySecure says the requests are too frequent: pull less often",
  not_enabled: "KeySecure has not enabled this merchant: ask its support",
  expired: "KeySecure says that this merchant has expired: renew it there",
  mode_not_supported: "supported BINs exist in KeySecure's authorization mode only: this merchant is in another one",
  pci_not_enabled: "KeySecure has not enabled PCI for this merchant: ask its support",
  other_code: "KeySecure answered with a code that its documents do not list: ask its support",
  unreachable: "KeySecure cannot be reached: check the origin and this host's network",
  timeout: "KeySecure did not answer in time: try again later",
  blocked:
    "something in front of KeySecure, such as a firewall, answered in its place: have this host let through; it says nothing of the Api-Key",
  bad_answer: "the answer is not what KeySecure's documents promise: check the origin, then try again later",
  bad_record: "a record does not fit KeySecure's documents: ask its support",
  never_ends: "KeySecure repeats pages, so the list has no end: try again later, then ask its support",
  too_many: "KeySecure lists more than this mirror holds",
  empty: "KeySecure lists no BIN at all: if that is right, repeat with --force (over HTTP: ?force=true)",
  shrinks: "more than half of the BINs would go: if that is right, repeat with --force (over HTTP: ?force=true)",
};

/** A pull that failed. The last good copy is not touched by it. */
export class PullError extends Error {
  override readonly name = "PullError";
  readonly problem: PullProblem;
  readonly upstreamCode: number | null;

  /** @param where adds the place to the message, such as `page 3, record 17: card_bin must be 6 to 11 digits` */
  constructor(problem: PullProblem, options: { upstreamCode?: number; where?: string; cause?: unknown } = {}) {
    const { upstreamCode, where, cause } = options;
    const code = upstreamCode === undefined ? "" : `${upstreamCode}: `;
    super(`${code}${REMEDIES[problem]}${where === undefined ? "" : ` (${where})`}`, { cause });
    this.problem = problem;
    this.upstreamCode = upstreamCode ?? null;
  }

  /** What is kept of it, for /readyz. */
  toFailure(): PullFailure {
    return { problem: this.problem, upstreamCode: this.upstreamCode };
  }
}

/** The error for one of KeySecure's own codes, 0 excepted. */
export function errorOfCode(upstreamCode: number): PullError {
  return new PullError(CODE_PROBLEMS.get(upstreamCode) ?? "other_code", { upstreamCode });
}

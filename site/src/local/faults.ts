/** How the sandbox can spoil the answers of its gateway, as far as a lookup shows it. Pure. */

export const FAULTS = [
  "503",
  "500",
  "429",
  "slow_answer",
  "html",
  "half_json",
  "wrong_types",
  "redirect",
  "empty",
] as const;
export type Fault = (typeof FAULTS)[number];

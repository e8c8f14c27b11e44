/** Which calls fail, how, and how often: a list of rules, newest first. */

export const FAULTS = [
  "slow_answer",
  "drip",
  "429",
  "500",
  "502",
  "503",
  "html",
  "firewall",
  "half_json",
  "huge",
  "wrong_types",
  "wrong_charset",
  "redirect",
  "empty",
] as const;
export type Fault = (typeof FAULTS)[number];

/** One rule. A call must fit every part that is given. */
export interface FaultRule {
  readonly fault: Fault;
  /** A route such as `/api/vault/:id`, or one resource of it. */
  readonly path?: string | undefined;
  /** Leading digits of the card the call is about, 6 or more. */
  readonly card?: string | undefined;
  /** The API key the call carries. */
  readonly key?: string | undefined;
  /** Calls still to spoil; undefined: all until the rule is deleted. */
  readonly times?: number | undefined;
}

/** What a rule is compared with. */
export interface Call {
  /** The path of the route. */
  readonly path: string;
  /** The path that was called. */
  readonly resource: string;
  readonly key: string | null;
  /** Leading digits, or null when the call is about no card. */
  readonly card: string | null;
}

export class FaultList {
  #rules: readonly FaultRule[];

  constructor(rules: readonly FaultRule[]) {
    this.#rules = rules;
  }

  /** Adds a rule; one for the same calls is replaced. */
  put(rule: FaultRule): void {
    const isOther = (other: FaultRule) =>
      other.path !== rule.path || other.card !== rule.card || other.key !== rule.key;
    this.#rules = [rule, ...this.#rules.filter(isOther)];
  }

  /** The fault for this call, or null; counts the rule down. */
  take(call: Call): Fault | null {
    const rule = this.#rules.find((rule) => fits(rule, call));
    if (rule === undefined) return null;
    if (rule.times !== undefined) {
      const left = { ...rule, times: rule.times - 1 };
      this.#rules = this.#rules.flatMap((other) => (other !== rule ? [other] : left.times > 0 ? [left] : []));
    }
    return rule.fault;
  }

  list(): readonly FaultRule[] {
    return this.#rules;
  }

  clear(): void {
    this.#rules = [];
  }
}

function fits(rule: FaultRule, call: Call): boolean {
  return (
    (rule.path === undefined || rule.path === call.path || rule.path === call.resource) &&
    (rule.key === undefined || rule.key === call.key) &&
    (rule.card === undefined || call.card?.startsWith(rule.card) === true)
  );
}

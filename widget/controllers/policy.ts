/** Keeps the policy for where the element is now: one request early, then one whenever place or language rest. */
import type { Policy } from "../../contract/answers.ts";
import { type Failure, fetchPolicy } from "../service/service.ts";
import { formatMoney } from "../view/format.ts";

const DEBOUNCE_MS = 400;

/** The first use of `Intl` in a page takes long: it is over, in an idle moment, before there is an answer. */
function warmUp({ currency, locale }: Policy): void {
  const wait: (callback: () => void) => void = globalThis.requestIdleCallback ?? setTimeout;
  wait(() => formatMoney(0, currency, 0, locale));
}

export function createPolicyClient(onChange: (failure: Failure | null) => void) {
  let wanted: string | null = null;
  let request: AbortController | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let delayMs = 0;
  /** Undefined until the first answer; null when it was none. */
  let policy: Policy | null | undefined;

  async function refresh(address: string): Promise<void> {
    delayMs = DEBOUNCE_MS;
    const own = new AbortController();
    request = own;
    const answer = await fetchPolicy(address, own.signal).catch(() => null);
    if (answer === null || request !== own) return;
    policy = "notice" in answer ? answer : null;
    if (policy) warmUp(policy);
    onChange("notice" in answer ? null : answer);
  }
  function stop(): void {
    clearTimeout(timer);
    request?.abort();
    request = null;
    wanted = null;
  }

  return {
    get policy() {
      return policy;
    },
    /** @param address null while merchant or endpoint is missing */
    want(address: string | null): void {
      if (address === wanted) return;
      stop();
      wanted = address;
      if (address) timer = setTimeout(() => void refresh(address), delayMs);
    },
    stop,
  };
}

/** A KeySecure for the client's tests: the sandbox's own, or one that answers from a script. */
import { createKeySecure } from "../../../sandbox/keysecure/index.ts";
import type { KeySecureAccess } from "../../../worker/card-program/session.ts";

const ORIGIN = "https://keysecure.test";
export const NOW = 1_795_000_000_000;

/** The sandbox's KeySecure and an access to it, on one clock. `calls` counts by path, `names` are the callers' own. */
export function sandboxUpstream(apiKey = "ks_sandbox_demo") {
  let now = NOW;
  const app = createKeySecure(() => now);
  const calls = { token: 0, bins: 0 };
  const names = new Set<string | undefined>();
  const waits: number[] = [];
  const access: KeySecureAccess = {
    origin: ORIGIN,
    apiKey,
    now: () => now,
    wait: async (milliseconds) => {
      waits.push(milliseconds);
    },
    fetch: async (url, init) => {
      calls[url.endsWith("/token") ? "token" : "bins"] += 1;
      names.add(init.headers["User-Agent"]);
      return app.request(url.slice(ORIGIN.length), init);
    },
  };
  return {
    access,
    calls,
    names,
    waits,
    set: async (settings: object) => {
      await app.request("/sandbox/keysecure", { method: "PUT", body: JSON.stringify(settings) });
    },
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
  };
}

export const json = (body: unknown, init: ResponseInit = {}) => new Response(JSON.stringify(body), init);

/** A record as the documents show it. */
export const record = (bin: unknown, number: unknown = `N${String(bin)}`) => ({
  card_bin_no: number,
  card_bin: bin,
  organization: "VISA",
  support_physical: true,
  support_virtual: false,
  currencies: ["USD"],
  balance_limit: {
    limit_balance: "1000.00",
    limit_week_balance: "2000.00",
    limit_atm_day_balance: "0",
    limit_atm_month_balance: "",
  },
});

export const list = (records: readonly unknown[]) => json({ code: 0, msg: "Success", data: { list: records } });

/** An access whose token is always good and whose list calls are answered by `answer`, by page. */
export function scriptedUpstream(answer: (page: number, attempt: number) => Response | Promise<Response>) {
  const asked: { page: number; size: number }[] = [];
  const waits: number[] = [];
  const access: KeySecureAccess = {
    origin: ORIGIN,
    apiKey: "ks_test",
    now: () => NOW,
    wait: async (milliseconds) => {
      waits.push(milliseconds);
    },
    fetch: async (url, init) => {
      if (url.endsWith("/token"))
        return json({ code: 0, msg: "Success", data: { access_token: "t0ken", expired_time: NOW + 3_600_000 } });
      const body = JSON.parse(init.body ?? "") as { page: number; size: number };
      asked.push({ page: body.page, size: body.size });
      return answer(body.page, asked.filter(({ page }) => page === body.page).length);
    },
  };
  return { access, asked, waits };
}

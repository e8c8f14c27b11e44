/**
 * Every fault of HTTP and of the wire, against the built Worker with workerd's own connections: a page and a merchant's
 * server get their answer all the same, nothing is added, nothing leaks, and a gateway in trouble is not asked more
 * often than there are questions.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { USER_AGENT } from "../../contract/user-agent.ts";
import { developmentSecrets } from "../../tools/local/dev-vars.mjs";
import { RECORDED_ON } from "../support/merchant/recorded.ts";
import { startBuilt } from "../support/node/built-worker.mjs";
import { startWire, WIRE_FAULTS, type Wire } from "./wire.ts";

const HTTP_FAULTS = [
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

const ORIGIN = "https://shop.example";
/** A server key says whose it is, so each merchant has its own. */
const serverKeyOf = (merchant: string) => `sk_faultTestsServerKey_of_${merchant}`;
const GATEWAY_KEY = "api_sandbox_demo";
const LOOKUP_PATH = "/api/lookup/bin/protected";
const VAULT_PATH = "/api/vault/:id";
/** Of the sandbox's vault; the default card is {@link CARD}. */
const CUSTOMER = "btfgqeia1g3tt4mhd5f0";
const CARD = "4012000077777777";
const QUESTIONS_EACH = 6;
/** The budget is one retry in so many calls. */
const CALLS_PER_RETRY = 10;

/** The service promises 2.5 s; this is when a test gives up on it. */
const PATIENCE_MS = 3_500;

let sandbox: Awaited<ReturnType<typeof startBuilt>>;
let product: Awaited<ReturnType<typeof startBuilt>>;
let wire: Wire;
let log = "";
let merchants = 0;

beforeAll(async () => {
  sandbox = await startBuilt({ config: "sandbox/wrangler.toml" });
  wire = await startWire(sandbox.url);
  product = await startBuilt({
    config: "wrangler.toml",
    environment: "development",
    bindings: { ...developmentSecrets(), SANDBOX_ORIGIN: wire.origin },
    // Nothing here is about limits, and those that are kept on disk are late where the disk is busy: "service limited".
    freeLimits: true,
    onLog: (line) => {
      log += `${line}\n`;
    },
  });
});

afterAll(async () => {
  await product.stop();
  await wire.close();
  await sandbox.stop();
});

async function send(base: URL, method: string, path: string, body?: object, headers: Record<string, string> = {}) {
  const response = await fetch(new URL(path, base), {
    method,
    headers: { "Content-Type": "application/json", ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

const control = (method: string, path: string, body?: object) => send(sandbox.url, method, path, body);

/** A merchant of its own for each fault, so that no breaker remembers the fault before. */
async function newMerchant(changes: object = {}): Promise<string> {
  const id = `mch_fault_${++merchants}`;
  const cost = { costBps: 320, by: "Fault Tests", on: RECORDED_ON };
  const answer = await send(
    product.url,
    "PUT",
    `/v1/admin/merchants/${id}`,
    {
      name: "Fault Tests",
      mode: "test",
      gateway: "local_sandbox",
      gatewayKey: GATEWAY_KEY,
      serverKeys: [serverKeyOf(id)],
      origins: [ORIGIN],
      place: { country: "US", state: "IL" },
      currency: "USD",
      otherMethods: ["bank"],
      rates: { visa: 300 },
      costs: { visa: cost },
      rateTier: "high",
      ...changes,
    },
    { Authorization: "Bearer ak_sandbox_demo" },
  );
  expect(answer.status, answer.text).toBe(201);
  return id;
}

async function mint(): Promise<string> {
  const { text } = await control("POST", "/sandbox/tokens", { number: CARD });
  return (JSON.parse(text) as { token: string }).token;
}

const SALE = { country: "US", state: "IL", baseAmount: 12_500, currency: "USD" };

const browser = async (merchant: string) =>
  send(product.url, "POST", "/v1/lookup", { merchant, token: await mint(), ...SALE }, { Origin: ORIGIN });

const server = (subject: object) => (merchant: string) =>
  send(
    product.url,
    "POST",
    "/v1/server/lookup",
    { merchant, ...subject, ...SALE },
    { Authorization: `Bearer ${serverKeyOf(merchant)}` },
  );

const KINDS = {
  "browser lookup": browser,
  "server lookup": server({ bin: CARD.slice(0, 6) }),
  "server lookup by token": async (merchant: string) => server({ token: await mint() })(merchant),
  "server lookup of a saved card": server({ customerId: CUSTOMER }),
} as const;
type Kind = keyof typeof KINDS;

interface Answer {
  readonly outcome: string;
  readonly reason: string;
  readonly surcharge: { readonly rateBps: number; readonly surchargeAmount: number; readonly totalAmount: number };
  readonly quote: string;
}

/** Asks several times at once, in every way of `kinds`, and checks what has to hold in whatever trouble. */
async function expectZero(kinds: readonly Kind[]): Promise<Answer[]> {
  const askers = await Promise.all(kinds.map(async (kind) => ({ ask: KINDS[kind], merchant: await newMerchant() })));
  log = "";
  const questions = askers.flatMap((asker) => Array.from({ length: QUESTIONS_EACH }, () => asker));
  const answers = await Promise.all(questions.map(({ ask, merchant }) => ask(merchant)));
  for (const { status, headers, text } of answers) {
    expect(status, text).toBe(200);
    const seen = text + JSON.stringify([...headers]);
    expect(seen).not.toContain(GATEWAY_KEY);
    expect(seen).not.toContain(CARD.slice(0, 6));
    expect(seen).not.toMatch(/too many requests|server error|Bad Gateway|connection lost|retryable/i);
  }
  expect(log).not.toMatch(/api_|sk_|"token"|401200/);
  const read = answers.map(({ text }) => answerIn(text));
  for (const { outcome, surcharge, quote } of read) {
    expect(outcome).not.toBe("surcharge");
    expect(surcharge).toMatchObject({ rateBps: 0, surchargeAmount: 0, totalAmount: SALE.baseAmount });
    expect(quote.split(".")).toHaveLength(3);
  }
  return read;
}

/** The answer itself; a server's has more around it. */
function answerIn(text: string): Answer {
  const body = JSON.parse(text) as Answer & { answer?: Answer };
  return body.answer ?? body;
}

const reasonsOf = (answers: Answer[]) => [...new Set(answers.map(({ reason }) => reason))];

/** What is spoiled for which questions. The last three take the same way as the first two, so a few faults will do. */
const FEW_HTTP_FAULTS = ["500", "firewall", "half_json", "redirect"] as const;
const FEW_WIRE_FAULTS = WIRE_FAULTS.slice(0, 2);
const CASES: readonly {
  /** Asked at once: much of the time is waiting. */
  kinds: readonly Kind[];
  path: string;
  http: readonly (typeof HTTP_FAULTS)[number][];
  wires: readonly (typeof WIRE_FAULTS)[number][];
}[] = [
  { kinds: ["browser lookup", "server lookup"], path: LOOKUP_PATH, http: HTTP_FAULTS, wires: WIRE_FAULTS },
  { kinds: ["server lookup by token"], path: LOOKUP_PATH, http: FEW_HTTP_FAULTS, wires: FEW_WIRE_FAULTS },
  { kinds: ["server lookup of a saved card"], path: LOOKUP_PATH, http: FEW_HTTP_FAULTS, wires: [] },
  {
    kinds: ["server lookup of a saved card"],
    path: VAULT_PATH,
    http: [...FEW_HTTP_FAULTS, "slow_answer"],
    wires: FEW_WIRE_FAULTS,
  },
];

const NAMED_CASES = CASES.map((one) => ({ ...one, name: one.kinds.join(" and ") }));

describe.each(NAMED_CASES)("$name, with $path in trouble", ({ kinds, path, http, wires }) => {
  const mostCalls = kinds.length * QUESTIONS_EACH * 1.1;

  test.each(kinds)("with nothing wrong, the very same question is a surcharge: %s", async (kind) => {
    await wire.set(null);
    const { text } = await KINDS[kind](await newMerchant());
    expect(answerIn(text)).toMatchObject({ outcome: "surcharge", surcharge: { surchargeAmount: 375 } });
    const callers = JSON.parse((await control("GET", "/sandbox/callers")).text) as Record<string, string[]>;
    expect(callers[path]).toEqual([USER_AGENT]);
  });

  test.each(http)("the gateway answers with %s", async (fault) => {
    await wire.set(null);
    await control("DELETE", "/sandbox/faults");
    await control("DELETE", "/sandbox/calls");
    await control("PUT", "/sandbox/faults", { path, fault });
    const answers = await expectZero(kinds);
    const calls = JSON.parse((await control("GET", "/sandbox/calls")).text) as Record<string, number>;
    await control("DELETE", "/sandbox/faults");
    expect(calls[path]).toBeGreaterThanOrEqual(kinds.length);
    expect(calls[path]).toBeLessThanOrEqual(mostCalls);
    // A redirect that was followed would have taken the key to another host.
    expect(Object.keys(calls).filter((path) => path.includes("elsewhere"))).toEqual([]);
    const isSlow = fault === "slow_answer" || fault === "drip";
    if (fault !== "wrong_types")
      expect(reasonsOf(answers)).toEqual([isSlow ? "gateway_timeout" : "gateway_unavailable"]);
  });

  test.each(wires)("the wire: %s", async (fault) => {
    await wire.set(fault);
    const answers = await expectZero(kinds);
    expect(wire.calls()).toBeLessThanOrEqual(mostCalls);
    if (fault !== "refused") expect(wire.calls()).toBeGreaterThanOrEqual(kinds.length);
    for (const reason of reasonsOf(answers)) expect(["gateway_unavailable", "gateway_timeout"]).toContain(reason);
  });
});

describe.each(["reset_before_request", "reset_after_request"] as const)("one connection %s", (fault) => {
  /** All of the merchant's lookups share one retry budget. */
  const merchantWithOneShard = () => newMerchant({ lookupShards: 1 });

  /** Asks once, with the next connection in trouble and all later ones well. */
  async function askAcross(merchant: string) {
    await control("DELETE", "/sandbox/calls");
    await wire.set(fault, 1);
    const { text } = await browser(merchant);
    const arrived = JSON.parse((await control("GET", "/sandbox/calls")).text) as Record<string, number>;
    return { answer: JSON.parse(text) as Answer, spoiled: wire.calls(), arrived: arrived[LOOKUP_PATH] ?? 0 };
  }

  test("is retried once by a shard whose budget allows it, and nobody notices", async () => {
    await wire.set(null);
    const merchant = await merchantWithOneShard();
    await Promise.all(Array.from({ length: CALLS_PER_RETRY }, () => browser(merchant)));
    expect(await askAcross(merchant)).toMatchObject({
      answer: { outcome: "surcharge", surcharge: { surchargeAmount: 375 } },
      spoiled: 1,
      arrived: 1,
    });
  });

  test("is not retried by a new shard, which has no budget yet", async () => {
    expect(await askAcross(await merchantWithOneShard())).toMatchObject({
      answer: { outcome: "unknown", reason: "gateway_unavailable", surcharge: { surchargeAmount: 0 } },
      spoiled: 1,
      arrived: 0,
    });
  });
});

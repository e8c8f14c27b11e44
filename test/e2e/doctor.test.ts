/** Examines our own sandbox in each of the ways in which a gateway may treat tokens. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { USER_AGENT } from "../../contract/user-agent.ts";
import { ToolError } from "../../tools/cli/tool-error.mjs";
import { examine as examination, type Options } from "../../tools/commands/doctor/examine.ts";
import { sandboxMinter } from "../../tools/commands/doctor/mint.ts";
import { parseOwnGateways } from "../../tools/commands/doctor/own-gateways.ts";
import { origins } from "../support/shopper/shopper.ts";

const WORKER = "http://worker.test";
const TODAY = expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/) as string;

const { product, sandbox } = origins();
let folder: string;
let file: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "doctor-"));
  file = join(folder, "token-reuse.json");
});
beforeEach(() => writeFile(file, '{ "Another Brand": { "tokenReuse": "no", "checkedOn": "2026-01-01" } }'));
afterEach(async () => {
  for (const part of ["settings", "faults", "transactions"]) await control("DELETE", part);
});
afterAll(() => rm(folder, { recursive: true }));

const control = (method: string, part: string, body?: unknown) =>
  fetch(`${sandbox}/sandbox/${part}`, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });

/** A Worker that knows the merchant, and whose own calls reach the gateway or do not. */
function workerThat(reaches: boolean): typeof fetch {
  return async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    if (url === `${WORKER}/v1/admin/merchants/mch_demo`) {
      return Response.json({ gateway: "local_sandbox", origins: ["https://shop.test"] });
    }
    if (url === `${WORKER}/v1/lookup`) return Response.json({ card: reaches ? { brand: "visa" } : null });
    return fetch(input, init);
  };
}

const told: string[] = [];

/** The report. `argv`: more options, by name. */
async function examine(
  options: { argv?: Partial<Options>; env?: Record<string, string>; fetch?: typeof fetch } = {},
): Promise<string> {
  const { text } = await examination(
    { merchant: "mch_demo", record: file, ...options.argv },
    {
      env: { SANDBOX_ORIGIN: sandbox, CARD_SURCHARGE_ORIGIN: WORKER, ...options.env },
      fetch: options.fetch ?? workerThat(true),
      tell: (line) => void told.push(line),
      untilExpired: async () => void (await control("DELETE", "tokens")),
    },
  );
  return text;
}

const recorded = async () => JSON.parse(await readFile(file, "utf8")) as unknown;

const lineOf = (report: string, name: string) => report.split("\n").find((line) => line.startsWith(name)) ?? "";

describe("what the doctor finds of a gateway whose tokens are", () => {
  test.each([
    ["reusable", "verified", /^good, HTTP 200/, /^good, HTTP 200/, /^no$/],
    ["single_use", "verified", /^good, HTTP 200/, /^refused, HTTP 400/, /^no$/],
    ["lookup_consumes", "no", /^refused, HTTP 400/, /^refused, HTTP 400/, /^yes$/],
  ])("%s: token reuse is %s", async (tokenUse, tokenReuse, charge, afterCharge, usesUp) => {
    await control("PUT", "settings", { tokenUse });
    const report = await examine();
    const told = (name: string) => lineOf(report, name).slice(name.length).trim();
    expect(told("token reuse")).toMatch(new RegExp(`^${tokenReuse}:`));
    expect(told("charge after lookups")).toMatch(charge);
    expect(told("lookup after the charge")).toMatch(afterCharge);
    expect(told("a lookup uses a token up")).toMatch(usesUp);
    expect(told("expired token")).toBe(
      "refused, HTTP 400, failed: bad request error: token is not valid or has expired",
    );
    expect(await recorded()).toEqual({
      "Another Brand": { tokenReuse: "no", checkedOn: "2026-01-01" },
      "Local sandbox": { tokenReuse, checkedOn: TODAY },
    });
  });

  test("reusable, where nothing can be charged: unknown, for it proves nothing", async () => {
    await control("PUT", "faults", { path: "/api/transaction", fault: "500" });
    expect(lineOf(await examine(), "token reuse")).toMatch(/unknown:/);
    expect(await recorded()).toMatchObject({ "Local sandbox": { tokenReuse: "unknown" } });
  });
});

test("the doctor names itself in every call that it makes", async () => {
  const names = new Set<string | null>();
  const seen: typeof fetch = (input, init) => {
    names.add(new Headers(init?.headers).get("User-Agent"));
    return workerThat(true)(input, init);
  };
  await examine({ fetch: seen });
  expect(names).toEqual(new Set([USER_AGENT]));
});

test("the doctor takes back what it charged", async () => {
  await examine();
  const { transactions } = (await (await control("GET", "transactions")).json()) as { transactions: unknown[] };
  expect(transactions).toMatchObject([{ amount: 100, status: "voided" }]);
});

test.each(["bare", "wrapped"])("the doctor says that answers are %s", async (envelope) => {
  await control("PUT", "settings", { envelope });
  expect(lineOf(await examine(), "answers")).toMatch(new RegExp(`${envelope}$`));
});

describe("whether the key is bound to an address", () => {
  const IP_BOUND = { GATEWAY_SECRET_KEY: "api_sandbox_ip_bound" };
  test.each([
    ["works here and from the Worker", {}, true, /not bound to an address/],
    ["works here alone", {}, false, /not from the Worker: bound/],
    ["works from the Worker alone", IP_BOUND, true, /not from here: bound to the Worker's address/],
    ["works nowhere", IP_BOUND, false, /neither from here nor from the Worker/],
  ])("a key that %s", async (_, env, reaches, words) => {
    expect(lineOf(await examine({ env, fetch: workerThat(reaches) }), "secret key")).toMatch(words);
  });

  test("that works here works from the real Worker too", async () => {
    const report = await examine({ env: { CARD_SURCHARGE_ORIGIN: product }, fetch });
    expect(lineOf(report, "secret key")).toMatch(/not bound to an address/);
  });

  test("is unknown without a Worker", async () => {
    expect(lineOf(await examine({ argv: { gateway: "local_sandbox" } }), "secret key")).toMatch(/unknown/);
  });

  test("is unknown behind a firewall, whose page says nothing of the key", async () => {
    await control("PUT", "faults", { path: "/api/lookup/bin/protected", fault: "firewall" });
    const report = await examine();
    expect(lineOf(report, "secret key")).toMatch(/unknown: something in front of the gateway answered .*HTTP 403/);
    expect(report).toMatch(/not recorded$/);
  });

  test("a refused key records nothing", async () => {
    const before = await recorded();
    expect(await examine({ env: IP_BOUND })).toMatch(/not recorded$/);
    expect(await recorded()).toEqual(before);
  });
});

test("the doctor mints through the Tokenizer in a browser, as at a real gateway", async () => {
  expect(lineOf(await examine({ argv: { browser: true } }), "token reuse")).toMatch(/verified:/);
});

describe("a gateway of the operator's own", () => {
  const OWN_ORIGIN = "https://sandbox.mybrand.example";
  const OWN = {
    mybrand_sandbox: { brand: "My Brand", origin: OWN_ORIGIN, mode: "test" },
    mybrand_live: { brand: "My Brand", origin: "https://app.mybrand.example", mode: "live" },
    other_live: { brand: "Other", origin: "https://app.other.example", mode: "live" },
  };
  const GATEWAYS = JSON.stringify(OWN);
  const KEYS = { GATEWAY_SECRET_KEY: "api_sandbox_demo", GATEWAY_PUBLIC_KEY: "pub_sandbox_demo" };
  /** The sandbox stands behind the gateway's address. */
  const behind: typeof fetch = (input, init) =>
    fetch(String(input instanceof Request ? input.url : input).replace(OWN_ORIGIN, sandbox), init);
  const examineOwn = async (options: Partial<Options>, env: Record<string, string>): Promise<string> => {
    const { text } = await examination(
      { merchant: "mch_shop", gateway: "mybrand_sandbox", ...options },
      {
        env: { ...KEYS, ...env },
        fetch: behind,
        tell: () => undefined,
        untilExpired: async () => void (await control("DELETE", "tokens")),
        openMinter: async (origin, publicKey) => sandboxMinter(origin, publicKey, behind),
      },
    );
    return text;
  };

  test.each([
    ["reusable", "verified"],
    ["lookup_consumes", "no"],
  ])("whose tokens are %s: the entries to put into GATEWAYS say %s", async (tokenUse, tokenReuse) => {
    await control("PUT", "settings", { tokenUse });
    const report = await examineOwn({}, { GATEWAYS });
    expect(report).toContain(`mch_shop at My Brand (mybrand_sandbox, ${OWN_ORIGIN})`);
    const [, entries = ""] = report.split("put into GATEWAYS, to record it for My Brand:");
    const written = JSON.parse(`{${entries}}`) as object;
    expect(written).toEqual({
      mybrand_sandbox: { ...OWN.mybrand_sandbox, tokenReuse },
      mybrand_live: { ...OWN.mybrand_live, tokenReuse },
    });
    await expect(parseOwnGateways(JSON.stringify(written))).resolves.toHaveProperty("size", 2);
  });

  test.each([
    ["a live one", { gateway: "mybrand_live" }, { GATEWAYS }, /is live, and the doctor charges/],
    ["one that is not there", { gateway: "my_sandbox" }, { GATEWAYS }, /Known: .*, mybrand_sandbox, mybrand_live/],
    ["a wrong variable", {}, { GATEWAYS: '{"my_live": {}}' }, /GATEWAYS\.my_live\.origin must be an https origin/],
    ["an environment that has none", { env: "staging" }, { GATEWAYS }, /No such gateway here/],
  ])("is refused: %s", async (_, argv, env, words) => {
    await expect(examineOwn(argv, env)).rejects.toThrow(ToolError);
    await expect(examineOwn(argv, env)).rejects.toThrow(words);
  });
});

test("the report, what is told meanwhile and what a script gets hold neither keys nor tokens", async () => {
  told.length = 0;
  const SECRETS = /api_|pub_|\b[0-9A-Za-z]{32}\b/;
  expect(await examine()).not.toMatch(SECRETS);
  expect(told.map((line) => line.split(/[ ,:]/)[0])).toEqual([
    "examining",
    "trying",
    "making",
    "charging",
    "waiting",
    "asking",
  ]);
  expect(told.join("\n")).not.toMatch(SECRETS);
  const { data } = await examination(
    { merchant: "mch_demo", record: file },
    {
      env: { SANDBOX_ORIGIN: sandbox, CARD_SURCHARGE_ORIGIN: WORKER },
      fetch: workerThat(true),
      tell: () => undefined,
      untilExpired: async () => void (await control("DELETE", "tokens")),
    },
  );
  expect(JSON.stringify(data)).not.toMatch(SECRETS);
  expect(data).toMatchObject({ merchant: "mch_demo", gateway: "local_sandbox", tokenReuse: "verified" });
});

describe("the doctor refuses", () => {
  test.each([
    ["a live gateway, for it charges", { argv: { gateway: "fluidpay_live" } }, /is live, and the doctor charges/],
    ["a gateway that nobody knows", { argv: { gateway: "nobody" } }, /No such gateway here/],
    ["a missing key", { argv: { gateway: "koipay_sandbox" } }, /^GATEWAY_SECRET_KEY is not set/],
    ["a public key as the secret one", { env: { GATEWAY_SECRET_KEY: "pub_sandbox_demo" } }, /must start with api_/],
    [
      "a Worker that cannot be reached",
      { fetch: () => Promise.reject(new TypeError()) },
      /cannot be reached: start it/,
    ],
  ])("%s", async (_, options, words) => {
    await expect(examine(options)).rejects.toThrow(ToolError);
    await expect(examine(options)).rejects.toThrow(words);
  });
});

import { existsSync, mkdtempSync, readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { applyEdits } from "../../../tools/commands/merchants/edits.mjs";
import { merchantTable } from "../../../tools/commands/merchants/tables.mjs";
import { developmentSecrets } from "../../../tools/local/dev-vars.mjs";
import { buildFor, type RunningBuild, startBuild } from "../../support/node/deployed.ts";
import { printedBy } from "../../support/node/run-command.ts";

const SECONDS = 1_000;
const GATEWAY_KEY = "api_gateway_secret_of_the_shop";
const NEW_SHOP = [
  "name=My Shop",
  "mode=test",
  "gateway=koipay_sandbox",
  "currency=USD",
  "place.country=US",
  "place.state=IL",
  "origins+=https://shop.example",
  "rates.visa=300",
  'costs.visa={"costBps":310,"by":"Jo Lee","on":"2026-11-01"}',
];

describe("changes as a person types them", () => {
  test.each([
    ["a text", ["name=My Shop"], { name: "My Shop" }],
    ["a number", ["rates.visa=300"], { rates: { amex: 1, visa: 300 } }],
    ["a flag", ["enabled=false"], { enabled: false }],
    ["JSON", ['costs={"visa":{"costBps":1}}'], { costs: { visa: { costBps: 1 } } }],
    ["one more of a list", ["origins+=https://b.example"], { origins: ["https://a.example", "https://b.example"] }],
    ["the same again in a list", ["origins+=https://a.example"], { origins: ["https://a.example"] }],
    ["one less of a list", ["origins-=https://a.example"], { origins: [] }],
    ["nothing any more", ["rates.amex="], { rates: {} }],
    ["a value with an equals sign", ["name=a=b"], { name: "a=b" }],
    ["a name of digits", ["name=1984"], { name: "1984" }],
    ["a name that reads as JSON", ["name=null"], { name: "null" }],
    [
      "a text inside",
      ["costs.visa.by=007", "costs.visa.costBps=310"],
      { costs: { visa: { by: "007", costBps: 310 } } },
    ],
    ["a word into a list", ["otherMethods+=true"], { otherMethods: ["true"] }],
    ["numbers, and yes or no", ["lookupShards=4", "enabled=false"], { lookupShards: 4, enabled: false }],
    [
      "amounts",
      ["minimumBaseAmount=100", "maximumSurchargeAmount=500"],
      { minimumBaseAmount: 100, maximumSurchargeAmount: 500 },
    ],
  ])("set %s", (_name, edits, expected) => {
    const before = { origins: ["https://a.example"], rates: { amex: 1 } };
    expect(applyEdits(before, edits)).toEqual({ ...before, ...expected });
  });

  test.each(["gatewayKey=x", "serverKeys+=sk_x", "challenge.secret=x"])("never take the secret of %s", (edit) => {
    expect(() => applyEdits({}, [edit])).toThrow("is a secret");
  });

  test("cannot reach an object's prototype", () => {
    applyEdits({}, ["constructor.prototype.polluted=1"]);
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  test.each(["name", "=x", "1=x", "--x=y"])("are refused when they are none: %s", (edit) => {
    expect(() => applyEdits({}, [edit])).toThrow("path=value");
  });
});

describe("the table of merchants", () => {
  const merchant = (id: string, changes: object = {}) => ({
    id,
    name: id,
    mode: "live",
    gateway: "fluidpay_live",
    enabled: true,
    updatedAt: 0,
    place: "US-IL" as string | null,
    lapses: [] as { brand: string; on: string; daysLeft: number }[],
    taxNotice: null as { place: string; taxed: "yes" | "no"; amiss: number; surcharges: number } | null,
    ...changes,
  });
  const lapse = (brand: string, on: string, daysLeft: number) => ({ brand, on, daysLeft });
  const soon = [lapse("amex", "2027-03-26", 50), lapse("visa", "2027-03-26", 50), lapse("jcb", "2027-04-01", 56)];

  test("says who loses what and when, the soonest first", () => {
    const lines = merchantTable([
      merchant("mch_a", { lapses: soon }),
      merchant("mch_b", { lapses: soon.slice(1, 2) }),
      merchant("mch_c", { lapses: [lapse("visa", "2027-02-01", -3)] }),
      merchant("mch_off", { lapses: soon, enabled: false }),
      merchant("mch_old", { place: null }),
    ]).split("\n");
    expect(lines.slice(0, 5)).toEqual([
      "1 merchant has lost visa since 2027-02-01",
      "2 merchants lose amex, visa on 2027-03-26, in 50 days",
      "1 merchant loses jcb on 2027-04-01, in 56 days",
      "not known of 1, until they are changed once (LAPSES ?)",
      "",
    ]);
    expect(lines[5]).toMatch(/ LAPSES +TAX RATE$/);
    expect(lines[6]).toMatch(/^mch_a .* {2}amex, visa 2027-03-26; jcb 2027-04-01 +-$/);
    expect(lines[7]).toMatch(/^mch_b .* {2}visa 2027-03-26 +-$/);
    expect(lines[10]).toMatch(/^mch_old .* {2}\? +-$/);
  });

  test("says first where quotes and what was found of tax on the surcharge do not go together", () => {
    const taxed = (amiss: number) => ({ taxNotice: { place: "US-AL", taxed: "yes" as const, amiss, surcharges: 40 } });
    const lines = merchantTable([
      merchant("mch_a", taxed(12)),
      merchant("mch_b", taxed(40)),
      merchant("mch_c", { taxNotice: { place: "US-OR", taxed: "no", amiss: 1, surcharges: 3 } }),
      merchant("mch_off", { ...taxed(9), enabled: false }),
      merchant("mch_quiet"),
    ]).split("\n");
    expect(lines.slice(0, 3)).toEqual([
      "2 merchants quoted without a tax rate in US-AL, where the surcharge itself is taxed (last 24 hours): show ID says more",
      "1 merchant quoted with a tax rate in US-OR, where the surcharge itself is not taxed (last 24 hours): show ID says more",
      "",
    ]);
    expect(lines.slice(4).map((line) => line.split(/ {2,}/).at(-1))).toEqual([
      "missing in 12 of 40",
      "missing in 40 of 40",
      "not due in 1 of 3",
      "missing in 9 of 40",
      "-",
    ]);
  });

  test("is a table alone where nothing lapses", () => {
    expect(merchantTable([merchant("mch_a")])).toMatch(/^MERCHANT .*\nmch_a .*-$/);
  });
});

describe("merchants from the command line", () => {
  const folder = mkdtempSync(join(tmpdir(), "card-surcharge-merchants-"));
  let running: RunningBuild;
  const printed: string[] = [];

  const merchants = async (...words: string[]) => {
    const env = { CARD_SURCHARGE_ORIGIN: running.origin, CARD_SURCHARGE_ADMIN_KEY: "ak_sandbox_demo" };
    const text = await printedBy(["merchants", ...words], { env: { ...env, MERCHANT_GATEWAY_KEY: GATEWAY_KEY } }).catch(
      (error: Error) => error.message,
    );
    printed.push(text);
    return text;
  };
  const ask = (key: string) =>
    fetch(`${running.origin}/v1/server/lookup`, {
      method: "POST",
      headers: { Authorization: `Bearer ${key}`, "Content-Type": "application/json" },
      body: "{}",
    });

  beforeAll(async () => {
    running = await startBuild(buildFor("development"), { ENVIRONMENT: "development", ...developmentSecrets() });
  }, 120 * SECONDS);
  afterAll(() => running?.stop());

  test(
    "are added, listed, shown, changed, attested and disabled",
    async () => {
      expect(await merchants("add", "mch_shop", ...NEW_SHOP)).toMatch(/^mch_shop added\nwarning: accepts is missing/);
      expect(await merchants("add", "mch_shop", ...NEW_SHOP)).toContain("exists already");
      expect(await merchants("list")).toMatch(
        /^MERCHANT +NAME .* LAPSES +TAX RATE\nmch_demo +Larch & Loam.*\nmch_shop +My Shop +US-IL +test +koipay_sandbox +yes .*-$/,
      );
      expect(await merchants("set", "mch_shop", "rates.visa=250", "origins+=https://b.example")).toContain(
        "mch_shop changed",
      );
      expect(await merchants("set", "mch_shop", "accepts+=visa", "buyer=business")).not.toContain("accepts is missing");
      expect(await merchants("set", "mch_shop", "minimumBaseAmount=1000", "maximumSurchargeAmount=5000")).toContain(
        "mch_shop changed",
      );
      expect(await merchants("set", "mch_shop", "maximumSurchargeAmount=0")).toContain("set enabled to false");
      expect(await merchants("attest", "mch_shop", "us-co-credit", "sign_off", "--by", "Jo Lee")).toContain("attested");
      const sheet = await merchants("show", "mch_shop");
      expect(sheet).toMatch(/Gateway key +set/);
      expect(sheet).toMatch(/Minimum sale +1000 minor units of USD\nMaximum surcharge +5000 minor units of USD\n/);
      expect(sheet).toMatch(/Accepts +visa\nBuyers +business\nSigned texts +-\n/);
      expect(sheet).toMatch(/Origins +https:\/\/shop\.example https:\/\/b\.example/);
      expect(sheet).toMatch(/visa +2\.50 % +3\.10 % +Jo Lee +2026-11-01/);
      expect(sheet).toMatch(/us-co-credit +sign_off +Jo Lee/);
      expect(await merchants("disable", "mch_shop")).toContain("within 60 s");
      expect(await merchants("show", "mch_shop")).toMatch(/Enabled +no/);
    },
    30 * SECONDS,
  );

  test("get another gateway only together with its key", async () => {
    const env = { CARD_SURCHARGE_ORIGIN: running.origin, CARD_SURCHARGE_ADMIN_KEY: "ak_sandbox_demo" };
    const words = ["set", "mch_shop", "gateway=fluidpay_sandbox"];
    await expect(printedBy(["merchants", ...words], { env })).rejects.toThrow(
      "gatewayKey must be sent along with another gateway",
    );
    expect(await merchants("show", "mch_shop")).toContain("koipay_sandbox");
    expect(await merchants(...words)).toContain("mch_shop changed");
    expect(await merchants("show", "mch_shop")).toContain("fluidpay_sandbox");
  });

  test(
    "get server keys that replace each other without a gap",
    async () => {
      const files = ["one", "two"].map((name) => join(folder, name));
      const keys = [];
      for (const file of files) {
        expect(await merchants("rotate-key", "mch_shop", "server", "--out", file)).toContain(`written to ${file}`);
        expect(statSync(file).mode % 0o1000).toBe(0o600);
        keys.push(readFileSync(file, "utf8").trim());
      }
      const [first = "", second = ""] = keys;
      expect([(await ask(first)).status, (await ask(second)).status]).toEqual([400, 400]);
      await merchants("rotate-key", "mch_shop", "server", "--retire");
      expect([(await ask(first)).status, (await ask(second)).status]).toEqual([401, 400]);
      expect(await merchants("rotate-key", "mch_shop", "server", "--out", files[0] ?? "")).toContain("exists already");
      for (const key of keys) for (const text of printed) expect(text).not.toContain(key);
    },
    30 * SECONDS,
  );

  test("are changed from what was read alone: whoever was slower is told what the other changed", async () => {
    const env = { CARD_SURCHARGE_ORIGIN: running.origin, CARD_SURCHARGE_ADMIN_KEY: "ak_sandbox_demo" };
    await merchants("set", "mch_shop", "rates.visa=250");
    const file = join(folder, "unused");
    /** Runs a command, and another one right before the command's own change reaches the service. */
    const runBehind = async (words: string[], faster: () => Promise<unknown>) => {
      const { fetch } = globalThis;
      const spy = vi.spyOn(globalThis, "fetch").mockImplementation(async (address, init) => {
        if (init?.method !== "PUT") return fetch(address, init);
        spy.mockRestore();
        await faster();
        return fetch(address, init);
      });
      return printedBy(["merchants", ...words], { env: { ...env, MERCHANT_GATEWAY_KEY: GATEWAY_KEY } }).catch(
        (error: Error) => error.message,
      );
    };
    let rate = 100;
    const cheaper = () =>
      merchants("set", "mch_shop", `rates.visa=${(rate += 1)}`, `origins+=https://c${rate}.example`);
    for (const words of [
      ["set", "mch_shop", "rates.amex=200"],
      ["attest", "mch_shop", "us-co-credit", "sign_off", "--by", "Ann"],
      ["rotate-key", "mch_shop", "server", "--out", file],
      ["rotate-key", "mch_shop", "gateway"],
      ["rotate-key", "mch_shop", "sealing"],
      ["disable", "mch_shop"],
    ]) {
      const before = rate === 100 ? 250 : rate;
      expect(await runBehind(words, cheaper)).toBe(
        [
          "mch_shop was changed by somebody else meanwhile, and nothing was written:",
          `  origins has https://c${rate}.example`,
          `  rates.visa was ${before}, is ${rate}`,
          "run it again to make your change to what is there now",
        ].join("\n"),
      );
    }
    expect(existsSync(file)).toBe(false);
    const onlySecret = await runBehind(["disable", "mch_shop"], () => merchants("rotate-key", "mch_shop", "gateway"));
    expect(onlySecret).toContain("nothing that is shown: a secret");
    const sheet = await merchants("show", "mch_shop");
    expect(sheet).toMatch(/Enabled +no/);
    expect(sheet).toMatch(new RegExp(`visa +1\\.0${rate - 100} %`));
    expect(sheet).not.toContain("Ann");
  });

  test(
    "get their gateway key and their seal replaced",
    async () => {
      expect(await merchants("rotate-key", "mch_shop", "gateway")).toContain("has a new gateway key");
      expect(await merchants("rotate-key", "mch_shop", "sealing")).toContain("sealed again");
      for (const text of printed) expect(text).not.toContain(GATEWAY_KEY);
    },
    30 * SECONDS,
  );

  test(
    "are removed by whoever types their id again, or says --yes",
    async () => {
      const env = { CARD_SURCHARGE_ORIGIN: running.origin, CARD_SURCHARGE_ADMIN_KEY: "ak_sandbox_demo" };
      const asked: string[] = [];
      const answering = (typed: string | null) => async (question: string) => {
        asked.push(question);
        return typed;
      };
      const remove = (typed: string | null, ...words: string[]) =>
        printedBy(["merchants", "remove", "mch_old", ...words], { env, ask: answering(typed) });
      await merchants("add", "mch_old", ...NEW_SHOP);
      await expect(remove(null)).rejects.toThrow("nobody sits at a terminal: to remove mch_old say --yes");
      await expect(remove("yes")).rejects.toThrow("that is not its id: nothing was removed");
      expect(await merchants("show", "mch_old")).toContain("My Shop");
      expect(await remove("mch_old")).toContain("mch_old removed");
      expect(asked.at(-1)).toMatch(/^mch_old \(My Shop, test\) is removed with its settings and keys/);
      expect(await merchants("show", "mch_old")).toContain("There is no merchant of this id");
      asked.length = 0;
      await merchants("add", "mch_old", ...NEW_SHOP);
      expect(await remove(null, "--yes")).toContain("mch_old removed");
      expect(asked).toEqual([]);
      await expect(remove(null, "--yes")).rejects.toThrow("There is no merchant of this id");
    },
    30 * SECONDS,
  );

  test("are not removed where somebody else was faster", async () => {
    await merchants("add", "mch_busy", ...NEW_SHOP);
    const env = { CARD_SURCHARGE_ORIGIN: running.origin, CARD_SURCHARGE_ADMIN_KEY: "ak_sandbox_demo" };
    const slow = printedBy(["merchants", "remove", "mch_busy"], {
      env,
      ask: async () => {
        await merchants("set", "mch_busy", "rates.visa=200");
        return "mch_busy";
      },
    });
    await expect(slow).rejects.toThrow("mch_busy was changed by somebody else meanwhile");
    expect(await merchants("show", "mch_busy")).toMatch(/visa +2\.00 %/);
  });

  test("are listed and shown to scripts, without a secret", async () => {
    const list = JSON.parse(await merchants("list", "--json")) as { data: { merchants: { id: string }[] } };
    expect(list).toMatchObject({ command: "merchants list", ok: true });
    expect(list.data.merchants.map(({ id }) => id)).toContain("mch_shop");
    const shop = await merchants("show", "mch_shop", "--json");
    expect(JSON.parse(shop)).toMatchObject({ command: "merchants show", ok: true, data: { id: "mch_shop" } });
    expect(shop).not.toContain(GATEWAY_KEY);
  });

  test.each([
    [["show", "mch_nobody"], "There is no merchant of this id"],
    [["set", "mch_shop", "currency=dollars"], "currency must be a three-letter"],
    [["attest", "mch_shop", "us-co-credit", "sign_off"], "Required option '--by <name>' not specified."],
    [["rotate-key", "mch_shop", "other"], "Allowed choices are server, gateway, sealing."],
    [["show", "shop"], "A merchant's id is mch_"],
    [["explode"], "It must be one of list, show, add, set, attest, rotate-key, disable, remove."],
  ])("are not touched by %j", async (words, message) => {
    expect(await merchants(...words)).toContain(message);
  });
});

import { describe, expect, it } from "vitest";
import { demoProgramme } from "../../../support/merchant/demo-programme.ts";
import { type Checkout, makeCheckout, NOW } from "../../../support/node/rules-checkout.ts";
import { run } from "../../../support/node/rules-command.ts";
import { startOperator } from "../../../support/node/rules-operator.ts";
import { taxFinding } from "../../../support/rules/packs.ts";

const diff = ({ root }: Checkout, words: readonly string[] = [], env = {}) =>
  run(["diff", ...words], env, { root, now: NOW, say: () => {} });

const { otherMethods, houseCards, locale } = demoProgramme;
const shop = (id: string, change: Record<string, unknown> = {}) => ({
  id,
  name: "Shop",
  enabled: true,
  mode: "live",
  place: { country: "US", state: "OH" },
  currency: "USD",
  rates: { visa: 300 },
  costs: { visa: { costBps: 320, by: "Jo Lee", on: "2026-11-01" } },
  attestations: [],
  otherMethods,
  houseCards,
  locale,
  gatewayKeySet: true,
  ...change,
});

describe("npm run rules -- diff", () => {
  it("says what the files change against the newest pack, by direction, and the tally", async () => {
    const checkout = await makeCheckout();
    checkout.edit("us-oh-credit", { requires: ["sign_off"] });
    checkout.edit("us-ct-all", { status: "allowed", maxBps: null, networks: ["visa"] });
    const text = await diff(checkout);
    expect(text).toMatch(
      /^pack 1 \(\S+\) against the files \(pack 2 \(\S+\)\), from 2026-11-28\n\nWider\n {2}US-CT visa/,
    );
    expect(text).toContain(
      "\nNarrower\n  US-OH visa: 3.00 % and cost -> 0 (needs sign_off), then 3.00 % and cost from 2026-11-28\n",
    );
    expect(text).toContain("\nNothing before and after, for another reason\n  US-CT ");
    expect(text).toMatch(/\n\n\d+ widenings?, \d+ narrowings?$/);
  });

  it("takes numbers, files, built-in, and a day", async () => {
    const checkout = await makeCheckout();
    checkout.edit("us-visa-credit", { maxBps: 200 });
    await run(["build"], {}, { root: checkout.root, now: NOW, say: () => {} });
    const file = new URL("worker/rules/packs/1.json", checkout.root).pathname;
    const text = await diff(checkout, [file, "built-in", "--on", "2026-12-01"]);
    expect(text).toContain("from 2026-12-01\n\nNarrower\n");
    expect(text).toContain("visa: 3.00 % and cost -> 2.00 % and cost from 2026-12-01");
    expect(await diff(checkout, ["1", "2", "--on", "2026-12-01"])).toBe(text);
    expect(await diff(checkout, ["2"])).toMatch(/against the files \(pack 2 .*\n\n0 widenings, 0 narrowings$/);
    // Visa has lapsed in both.
    expect(await diff(checkout, ["1", "2", "--on", "2027-01-02"])).toMatch(/\n\n0 widenings, 0 narrowings$/);
  });

  it("says which places' findings on tax differ, and that they only warn", async () => {
    const checkout = await makeCheckout();
    checkout.write("worker/rules/tax-on-surcharge.json", JSON.stringify([taxFinding]));
    expect(await diff(checkout)).toMatch(
      /\n\n0 widenings, 0 narrowings\n\nTax on the surcharge itself \(it only warns\)\n {2}US-AL: nothing found -> taxed$/,
    );
    expect(await diff(checkout, ["1", "built-in"])).not.toContain("Tax on");
  });

  it("compares with the pack in force at a deployment, with what was renewed there", async () => {
    const checkout = await makeCheckout();
    const operator = await startOperator(checkout.pack(1));
    const words = ["renew", "us-visa-credit", "--by", "Jo", "--source", "https://a.example", "--until", "2027-03-01"];
    await run(words, operator.env, { root: checkout.root, now: NOW, say: () => {} });
    expect(await diff(checkout, ["deployed", "built-in"], operator.env)).toContain(
      `at ${operator.origin} against pack 2`,
    );
    expect(await diff(checkout, ["deployed", "built-in"], operator.env)).toContain("\n\n0 widenings, 0 narrowings\n");
  });

  it("compares with what an operator extended there", async () => {
    const checkout = await makeCheckout();
    const operator = await startOperator(checkout.pack(1));
    const words = ["extend", "us-ok-credit", "--to", "2027-01-10", "--by", "Jo"];
    await run(words, operator.env, { root: checkout.root, now: NOW, say: () => {} });
    expect(await diff(checkout, ["deployed", "1"], operator.env)).toContain(
      " is recorded -> 0 (rules_expired: us-ok-credit) from 2026-12-31\n\n0 widenings, 1 narrowing\n",
    );
  });

  it("names the merchants of the deployment that change, and each of their brands", async () => {
    const checkout = await makeCheckout();
    const operator = await startOperator(checkout.pack(1));
    operator.merchants = [
      shop("mch_shop"),
      shop("mch_off", { enabled: false }),
      shop("mch_abroad", { place: { country: "GB" }, currency: "GBP", buyer: "business", accepts: ["visa"] }),
      shop("mch_gone", { isGone: true }),
      shop("mch_signed", { attestations: [{ rule: "us-oh-credit", kind: "sign_off", by: "Jo", on: "2026-11-20" }] }),
    ];
    checkout.edit("us-oh-credit", { requires: ["sign_off"] });
    checkout.edit("gb-commercial", { cards: ["charge"] });
    const text = await diff(checkout, [], operator.env);
    expect(text.split("\n\n").at(-1)).toBe(
      [
        "2 of 4 merchants change on 2026-11-28",
        "  mch_shop visa: 3.00 % -> 0 (needs_sign_off)",
        "  mch_abroad visa credit commercial: 3.00 % -> 0 (region_not_covered)",
      ].join("\n"),
    );
    expect(await diff(checkout)).not.toContain("merchants change");
  });

  it("says so where the deployment is no Worker of this version", async () => {
    const checkout = await makeCheckout();
    const operator = await startOperator(checkout.pack(1));
    operator.merchants = [{ id: "mch_odd" }];
    await expect(diff(checkout, [], operator.env)).rejects.toThrow("as no Worker of this version does");
  });
});

describe("npm run rules -- due", () => {
  const due = async (...words: string[]) => {
    const { root } = await makeCheckout();
    return run(["due", ...words], {}, { root, now: NOW, say: () => {} });
  };

  it("lists what lapses or is to be checked again, soonest first, with its source", async () => {
    const lines = (await due()).split("\n");
    expect(lines[0]).toMatch(/^ON +DAYS LEFT +WHAT +ROW +SOURCE$/);
    expect(lines[1]).toMatch(/^2026-12-31 +33 +lapses +us-ok-credit +https:\S+$/);
    expect(lines.slice(1).map((line) => line.slice(0, 10))).toEqual(
      lines
        .slice(1)
        .map((line) => line.slice(0, 10))
        .toSorted(),
    );
    expect(lines.join("\n")).toMatch(/check again +us-ma-credit/);
  });

  it("mentions findings on tax that are a year old by then, beside what lapses", async () => {
    const { root, write } = await makeCheckout();
    write("worker/rules/tax-on-surcharge.json", JSON.stringify([taxFinding]));
    const ask = (...words: string[]) => run(["due", ...words], {}, { root, now: NOW, say: () => {} });
    expect((await ask()).split("\n").at(-1)).toMatch(/^2027-11-20 +357 +US-AL +https:\/\/tax\.example\/al$/);
    expect(await ask("--within", "356")).not.toContain("US-AL");
  });

  it("looks as far ahead as it is told", async () => {
    expect((await due("--within", "33")).split("\n")).toHaveLength(3);
    expect(await due("--within", "32")).toBe("nothing is due within 32 days");
  });
});

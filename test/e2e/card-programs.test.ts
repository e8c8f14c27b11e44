/** A card programme on its whole way: KeySecure's stand-in, the command line, the Worker's store, and a lookup. */
import { afterEach, describe, expect, test } from "vitest";
import { demoCatalogue } from "../../sandbox/keysecure/catalogue.ts";
import { printedBy } from "../support/node/run-command.ts";
import { lookUp, mintToken, origins, postJson } from "../support/shopper/shopper.ts";

const PROGRAM = "demo_programme";
const HOUSE_CARD = "4840010000000005";
const POSSIBLE_HOUSE_CARD = "4859993700000003";
const OTHER_CARD = "4012000077777777";

afterEach(() => setKeySecure("DELETE"));

const setKeySecure = (method: "PUT" | "DELETE", settings?: object) =>
  fetch(`${origins().sandbox}/sandbox/keysecure`, {
    method,
    ...(settings === undefined ? {} : { body: JSON.stringify(settings) }),
  });

const command = (...argv: string[]) =>
  printedBy(["card-programs", ...argv], {
    env: {
      CARD_SURCHARGE_ORIGIN: origins().product,
      CARD_SURCHARGE_ADMIN_KEY: "ak_sandbox_demo",
      KEYSECURE_ORIGIN: origins().sandbox,
      KEYSECURE_API_KEY: "ks_sandbox_demo",
    },
  });

/** What the shopper of `number` is told. */
const tellShopper = async (number: string) => (await lookUp({ token: await mintToken(number) })).body;

const readPage = async (query: string) => {
  const response = await fetch(`${origins().product}/v1/server/card-programs/${PROGRAM}/bins${query}`, {
    headers: { Authorization: "Bearer sk_sandbox_demo" },
  });
  return (await response.json()) as { total: number; bins: { cardBin: string }[] };
};

describe("a programme pulled from the command line", () => {
  test("makes the merchant's own cards free of surcharge, and leaves others alone", async () => {
    expect(await command("pull", PROGRAM)).toContain(`${demoCatalogue().length} records`);
    const house = await tellShopper(HOUSE_CARD);
    expect(house).toMatchObject({ outcome: "none", reason: "house_card" });
    expect(house.message).toContain("Demo Club");
    const possible = await tellShopper(POSSIBLE_HOUSE_CARD);
    expect(possible).toMatchObject({ outcome: "none", reason: "house_card" });
    expect(possible.message).not.toContain("Demo Club");
    expect(await tellShopper(OTHER_CARD)).toMatchObject({ outcome: "surcharge", reason: "eligible" });
  });

  test.each([
    ["48599937", "house_card", true],
    ["485999", "house_card", false],
    ["48599938", "eligible", false],
  ])("uses every digit of a BIN that the merchant's server asks about: %s", async (bin, reason, isNamed) => {
    await command("pull", PROGRAM);
    const response = await postJson(
      `${origins().product}/v1/server/lookup`,
      { bin, country: "US", state: "IL", baseAmount: 12_500 },
      { Authorization: "Bearer sk_sandbox_demo" },
    );
    const { answer } = (await response.json()) as { answer: { reason: string; message: string } };
    expect(answer.reason).toBe(reason);
    expect(answer.message.includes("Demo Club")).toBe(isNamed);
  });

  test("is what the merchant's server pages through", async () => {
    await command("pull", PROGRAM);
    const pages = await Promise.all([0, 1, 2, 3, 4].map((page) => readPage(`?page=${page}&size=100`)));
    const bins = pages.flatMap((page) => page.bins.map(({ cardBin }) => cardBin));
    expect(new Set(bins)).toEqual(new Set(demoCatalogue().map(({ card_bin }) => card_bin)));
    expect((await readPage("")).bins).toHaveLength(10);
  });
});

describe("a pull that KeySecure refuses", () => {
  test("keeps the copy, shows in /readyz, and recovers", async () => {
    await command("pull", PROGRAM);
    await setKeySecure("PUT", { allowlist: ["203.0.113.9"] });
    await expect(command("pull", PROGRAM)).rejects.toThrow(/^1003: /);
    await expect(command("sync", PROGRAM)).rejects.toThrow(/^the last good copy stays .*1003: /);
    // With the operator's key: for anybody else it may be some seconds old.
    const readiness = async () => {
      const response = await fetch(`${origins().product}/readyz`, {
        headers: { Authorization: "Bearer ak_sandbox_demo" },
      });
      return ((await response.json()) as { checks: { cardPrograms: string } }).checks;
    };
    expect(await readiness()).toMatchObject({ cardPrograms: "warning" });
    expect(await command("list")).toMatch(/demo_programme +failed .*address_not_allowed \(1003\)/);
    expect((await readPage("")).total).toBe(demoCatalogue().length);
    await setKeySecure("DELETE");
    expect(await command("sync", PROGRAM)).toContain("unchanged");
    expect(await readiness()).toMatchObject({ cardPrograms: "ok" });
  });

  test("for a clock that is off is made up for", async () => {
    await setKeySecure("PUT", { clockSkewMs: -600_000 });
    expect(await command("sync", PROGRAM)).toContain("records");
  });
});

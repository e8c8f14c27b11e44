import { describe, expect, it } from "vitest";
import { lapsesOn } from "../../../../worker/rules/freshness.ts";
import { bookOf, type Renewal, soundOnes } from "../../../../worker/rules/pack.ts";
import { type Checkout, makeCheckout, NOW } from "../../../support/node/rules-checkout.ts";
import { run } from "../../../support/node/rules-command.ts";
import { startOperator } from "../../../support/node/rules-operator.ts";

const OWN_SOURCE = "https://law.example/ohio";
const renew = ({ root }: Checkout, words: string, env = {}) =>
  run(["renew", ...words.split(" "), "--by", "Jo Lee"], env, { root, now: NOW, say: () => {} });
const renewals = ({ read }: Checkout) => JSON.parse(read("worker/rules/renewals.json")) as Renewal[];

describe("npm run rules -- renew", () => {
  it("writes a renewal that is bound to the row, and makes the pack that has it", async () => {
    const checkout = await makeCheckout();
    const text = await renew(checkout, `us-visa-credit --source ${OWN_SOURCE} --until 2027-03-20 --note Read`);
    expect(text).toMatch(/^us-visa-credit checked on 2026-11-28 by Jo Lee; counts until 2027-03-20\n/);
    expect(text).toContain("the row's own source is another: https://");
    expect(text).toContain("\nworker/rules/renewals.json\nworker/rules/packs/2.json\n");
    expect(text).toMatch(/against pack 1: [1-9]\d* widenings?, 0 narrowings$/);
    expect(renewals(checkout)).toEqual([
      {
        row: "us-visa-credit",
        rowHash: expect.stringMatching(/^[0-9a-f]{64}$/),
        checkedOn: "2026-11-28",
        recheckOn: "2027-03-20",
        by: "Jo Lee",
        source: OWN_SOURCE,
        note: "Read",
      },
    ]);
    expect(checkout.read("docs/rules/changes/2.md")).toContain(
      `- \`us-visa-credit\`: on 2026-11-28 by Jo Lee, [source](${OWN_SOURCE})`,
    );
    expect(checkout.read("docs/rules/coverage.md")).toMatch(
      /`us-visa-credit` .* checked 2026-11-28.* \| 2027-03-20 \|/,
    );
    const pack = checkout.pack(2);
    expect(await soundOnes(pack.rows, pack.renewals)).toEqual(pack.renewals);
    const row = bookOf(pack).rows.find(({ id }) => id === "us-visa-credit");
    expect(row && lapsesOn(row)).toBe("2027-03-20");
  });

  it("says nothing of the source where it is the row's own, and replaces an older renewal", async () => {
    const checkout = await makeCheckout();
    const own = checkout.pack(1).rows.find(({ id }) => id === "us-oh-credit")?.source;
    expect(await renew(checkout, `us-oh-credit --source ${own} --checked 2026-11-25`)).not.toContain("is another");
    await renew(checkout, `us-oh-credit --source ${own} --checked 2026-11-27`);
    await renew(checkout, `gb-commercial --source ${own}`);
    expect(renewals(checkout).map(({ row, checkedOn }) => [row, checkedOn])).toEqual([
      ["gb-commercial", "2026-11-28"],
      ["us-oh-credit", "2026-11-27"],
    ]);
    await expect(renew(checkout, `us-oh-credit --source ${own} --checked 2026-11-26`)).rejects.toThrow(
      "was renewed on 2026-11-27: --checked must be that day or a later one",
    );
  });

  it("chooses days that spread where none is named, and says which", async () => {
    const checkout = await makeCheckout();
    const texts = [];
    for (const id of ["us-visa-credit", "us-amex-credit", "us-ok-credit", "us-tx-credit"])
      texts.push(await renew(checkout, `${id} --source ${OWN_SOURCE}`));
    expect(texts[0]).toMatch(/counts until 2027-03-21, chosen: 0 others lapse on that day, 0 in its week/);
    const days = renewals(checkout).map(({ recheckOn }) => recheckOn);
    expect(new Set(days).size).toBe(days.length);
  });

  it.each([
    ["us-visa-credit --until 2026-11-28", "--until must be after today, 2026-11-28"],
    [
      "us-visa-credit --until 2027-03-29",
      "--until must be 2027-03-28 or sooner: by its age us-visa-credit lapses then",
    ],
    ["us-visa-credit --checked 2026-11-29", "--checked must not be after today, 2026-11-28"],
    ["us-visa-credit --checked 2026-11-22", "was checked on 2026-11-22, as its file says"],
    ["us-visa-credit --until 2027-02-30", "--until must be a day such as 2027-03-31"],
    ["us-ct-all", "us-ct-all bars or only asks for more, and never lapses: there is nothing to renew"],
    ["us-visa-credit --source not-an-address", "--source the http or https address that was read"],
  ])("refuses %s, and writes nothing", async (words, message) => {
    const checkout = await makeCheckout();
    const source = words.includes("--source") ? "" : ` --source ${OWN_SOURCE}`;
    await expect(renew(checkout, `${words}${source}`)).rejects.toThrow(message);
    expect(checkout.read("worker/rules/renewals.json")).toBe("[]\n");
  });

  it("renews a bar that is to be checked again", async () => {
    const checkout = await makeCheckout();
    expect(await renew(checkout, `us-ma-credit --source ${OWN_SOURCE} --until 2027-06-30`)).toMatch(
      /; to be checked again on 2027-06-30\n/,
    );
    expect(await renew(checkout, `us-ma-credit --source ${OWN_SOURCE}`)).toMatch(/again on 2027-11-21, chosen: /);
  });

  it("takes the renewal back where the rows come to no pack", async () => {
    const checkout = await makeCheckout();
    checkout.edit("us-visa-credit", { maxBps: 400 });
    await expect(renew(checkout, `us-oh-credit --source ${OWN_SOURCE}`)).rejects.toThrow(
      "widens what nobody stands for",
    );
    expect(checkout.read("worker/rules/renewals.json")).toBe("[]\n");
  });

  it("makes the row count at a deployment at once", async () => {
    const checkout = await makeCheckout();
    const operator = await startOperator(checkout.pack(1));
    const text = await renew(checkout, `us-visa-credit --source ${OWN_SOURCE} --until 2027-03-20`, operator.env);
    expect(text.split("\n").at(-1)).toBe(`us-visa-credit counts at ${operator.origin} until 2027-03-20`);
    const { row, ...body } = renewals(checkout)[0] ?? { row: "" };
    expect(operator.asked.filter(({ method }) => method !== "GET")).toEqual([
      { method: "PUT", path: `/v1/admin/rules/renewals/${row}`, body },
    ]);
  });

  it("says that it is renewed here alone where the deployment refuses", async () => {
    const checkout = await makeCheckout();
    const operator = await startOperator(checkout.pack(1));
    operator.refusal = { status: 409, detail: "The row's text has changed." };
    await expect(renew(checkout, `us-visa-credit --source ${OWN_SOURCE}`, operator.env)).rejects.toThrow(
      `us-visa-credit is renewed in this checkout, and not at ${operator.origin}: The row's text has changed.`,
    );
    expect(renewals(checkout)).toHaveLength(1);
  });
});

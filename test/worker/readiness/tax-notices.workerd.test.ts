import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { AppContext } from "../../../worker/http/app-env.ts";
import { Counters } from "../../../worker/ledger/counts/counters.ts";
import type { HomeTax } from "../../../worker/ledger/counts/home-tax.ts";
import { MerchantStats } from "../../../worker/ledger/counts/merchant-stats.ts";
import { beginningOf } from "../../../worker/ledger/counts/periods.ts";
import { taxKey } from "../../../worker/ledger/counts/series.ts";
import { statsObject } from "../../../worker/ledger/counts/stats-objects.ts";
import type { MerchantList, MerchantView } from "../../../worker/merchants/operator-view.ts";
import { taxNotices } from "../../../worker/readiness/tax-notices.ts";
import type { Readiness } from "../../../worker/readiness/wire.ts";
import { rulesNow } from "../../../worker/rules/clock.ts";
import { rulesOf, rulesStoreOf } from "../../../worker/rules/in-force.ts";
import { EMPTY_HEAD } from "../../../worker/rules/store.ts";
import type { TaxFinding } from "../../../worker/rules/tax-on-surcharge.ts";
import { worldDays } from "../../../worker/surcharge/day.ts";
import { placeOfCode } from "../../../worker/surcharge/places.ts";
import { packWith, taxFinding } from "../../support/rules/packs.ts";
import { ADMIN, call, lookupBody, post, SERVER } from "../../support/workerd/api.ts";
import { standInForGateway } from "../../support/workerd/gateway.ts";

const THIS_MINUTE = beginningOf("minute", Date.now());
const store = rulesStoreOf(env);
let sequence = 1;

/** Puts a pack in force whose rows are fresh, and that says this of the demo merchant's place. */
async function putInForce(change: Partial<TaxFinding> | null) {
  const fresh = { checkedOn: worldDays(rulesNow()).first, recheckOn: null, by: "Jo Lee" };
  const found = change === null ? {} : { taxOnSurcharge: [{ ...taxFinding, places: ["US-IL"], ...change }] };
  const pack = await packWith({ row: (row) => ({ ...row, ...fresh }), sequence: ++sequence, ...found });
  const ref = await store?.putPack(pack);
  if (ref === undefined) throw new Error("there is no store of rules");
  await store?.putHead({ ...EMPTY_HEAD, current: ref, updatedAt: Date.now() + sequence });
  await rulesOf(env).reload();
}

let handedOver = 0;
const count = (homeTax: HomeTax, times: number, merchantId = "mch_demo") => {
  const sums = { [taxKey(homeTax)]: times };
  const minutes = [{ at: THIS_MINUTE, whole: sums, merchants: { [merchantId]: sums } }];
  return statsObject(env.MERCHANT_STATS, THIS_MINUTE).take({ isolate: "isolate-1", number: ++handedOver, minutes });
};

const read = async <T>(path: string) => (await call(path, { headers: ADMIN })).json<T>();
const told = async () => {
  const [{ merchants = [] }, { warnings }, list] = await Promise.all([
    read<ReturnType<typeof Readiness.parse>>("/readyz"),
    read<MerchantView>("/v1/admin/merchants/mch_demo"),
    read<MerchantList>("/v1/admin/merchants"),
  ]);
  const about = (texts: readonly string[]) => texts.filter((text) => text.startsWith("surchargeTaxRate"));
  const notice = list.merchants.find(({ id }) => id === "mch_demo")?.taxNotice;
  return { ready: about(merchants[0]?.warnings ?? []), view: about(warnings), notice };
};

beforeEach(() => standInForGateway());
afterEach(() => vi.restoreAllMocks());

describe("an operator is told that quotes and the tax law of a place do not go together", () => {
  test("not where no source was read, nor before anything was counted", async () => {
    await putInForce({});
    expect(await told()).toEqual({ ready: [], view: [], notice: null });
    await count("left_out", 2);
    await putInForce(null);
    expect(await told()).toEqual({ ready: [], view: [], notice: null });
    await putInForce({ taxed: "unknown" });
    expect(await told()).toEqual({ ready: [], view: [], notice: null });
  });

  test("where the surcharge is taxed and quotes come without a rate: in /readyz, the merchant and the list", async () => {
    await count("rate", 3);
    await count("zero", 5);
    await count("left_out", 9, "mch_other");
    await putInForce({});
    const warning = expect.stringMatching(
      /^surchargeTaxRate: 2 of 10 surcharges for US-IL in the last 24 hours came without one.*https:\/\/tax\.example\/al/,
    ) as string;
    expect(await told()).toEqual({
      ready: [warning],
      view: [warning],
      notice: expect.objectContaining({ place: "US-IL", taxed: "yes", amiss: 2, surcharges: 10 }) as object,
    });
  });

  test("where it is not taxed and quotes come with a rate", async () => {
    await putInForce({ taxed: "no" });
    expect(await told()).toMatchObject({
      view: [expect.stringContaining("3 of 10 surcharges for US-IL in the last 24 hours came with one")],
      notice: { taxed: "no", amiss: 3 },
    });
  });

  test("never while the counters do not answer, and everything else is told as before", async () => {
    for (const method of ["read", "byMerchant"] as const)
      vi.spyOn(MerchantStats.prototype, method).mockImplementation(() => {
        throw new Error("unreachable");
      });
    await putInForce({});
    expect(await told()).toEqual({ ready: [], view: [], notice: null });
    expect((await call("/readyz", { headers: ADMIN })).status).toBe(200);
  });

  test("by one look through everybody's day in a minute, however many pages are read, and by none for one merchant", async () => {
    const looking = vi.spyOn(MerchantStats.prototype, "byMerchant");
    const pack = await packWith({ taxOnSurcharge: [{ ...taxFinding, places: ["US-IL"] }] });
    const page = (...ids: string[]) =>
      taxNotices(
        { env } as AppContext,
        ids.map((id) => ({ id, place: placeOfCode("US-IL") })),
        { pack },
      );
    expect([...(await page("mch_demo")).keys()]).toEqual(["mch_demo"]);
    expect(looking).not.toHaveBeenCalled();
    expect([...(await page("mch_demo", "mch_other")).keys()]).toEqual(["mch_demo", "mch_other"]);
    const looks = looking.mock.calls.length;
    expect([...(await page("mch_other", "mch_third", "mch_demo")).keys()]).toEqual(["mch_other", "mch_demo"]);
    expect(looking).toHaveBeenCalledTimes(looks);
  });

  test("and no answer to a shopper is another one for it", async () => {
    const ask = async () => {
      const answer = await (
        await post("/v1/server/lookup", { ...server, token: "test_card_visa_credit" }, SERVER)
      ).json<{
        answer: { outcome: string; reason: string; surcharge: object; message: string; disclosure: string };
      }>();
      const { outcome, reason, surcharge, message, disclosure } = answer.answer;
      return { outcome, reason, surcharge, message, disclosure };
    };
    await putInForce(null);
    const before = await ask();
    expect(before.outcome).toBe("surcharge");
    await putInForce({});
    expect(await ask()).toEqual(before);
    await putInForce({ taxed: "no" });
    expect(await ask()).toEqual(before);
  });
});

const { merchant: _, ...server } = lookupBody();

describe("a lookup counts", () => {
  test.each([
    ["a rate that was left out", {}, "left_out"],
    ["a rate of 0", { surchargeTaxRate: 0 }, "zero"],
    ["a rate", { surchargeTaxRate: 8875 }, "rate"],
    ["nothing for a sale to another state", { shipTo: { country: "US", state: "GA" } }, null],
  ])("%s", async (_, change, homeTax) => {
    await putInForce(null);
    const adding = vi.spyOn(Counters.prototype, "add");
    const response = await post("/v1/lookup", lookupBody({ token: "test_card_visa_credit", ...change }));
    expect(response.status).toBe(200);
    const counted = adding.mock.calls.flatMap(([merchantId, sums]) =>
      merchantId === "mch_demo" ? Object.keys(sums) : [],
    );
    expect(counted.filter((key) => /^(answer|tax):/.test(key))).toEqual(
      homeTax === null ? ["answer:eligible:visa"] : ["answer:eligible:visa", `tax:${homeTax}`],
    );
  });
});

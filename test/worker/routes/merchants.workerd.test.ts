import { env, exports } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { BRANDS } from "../../../contract/lists.ts";
import type { MerchantList, MerchantView } from "../../../worker/merchants/operator-view.ts";
import type { Merchant } from "../../../worker/merchants/schema.ts";

const ADMIN = { Authorization: "Bearer ak_sandbox_demo" };
const SERVER_KEY = "sk_a_server_key_that_is_long_and_random_1";

let keys = 0;
/** Each merchant has keys of its own. */
const newServerKey = () => `sk_one_of_many_keys_in_these_tests_${(keys += 1)}`;

const input = (changes: object = {}) => ({
  name: "Shop A",
  mode: "test",
  gateway: "koipay_sandbox",
  gatewayKey: "api_secret_of_shop_a",
  serverKeys: [newServerKey()],
  origins: ["https://shop-a.example"],
  place: { country: "US", state: "IL" },
  currency: "USD",
  rates: { visa: 300, amex: 300 },
  ...changes,
});

const call = (method: string, path: string, body?: unknown, headers: Record<string, string> = ADMIN) =>
  exports.default.fetch(`https://api.test/v1/admin/merchants${path}`, {
    method,
    headers: { "Content-Type": "application/json", ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

const demoView = async () => (await call("GET", "/mch_demo")).json<MerchantView>();

const problemOf = async (response: Response) => {
  const { code, detail } = await response.json<{ code: string; detail: string }>();
  return { status: response.status, code, detail };
};

describe("the operator's merchants", () => {
  test("need an operator's key", async () => {
    for (const headers of [{}, { Authorization: "Bearer sk_sandbox_demo" }, { Authorization: "ak_sandbox_demo" }])
      expect(await problemOf(await call("GET", "", undefined, headers as Record<string, string>))).toMatchObject({
        status: 401,
        code: "unauthorized",
      });
  });

  test("are created, shown, listed, changed and deleted", async () => {
    const created = await call("PUT", "/mch_a", input());
    expect(created.status).toBe(201);
    const shown = await (await call("GET", "/mch_a")).json<MerchantView>();
    expect(shown).toMatchObject({ id: "mch_a", name: "Shop A", enabled: true, gatewayKeySet: true });
    expect(shown.serverKeys).toHaveLength(1);

    const list = await (await call("GET", "")).json<{ merchants: { id: string }[]; cursor: null }>();
    expect(list.merchants.map(({ id }) => id)).toEqual(["mch_demo", "mch_a"]);
    expect(list.cursor).toBeNull();

    const changed = await call("PUT", "/mch_a", { ...shown, enabled: false });
    expect(changed.status).toBe(200);
    expect(await changed.json()).toMatchObject({ enabled: false, gatewayKeySet: true, serverKeys: shown.serverKeys });

    expect(await (await call("DELETE", "/mch_a")).json()).toMatchObject({ id: "mch_a", deleted: true });
    expect(await problemOf(await call("GET", "/mch_a"))).toMatchObject({ status: 404, code: "unknown_merchant" });
    const after = await (await call("GET", "")).json<{ merchants: { id: string }[] }>();
    expect(after.merchants.map(({ id }) => id)).toEqual(["mch_demo"]);
  });

  test("never show a secret again, and the store does not hold one in the open", async () => {
    const secrets = ["api_secret_of_shop_a", SERVER_KEY, "turnstile_secret_of_a"];
    const answers = [
      await call(
        "PUT",
        "/mch_s",
        input({ serverKeys: [SERVER_KEY], challenge: { siteKey: "0x4AAAAAAA_site", secret: secrets[2] } }),
      ),
      await call("GET", "/mch_s"),
      await call("GET", ""),
    ];
    const texts = await Promise.all(answers.map((answer) => answer.text()));
    const keys = await env.MERCHANTS?.list();
    const stored = await Promise.all(
      (keys?.keys ?? []).map(async ({ name }) => `${name} ${await env.MERCHANTS?.get(name)}`),
    );
    expect(stored.join("")).toContain("mch_s");
    for (const secret of secrets) for (const text of [...texts, ...stored]) expect(text).not.toContain(secret);
  });

  test("keep what a GET showed when it is sent back unchanged", async () => {
    await call("PUT", "/mch_r", input({ challenge: { siteKey: "0x4AAAAAAA_site", secret: "turnstile_secret" } }));
    const shown = await (await call("GET", "/mch_r")).json<MerchantView>();
    const again = await (await call("PUT", "/mch_r", shown)).json<MerchantView>();
    expect({ ...again, updatedAt: 0, requestId: "" }).toEqual({ ...shown, updatedAt: 0, requestId: "" });
    expect(again.updatedAt).toBeGreaterThan(shown.updatedAt);
  });

  test("change server keys one by one, so that none is ever without a valid one", async () => {
    await call("PUT", "/mch_k", input());
    const shown = await (await call("GET", "/mch_k")).json<MerchantView>();
    const [old] = shown.serverKeys;
    const both = await call("PUT", "/mch_k", input({ serverKeys: [{ id: old?.id }, `${SERVER_KEY}_new`] }));
    const two = (await both.json<MerchantView>()).serverKeys;
    expect(two).toHaveLength(2);
    const last = await call("PUT", "/mch_k", input({ serverKeys: [{ id: two[1]?.id }] }));
    expect((await last.json<MerchantView>()).serverKeys).toEqual([two[1]]);
    const stranger = await problemOf(await call("PUT", "/mch_k", input({ serverKeys: [{ id: old?.id }] })));
    expect(stranger.detail).toContain("serverKeys.0.id");
  });

  test("are refused with every reason at once, and no value in any of them", async () => {
    const wrong = input({
      mode: "live",
      origins: ["https://shop.example/pay", "http://shop.example", "https://Shop.example", "https://*.example"],
      rates: { visa: 900 },
      currency: "dollars",
      costs: { visa: { costBps: 250, by: "", on: "2026-11-01" } },
      surprise: 1,
    });
    const { status, code, detail } = await problemOf(await call("PUT", "/mch_w", wrong));
    expect({ status, code }).toEqual({ status: 400, code: "invalid_request" });
    const reasons = [
      "origins.0 must be an origin alone",
      "origins.2 must be written as browsers send it",
      "origins.3 must name one host",
      "currency must be a three-letter",
      "costs.visa.by must name the person",
      "unknown key: surprise",
      "gateway is a sandbox: a live merchant needs a live gateway",
      "rates.visa must be at most 300",
    ];
    for (const reason of reasons) expect(detail).toContain(reason);
    for (const value of ["dollars", "900", "shop.example", "api_secret"]) expect(detail).not.toContain(value);
    expect(await problemOf(await call("GET", "/mch_w"))).toMatchObject({ status: 404 });
  });

  test.each([
    [
      "a live merchant with an http origin",
      { mode: "live", gateway: "fluidpay_live", origins: ["http://a.example"] },
      "origins must all be https",
    ],
    ["a gateway that nobody knows", { gateway: "https_evil_example" }, "gateway must be one of koipay_sandbox"],
    ["a gateway named by its address", { gateway: "https://evil.example" }, "gateway must be the name of a gateway"],
    ["no gateway key", { gatewayKey: undefined }, "gatewayKey is missing"],
    ["a public gateway key", { gatewayKey: "pub_0123456789" }, "is a public key"],
    [
      "an attestation of a rule that does not exist",
      { attestations: [{ rule: "us-zz-none", kind: "sign_off", by: "A", on: "2026-01-01" }] },
      "attestations.0.rule",
    ],
    [
      "an attestation from the future",
      { attestations: [{ rule: "us-co-credit", kind: "sign_off", by: "A", on: "2999-01-01" }] },
      "must not be in the future",
    ],
    ...["statutory_text", "actual_fee"].flatMap((kind) =>
      [{}, { text: "  " }].map((text): [string, object, string] => [
        `an attestation of kind ${kind} and ${"text" in text ? "a blank" : "no"} text`,
        { attestations: [{ rule: "us-co-credit", kind, by: "A", on: "2026-01-01", ...text }] },
        "attestations.0.text",
      ]),
    ),
    [
      "an exemption of house cards in live mode that nobody stands for",
      { mode: "live", gateway: "fluidpay_live", cardPrograms: [{ id: "ours", displayName: "Our Card" }] },
      "house_card_exemption",
    ],
    ["an accepted brand without a name", { accepts: ["other"] }, "accepts.0"],
    ["no accepted brand at all", { accepts: [] }, "accepts must name a brand"],
    [
      "a maximum of nothing",
      { maximumSurchargeAmount: 0 },
      "maximumSurchargeAmount must be at least 1, or be left out for no maximum; to add nothing, set enabled to false",
    ],
    ["a minimum in main units", { minimumBaseAmount: 9.5 }, "minimumBaseAmount must be a whole number of minor units"],
    ["a minimum of nothing", { minimumBaseAmount: 0 }, "minimumBaseAmount must be at least 1, or be left out"],
    ["another buyer", { buyer: "anybody" }, "buyer"],
    [
      "signed texts of a language that is not ours",
      { textSignOffs: [{ locale: "tlh", version: "0123456789abcdef", by: "A", on: "2026-01-01" }] },
      "textSignOffs.0.locale must be one of en, es",
    ],
    ["a short server key", { serverKeys: ["sk_short"] }, "serverKeys.0 must be sk_"],
    ["a server key without its id", { serverKeys: [{}] }, "serverKeys.0.id is missing"],
  ])("are refused with %s", async (_name, changes, reason) => {
    const { status, detail } = await problemOf(await call("PUT", "/mch_n", input(changes)));
    expect(status).toBe(400);
    expect(detail).toContain(reason);
  });

  test("take another gateway only along with a key of that gateway", async () => {
    await call("PUT", "/mch_g", input());
    const shown = await (await call("GET", "/mch_g")).json<MerchantView>();
    const moved = { ...shown, gateway: "fluidpay_sandbox" };
    expect(await problemOf(await call("PUT", "/mch_g", moved))).toEqual({
      status: 400,
      code: "invalid_request",
      detail: "gatewayKey must be sent along with another gateway.",
    });
    expect(await (await call("GET", "/mch_g")).json()).toMatchObject({ gateway: shown.gateway });
    expect((await call("PUT", "/mch_g", { ...moved, gatewayKey: "api_secret_of_the_other" })).status).toBe(200);
    expect((await call("PUT", "/mch_demo", { ...(await demoView()), gateway: "koipay_sandbox" })).status).toBe(400);
  });

  test.each([
    ["a surcharge without a word of what is accepted", { rates: { visa: 300 } }, "accepts is missing"],
    ["a rate for what is not accepted", { accepts: ["visa"] }, "rates.amex is for a brand that accepts does not name"],
    [
      "American Express dearer than what is accepted for nothing",
      { accepts: ["visa", "amex", "discover"] },
      "brand parity: amex is surcharged and discover is not",
    ],
    [
      "texts signed in another version",
      { textSignOffs: [{ locale: "fr-CA", version: "0123456789abcdef", by: "A", on: "2026-01-01" }] },
      "textSignOffs.0 counts for nothing",
    ],
    [
      "a cost that is too old",
      { costs: { visa: { costBps: 300, by: "A", on: "2020-01-01" } } },
      "too old to count since 2021-01-01, record again: costs.visa",
    ],
    ["American Express dearer than the others", { rates: { visa: 200, amex: 300 } }, "must not be dearer"],
    ["a rate without a recorded cost", {}, "no recorded cost"],
    ["a US merchant without a state", { place: { country: "US" } }, "place.state is missing"],
    ["a live gateway for a test merchant", { gateway: "fluidpay_live" }, "gateway is a live one"],
    ["a live merchant on a gateway nobody tried", { mode: "live", gateway: "fluidpay_live" }, "nobody has verified"],
  ])("draw a warning for %s", async (_name, changes, warning) => {
    const response = await call("PUT", "/mch_v", input(changes));
    expect((await response.json<MerchantView>()).warnings?.join("; ")).toContain(warning);
    expect(response.ok).toBe(true);
  });

  test("keep their own bounds, and lose one that is left out", async () => {
    const bounds = { minimumBaseAmount: 1_000, maximumSurchargeAmount: 5_000 };
    expect(await (await call("PUT", "/mch_y", input(bounds))).json()).toMatchObject(bounds);
    const { minimumBaseAmount: _, ...shown } = await (await call("GET", "/mch_y")).json<MerchantView>();
    expect(shown).toMatchObject({ maximumSurchargeAmount: 5_000 });
    expect(await (await call("PUT", "/mch_y", shown)).json()).not.toHaveProperty("minimumBaseAmount");
    await call("DELETE", "/mch_y");
  });

  test("keep what the shop accepts, who buys there, and whose texts somebody signed", async () => {
    const settings = {
      accepts: ["visa", "amex"],
      buyer: "business",
      textSignOffs: [{ locale: "fr-CA", version: "0123456789abcdef", by: "Jo Lee", on: "2026-01-01" }],
    };
    expect(await (await call("PUT", "/mch_x", input(settings))).json()).toMatchObject(settings);
    const shown = await (await call("GET", "/mch_x")).json<MerchantView>();
    expect(shown).toMatchObject(settings);
    expect(await (await call("PUT", "/mch_x", shown)).json()).toMatchObject(settings);
    await call("DELETE", "/mch_x");
  });

  test("keep an attestation of a rule that is gone, and take no new one of it", async () => {
    const attestations = [{ rule: "us-zz-gone", kind: "sign_off", by: "A", on: "2026-01-01" }];
    await call("PUT", "/mch_o", input());
    const stored = JSON.parse((await env.MERCHANTS?.get("m:mch_o")) ?? "{}") as Merchant;
    const updatedAt = stored.updatedAt + 60_000;
    await env.MERCHANTS?.put("m:mch_o", JSON.stringify({ ...stored, attestations, updatedAt }));
    const shown = await (await call("GET", "/mch_o")).json<MerchantView>();
    expect(shown.attestations).toEqual(attestations);
    expect(shown.warnings.join()).toContain("us-zz-gone is no row of the rules any more");
    const again = await call("PUT", "/mch_o", { ...shown, name: "Shop O" });
    expect(again.status).toBe(200);
    expect((await again.json<MerchantView>()).warnings.join()).toContain("us-zz-gone is no row of the rules any more");
    expect(await problemOf(await call("PUT", "/mch_p", input({ attestations })))).toMatchObject({ status: 400 });
    await call("DELETE", "/mch_o");
  });

  test("are listed with their place, their brands and what these lose", async () => {
    await call("PUT", "/mch_l", input({ place: { country: "US", state: "Ohio" }, rates: { visa: 300, jcb: 0 } }));
    const listed = async () => (await (await call("GET", "")).json<MerchantList>()).merchants;
    const mine = (all: MerchantList["merchants"]) => all.find(({ id }) => id === "mch_l");
    // A development build's rows were always checked today.
    expect(mine(await listed())).toMatchObject({ place: "US-OH", brands: ["visa"], lapses: [] });
    expect((await listed()).find(({ id }) => id === "mch_demo")).toMatchObject({ place: "US-IL", lapses: [] });
    await call("DELETE", "/mch_l");
  });

  test("are listed as far as is known where they were written before their place was kept", async () => {
    const metadata = { id: "mch_b", name: "B", mode: "test", gateway: "koipay_sandbox", enabled: true, updatedAt: 1 };
    await env.MERCHANTS?.put("m:mch_b", "{}", { metadata });
    const { merchants } = await (await call("GET", "")).json<MerchantList>();
    expect(merchants).toContainEqual({ ...metadata, place: null, brands: [], lapses: [], taxNotice: null });
    await env.MERCHANTS?.delete("m:mch_b");
  });

  test("fit into the list's metadata at their longest", async () => {
    const id = `mch_${"x".repeat(48)}`;
    const brands = Object.fromEntries(
      BRANDS.filter((brand) => !["other", "unknown"].includes(brand)).map((brand) => [brand, 1]),
    );
    const longest = { name: "\u0001".repeat(100), place: { country: "US", state: "Illinois" }, rates: brands };
    expect((await call("PUT", `/${id}`, input(longest))).status).toBe(201);
    const stored = await env.MERCHANTS?.list({ prefix: `m:${id}` });
    expect(JSON.stringify(stored?.keys[0]?.metadata).length).toSatisfy(
      (bytes: number) => bytes > 800 && bytes <= 1_024,
    );
    await call("DELETE", `/${id}`);
  });

  test("refuse ids and query parameters that are not theirs", async () => {
    expect(await problemOf(await call("GET", "/demo"))).toMatchObject({ status: 400 });
    expect(await problemOf(await call("GET", "?page=2"))).toMatchObject({ status: 400, detail: "unknown key: page." });
    expect(await problemOf(await call("POST", "/mch_a", {}))).toMatchObject({
      status: 405,
      code: "method_not_allowed",
    });
    expect((await call("POST", "/mch_a", {})).headers.get("Allow")).toBe("GET, PUT, DELETE, HEAD");
  });

  test("can change the demo merchant and give it back its seed's gateway key", async () => {
    const shown = await (await call("GET", "/mch_demo")).json<MerchantView>();
    expect(shown).toMatchObject({ gatewayKeySet: true, rateTier: "high" });
    const disabled = await call("PUT", "/mch_demo", { ...shown, enabled: false });
    expect(await disabled.json()).toMatchObject({ enabled: false, gatewayKeySet: true });
    const enabled = await call("PUT", "/mch_demo", { ...shown, enabled: true });
    expect(await enabled.json()).toMatchObject({ enabled: true });
  });
});

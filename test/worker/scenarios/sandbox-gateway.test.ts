/** Our client of the gateway against the sandbox's gateway, which is written from the same documents by other hands. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type GatewayAccess, lookUpCard, readVault, type Subject } from "../../../worker/gateway/client.ts";
import { startBuilt } from "../../support/node/built-worker.mjs";

const IL = { country: "US", state: "IL" };
const VISA_CREDIT = "4012000077777777";
const VISA_DEBIT = "4217651111111119";

let sandbox: Awaited<ReturnType<typeof startBuilt>>;

beforeAll(async () => {
  sandbox = await startBuilt({ config: "sandbox/wrangler.toml" });
}, 60_000);
afterAll(() => sandbox.stop());
afterEach(() => control("PUT", "/sandbox/settings", { envelope: "bare", rejectedTokenStatus: 400, tokenSeconds: 120 }));

async function control(method: string, path: string, body: object): Promise<Record<string, unknown>> {
  const headers = { "Content-Type": "application/json" };
  const response = await fetch(new URL(path, sandbox.url), { method, headers, body: JSON.stringify(body) });
  return (await response.json()) as Record<string, unknown>;
}

const mint = async (payment: object) => String((await control("POST", "/sandbox/tokens", payment))["token"]);

const access = (secretKey = "api_sandbox_demo"): GatewayAccess => ({ origin: sandbox.url.origin, secretKey, fetch });
const signal = () => AbortSignal.timeout(5_000);
const lookUp = (subject: Subject, place = IL, key?: string) => lookUpCard(subject, place, access(key), signal());

const CREDIT_FACTS = { method: "card", brands: ["visa"], funding: "credit", surchargeable: true, conflicting: false };

describe.each(["bare", "wrapped"])("the %s envelope", (envelope) => {
  test("a token's card", async () => {
    await control("PUT", "/sandbox/settings", { envelope });
    const found = await lookUp({ kind: "token", token: await mint({ number: VISA_CREDIT }) });
    expect(found).toMatchObject({ kind: "found", value: { ...CREDIT_FACTS, level: "consumer", country: "US" } });
    expect(found.correlationId).toMatch(/^[\w-]+$/);
  });

  test("a BIN", async () => {
    await control("PUT", "/sandbox/settings", { envelope });
    const found = await lookUp({ kind: "bin", bin: VISA_DEBIT.slice(0, 6) });
    expect(found).toMatchObject({
      kind: "found",
      value: { funding: "debit", surchargeable: false, conflicting: false },
    });
  });

  test("a BIN that nobody knows", async () => {
    await control("PUT", "/sandbox/settings", { envelope });
    for (const bin of ["999998", "999997"])
      expect(await lookUp({ kind: "bin", bin })).toMatchObject({
        kind: "found",
        value: { brands: [], funding: "unknown", surchargeable: null },
      });
  });
});

describe("tokens", () => {
  test("of a bank account are no card", async () => {
    const token = await mint({ ach: { routing_number: "110000000", account_number: "123456789" } });
    expect(await lookUp({ kind: "token", token })).toMatchObject({ kind: "found", value: { method: "other" } });
  });

  test.each([400, 404, 422])("that expired are refused, when it says so by %i", async (rejectedTokenStatus) => {
    await control("PUT", "/sandbox/settings", { tokenSeconds: 0.001, rejectedTokenStatus });
    const token = await mint({ number: VISA_CREDIT });
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(await lookUp({ kind: "token", token })).toMatchObject({ kind: "rejected", status: rejectedTokenStatus });
  });

  test("that nobody made are refused alike", async () => {
    expect(await lookUp({ kind: "token", token: "A".repeat(32) })).toMatchObject({ kind: "rejected", status: 400 });
  });
});

describe("places", () => {
  test("a place where the gateway bars surcharges says no", async () => {
    const barred = await lookUp({ kind: "bin", bin: "401200" }, { country: "US", state: "CT" });
    expect(barred).toMatchObject({ kind: "found", value: { surchargeable: false } });
  });

  test("without a state there is no word on surcharges", async () => {
    for (const state of [null, "NOWHERE"])
      expect(await lookUp({ kind: "bin", bin: "401200" }, { country: "US", state } as typeof IL)).toMatchObject({
        kind: "found",
        value: { funding: "credit", surchargeable: null },
      });
  });
});

describe("saved cards", () => {
  const CUSTOMER = "btfgqeia1g3tt4mhd5f0";

  test("the vault tells the default payment method, which the lookup then names", async () => {
    const vault = await readVault(CUSTOMER, access(), signal());
    expect(vault).toMatchObject({
      kind: "found",
      value: {
        defaultPaymentMethodId: "btfgqeia1g3tt4mhd5eg",
        exempt: false,
        exemptPaymentMethodIds: ["d3bfel2cunifubaumn00"],
      },
    });
    const subject = { kind: "customer", customerId: CUSTOMER } as const;
    expect(await lookUp(subject)).toMatchObject({ kind: "found", value: CREDIT_FACTS });
    const other = await lookUp({ ...subject, paymentMethodId: "btfgqeia1g3tt4mhd5fg" });
    expect(other).toMatchObject({ kind: "found", value: { funding: "debit" } });
  });

  test("an exempt customer is told as one", async () => {
    const vault = await readVault("952f250d-fa85-40ac-a45e-3886f98032c6", access(), signal());
    expect(vault).toMatchObject({ kind: "found", value: { exempt: true } });
  });

  test.each(["nobody-of-this-id", "second-merchant-customer"])("%s is refused", async (id) => {
    expect(await readVault(id, access(), signal())).toMatchObject({ kind: "rejected" });
    expect(await lookUp({ kind: "customer", customerId: id })).toMatchObject({ kind: "rejected" });
  });
});

test.each(["api_wrong", "pub_sandbox_demo", "api_sandbox_ip_bound", "api_sandbox_partner"])(
  "the key %s is refused as a key, not as a token",
  async (key) => {
    expect(await lookUp({ kind: "bin", bin: "401200" }, IL, key)).toMatchObject({ kind: "unauthorized" });
  },
);

import { createHash, createHmac, generateKeyPairSync, randomBytes } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { RECORDED_ON } from "../../support/merchant/recorded.ts";
import { findLeaks } from "../../support/node/canaries.ts";
import { buildFor, type RunningBuild, startBuild } from "../../support/node/deployed.ts";
import { gatewayCard } from "../../support/upstream/gateway-card.ts";

const SECONDS = 1_000;
const unique = (prefix: string) => `${prefix}${randomBytes(18).toString("hex")}`;
const key = () => randomBytes(32).toString("base64");

const signingKeys = ["one", "two"].map((kid) => ({
  ...generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ format: "jwk" }),
  kid,
}));

/** Every secret that a deployment and its merchants have. */
const SECRETS = {
  gatewayKey: unique("api_"),
  merchantGatewayKey: unique("api_"),
  serverKey: unique("sk_"),
  adminKey: unique("ak_"),
  turnstileSecret: unique("0xTurnstile"),
  sealingKey: key(),
  hmacKey: key(),
  signingKey: String(signingKeys[0]?.d),
  nextSigningKey: String(signingKeys[1]?.d),
};

/** What a shopper brings. */
const SHOPPER = {
  /** Every token begins so; mixed letters and digits, as the gateway's are. */
  token: `Tok${randomBytes(20).toString("base64url").slice(0, 25)}`,
  rejectedToken: unique("Bad").slice(0, 32),
  challenge: unique("chl"),
  customerId: unique("cus").slice(0, 32),
  paymentMethodId: unique("pay").slice(0, 32),
  cardNumber: "4929381332664295",
};
/** May be told to a merchant's server, and to nobody else. */
const CARD = { bin: "40120000", issuer: "Canary Bank of Leaks" };
const ADDRESS = { address: "203.0.113.199" };
const ORIGIN = "http://localhost:8789";

/** Ways in which the gateway answers; each repeats all that it was told, as a careless one would. */
const GATEWAY: Record<string, (told: string) => Response | Promise<Response>> = {
  good: () =>
    Response.json({
      status: "success",
      data: gatewayCard({ bin: CARD.bin, issuing_bank: CARD.issuer }),
    }),
  rejected: (told) => Response.json({ status: "failed", msg: `bad request error: token ${told}` }, { status: 400 }),
  unauthorized: (told) => Response.json({ status: "failed", msg: `unauthorized ${told}` }, { status: 401 }),
  broken: (told) => new Response(told, { status: 500, headers: { "x-correlation-id": told.slice(0, 60) } }),
  busy: (told) => new Response(told, { status: 429, headers: { "Retry-After": told } }),
  html: (told) => new Response(`<html>${told}</html>`, { headers: { "Content-Type": "text/html" } }),
  half: (told) =>
    new Response(`{"status":"success","data":{"card_brand":"${told}`, {
      headers: { "Content-Type": "application/json" },
    }),
  wrongTypes: (told) =>
    Response.json({ status: "success", data: { card_brand: { told }, card_type: [told], country: told } }),
  echo: (told) =>
    Response.json({ status: "success", msg: told, data: { card_brand: told, card_type: told, issuing_bank: told } }),
  redirect: (told) =>
    new Response(null, { status: 302, headers: { Location: `https://evil.example/?${encodeURIComponent(told)}` } }),
  refused: (told) => Promise.reject(new Error(told)),
};

let behaviour = "good";
let running: RunningBuild;
/** Everything that anybody outside could see: answers with their headers. */
const seen: [string, string][] = [];

async function upstream(request: Request): Promise<Response> {
  const told = `${request.url} ${request.headers.get("Authorization")} ${await request.text()}`;
  return (GATEWAY[behaviour] ?? GATEWAY["good"])?.(told) ?? new Response(null, { status: 599 });
}

async function ask(
  method: string,
  path: string,
  body?: unknown,
  bearer?: string,
  headers: Record<string, string> = {},
) {
  const response = await fetch(running.origin + path, {
    method,
    headers: {
      "CF-Connecting-IP": ADDRESS.address,
      Origin: ORIGIN,
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      ...(bearer === undefined ? {} : { Authorization: `Bearer ${bearer}` }),
      ...headers,
    },
    redirect: "manual",
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  // The claims of a quote are in the open for whoever decodes them.
  const claims = [...text.matchAll(/"quote":"[\w-]+\.([\w-]+)\./g)].map(([, part = ""]) =>
    Buffer.from(part, "base64url").toString(),
  );
  seen.push([
    `${behaviour}: ${method} ${path}`,
    `${JSON.stringify([...response.headers])}\n${text}\n${claims.join("\n")}`,
  ]);
  return { status: response.status, text };
}

const sale = (changes: object = {}) => ({
  country: "US",
  state: "IL",
  baseAmount: 12_500,
  currency: "USD",
  ...changes,
});
const tokenNumber = (number: number) => `${SHOPPER.token}${String(number).padStart(4, "0")}`;

beforeAll(async () => {
  const bindings = {
    ENVIRONMENT: "development",
    GATEWAY_SECRET_KEY: SECRETS.gatewayKey,
    SIGNING_KEYS: JSON.stringify(signingKeys),
    SEALING_KEYS: JSON.stringify([{ kid: "seal", key: SECRETS.sealingKey }]),
    HMAC_KEY: SECRETS.hmacKey,
    ADMIN_KEYS: SECRETS.adminKey,
  };
  running = await startBuild(buildFor("development"), bindings, { upstream });
  const merchant = {
    name: "Canary",
    mode: "test",
    gateway: "koipay_sandbox",
    gatewayKey: SECRETS.merchantGatewayKey,
    serverKeys: [SECRETS.serverKey],
    challenge: { siteKey: "0x4AAAAAAAsite", secret: SECRETS.turnstileSecret },
    origins: [ORIGIN],
    place: { country: "US", state: "IL" },
    currency: "USD",
    rates: { visa: 300 },
    costs: { visa: { costBps: 320, by: "Jo", on: RECORDED_ON } },
  };
  const added = await ask("PUT", "/v1/admin/merchants/mch_canary", merchant, SECRETS.adminKey);
  expect(added.status).toBe(201);

  let number = 0;
  for (behaviour of Object.keys(GATEWAY)) {
    for (const id of ["mch_canary", "mch_demo"]) {
      number += 1;
      await ask("POST", "/v1/lookup", sale({ merchant: id, token: tokenNumber(number), challenge: SHOPPER.challenge }));
    }
    const { rejectedToken, customerId, paymentMethodId } = SHOPPER;
    for (const subject of [{ token: rejectedToken }, { customerId, paymentMethodId }, { bin: CARD.bin }])
      await ask("POST", "/v1/server/lookup", sale(subject), SECRETS.serverKey);
  }
  behaviour = "good";
  const hostile = [
    sale({ merchant: "mch_canary", token: SHOPPER.token, [SHOPPER.token]: 1 }),
    sale({ merchant: SHOPPER.token, token: SHOPPER.token }),
    sale({ merchant: "mch_canary", token: `${SHOPPER.token}!` }),
    sale({ merchant: "mch_canary", token: SHOPPER.cardNumber }),
    sale({ merchant: "mch_canary", customerId: SHOPPER.customerId, bin: SHOPPER.cardNumber }),
    `{"token":"${SHOPPER.token}","token":"${SHOPPER.token}"`,
    `{"token":"${SHOPPER.token}","token":"${SHOPPER.token}"}`,
  ];
  for (const body of hostile) await ask("POST", "/v1/lookup", body);
  for (const path of ["/v1/server/quotes/verify", "/v1/server/lookup", "/v1/lookup"])
    await ask(
      "POST",
      path,
      { quote: SHOPPER.token, subject: { token: SHOPPER.token }, token: SHOPPER.token },
      SECRETS.serverKey,
    );
  for (const path of [
    `/v1/${SHOPPER.token}`,
    `/v1/lookup?token=${SHOPPER.token}`,
    `/readyz?${SHOPPER.token}=1`,
    `/v1/merchants/mch_demo/policy?${SHOPPER.token}=1`,
  ])
    await ask("GET", path, undefined, SECRETS.adminKey);
  await ask(
    "PUT",
    "/v1/admin/merchants/mch_canary",
    { ...merchant, name: 1, gatewayKey: `${SECRETS.gatewayKey} ` },
    SECRETS.adminKey,
  );
  await ask("POST", "/v1/lookup", sale({ merchant: "mch_canary", token: SHOPPER.token }), undefined, {
    Origin: "https://evil.example",
  });
  for (const path of ["/readyz", "/v1/admin/merchants", "/v1/admin/merchants/mch_canary", "/v1/admin/card-programs"])
    await ask("GET", path, undefined, SECRETS.adminKey);
  for (const path of ["/.well-known/jwks.json", "/openapi.json", "/v1/merchants/mch_canary/policy", "/healthz"])
    await ask("GET", path);
  await ask("GET", `/challenge/mch_canary?origin=${encodeURIComponent(ORIGIN)}`);
}, 180 * SECONDS);
afterAll(() => running?.stop());

describe("the search itself", () => {
  test.each(["plain", "reversed", "hex", "base64", "base64, one off", "base64url, two off", "url-encoded"])(
    "finds a secret that is %s",
    (disguise) => {
      const secret = "sk_Secret/with+signs?and more";
      const bytes = Buffer.from(secret);
      const texts: Record<string, string> = {
        plain: `x${secret}x`,
        reversed: Array.from(secret).toReversed().join(""),
        hex: `x${bytes.toString("hex")}`,
        base64: bytes.toString("base64"),
        "base64, one off": Buffer.from(`x${secret}yz`).toString("base64"),
        "base64url, two off": Buffer.from(`xy${secret}z`).toString("base64url"),
        "url-encoded": encodeURIComponent(secret),
      };
      expect(findLeaks({ secret }, [["here", texts[disguise] ?? ""]])).not.toEqual([]);
    },
  );

  test("had something to search", () => {
    const text = seen.map(([, answer]) => answer).join("\n");
    const parts = ['"reason":"eligible"', "gateway_unavailable", "token_rejected", "invalid_request", "unauthorized"];
    expect(parts.filter((part) => !text.includes(part))).toEqual([]);
    expect(running.log.length).toBeGreaterThan(30);
  });
});

describe("no secret and no token", () => {
  test("is in any answer, header or quote", () => {
    const { paymentMethodId, ...others } = SHOPPER;
    expect(findLeaks({ ...SECRETS, ...others, ...ADDRESS }, seen)).toEqual([]);
    // The merchant's own server is told which of its saved cards the answer is about.
    const elsewhere = seen.filter(([where]) => !where.includes("POST /v1/server/lookup"));
    expect(findLeaks({ paymentMethodId }, elsewhere)).toEqual([]);
  });

  test("is in any line of the log, and no card data, address, or fingerprint of a token either", () => {
    const hmac = createHmac("sha256", Buffer.from(SECRETS.hmacKey, "base64")).update(SHOPPER.token).digest();
    const sha = createHash("sha256").update(SHOPPER.token).digest();
    const fingerprints = Object.fromEntries(
      [hmac, sha].flatMap((digest, at) =>
        (["hex", "base64", "base64url"] as const).map((encoding) => [
          `fingerprint ${at} ${encoding}`,
          digest.toString(encoding),
        ]),
      ),
    );
    const log: [string, string][] = running.log.map((line, at) => [`line ${at}`, line]);
    expect(findLeaks({ ...SECRETS, ...SHOPPER, ...CARD, ...ADDRESS, ...fingerprints }, log)).toEqual([]);
  });

  test("is known to a page's answers as BIN or issuer", () => {
    const pages = seen.filter(([where]) => where.includes("POST /v1/lookup"));
    expect(findLeaks(CARD, pages)).toEqual([]);
  });

  test(
    "of development is in any built file or source map",
    () => {
      const folders = ["dist", buildFor("production"), buildFor("staging")];
      const files = folders.flatMap((folder) =>
        readdirSync(folder, { recursive: true, encoding: "utf8" })
          .map((name) => join(folder, name))
          .filter((path) => statSync(path).isFile()),
      );
      const example = readFileSync("tools/local/development.vars", "utf8");
      const secrets = Object.fromEntries(
        [
          ...example.matchAll(
            /"d":"([\w-]{20,})"|"key":"([\w+/=]{20,})"|^(?:HMAC|GATEWAY_SECRET|ADMIN)_KEYS?=(\S+)$/gm,
          ),
        ].map(([, first, second, third], at) => [`secret ${at}`, first ?? second ?? third ?? ""]),
      );
      expect(Object.keys(secrets).length).toBeGreaterThanOrEqual(5);
      expect(files.length).toBeGreaterThan(2);
      expect(
        findLeaks(
          secrets,
          files.map((path) => [path, readFileSync(path, "latin1")]),
        ),
      ).toEqual([]);
    },
    120 * SECONDS,
  );
});

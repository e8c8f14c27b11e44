/** One deployment whose secrets change while what it stores stays: the real build in workerd, and the operator's own commands. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LookupAnswer } from "../../../contract/lookup.ts";
import { verifyQuote } from "../../../contract/verify.ts";
import { gatewayCard } from "../upstream/gateway-card.ts";
import { buildFor, deploymentSecrets, type RunningBuild, startBuild } from "./deployed.ts";
import { printedBy } from "./run-command.ts";

export { addAdminKey, endAdminKey } from "../../../tools/commands/keys/admin-keys.mjs";
export { readRing, revokeKey, rotateRing, settingsOf } from "../../../tools/commands/keys/key-ring.mjs";

export const SHOP = "https://shop.example";
export const ISSUER = "https://surcharge.example";
const NEW_SHOP = [
  "name=Shop",
  "mode=test",
  "gateway=koipay_sandbox",
  "currency=USD",
  "place.country=US",
  "place.state=IL",
  `origins+=${SHOP}`,
  "rates.visa=300",
  'costs.visa={"costBps":310,"by":"Jo Lee","on":"2026-11-01"}',
];

type Secrets = Readonly<Record<string, string>>;

let tokens = 0;
/** One that no shard remembers and no gateway has seen. */
export const newToken = (): string => `tokenOfTheRehearsal${String(++tokens).padStart(13, "0")}`;

export class Rehearsal {
  readonly #folder = mkdtempSync(join(tmpdir(), "card-surcharge-rehearsal-"));
  #running: RunningBuild | null = null;
  secrets: Secrets = { ...deploymentSecrets(), ISSUER };
  /** What gateways were asked: host and key. */
  readonly asked: { readonly host: string; readonly key: string | null }[] = [];
  /** A gateway answers these keys alone. */
  goodKeys: readonly string[] = [];
  /** Whose key the commands use. */
  adminKey = this.secrets["ADMIN_KEYS"] ?? "";

  get origin(): string {
    return this.#running?.origin ?? "";
  }

  get log(): readonly string[] {
    return this.#running?.log ?? [];
  }

  /** Deploys: the same stores, other secrets. Nothing in memory stays. */
  async deploy(changes: Secrets = {}): Promise<void> {
    await this.#running?.stop();
    this.secrets = { ...this.secrets, ...changes };
    const upstream = async (request: Request) => {
      const key = request.headers.get("Authorization");
      this.asked.push({ host: new URL(request.url).host, key });
      if (!this.goodKeys.includes(key ?? ""))
        return Response.json({ status: "failed", msg: "unauthorized" }, { status: 401 });
      return Response.json({ status: "success", msg: "success", data: gatewayCard() });
    };
    const bindings = { ENVIRONMENT: "production", ...this.secrets };
    this.#running = await startBuild(buildFor("production"), bindings, { keptIn: this.#folder, upstream });
  }

  async end(): Promise<void> {
    await this.#running?.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** `npm run merchants -- WORDS`, as its operator. */
  merchants(words: readonly string[], env: Secrets = {}): Promise<string> {
    return printedBy(["merchants", ...words], {
      env: { CARD_SURCHARGE_ORIGIN: this.origin, CARD_SURCHARGE_ADMIN_KEY: this.adminKey, ...env },
    });
  }

  /** A merchant that may surcharge Visa credit cards in Illinois. */
  async add(id: string, gatewayKey: string, changes: readonly string[] = []): Promise<void> {
    await this.merchants(["add", id, ...NEW_SHOP, ...changes], { MERCHANT_GATEWAY_KEY: gatewayKey });
    await this.merchants(["attest", id, "us-visa-credit", "network_notice", "--by", "Jo Lee", "--on", "2026-10-01"]);
  }

  call(request: string, key: string, body?: unknown): Promise<Response> {
    const [method = "", path = ""] = request.split(" ");
    return fetch(`${this.origin}${path}`, {
      method,
      headers: { Authorization: `Bearer ${key}`, "Content-Type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  /** A page's lookup of a card that may be surcharged. */
  page(merchant: string, token: string, ticket?: string | null): Promise<Response> {
    const asked = { merchant, token, country: "US", state: "IL", baseAmount: 12_500, currency: "USD", ticket };
    return fetch(`${this.origin}/v1/lookup`, {
      method: "POST",
      headers: { Origin: SHOP, "Content-Type": "application/json" },
      body: JSON.stringify(asked),
    });
  }

  /** The answer of a page's lookup; asked again where the machine is too slow for the time that a shopper is given. */
  async lookUp(merchant: string, token = newToken(), ticket?: string | null): Promise<LookupAnswer> {
    for (;;) {
      const answer = (await (await this.page(merchant, token, ticket)).json()) as LookupAnswer;
      if (answer.reason !== "gateway_timeout" && answer.reason !== "service_limited") return answer;
    }
  }

  async keySet() {
    return (await (await fetch(`${this.origin}/.well-known/jwks.json`)).json()) as { keys: [] };
  }

  /** What a merchant's server finds of a quote, at the charge or, with `refund`, months later. */
  check(merchant: string, token: string, quote: string, jwks: { keys: [] }, purpose: "charge" | "refund" = "charge") {
    const sale = { baseAmount: 12_500, currency: "USD", country: "US", state: "IL" };
    return verifyQuote(quote, { jwks, iss: ISSUER, merchant, env: "test", subject: { token }, purpose, ...sale });
  }
}

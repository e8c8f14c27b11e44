/** Looks for what may not be in the log: keys in any disguise, and tokens. */
import { developmentSecrets } from "../../tools/local/dev-vars.mjs";
import { findLeaks } from "../support/node/canaries.ts";
import { CARDS } from "./cards.ts";
import { GATEWAY_KEY, type SoakMerchant } from "./merchants.ts";

const TOKEN = /[0-9A-Za-z]{32}/g;

export class LeakWatch {
  readonly #secrets: Readonly<Record<string, string>>;
  readonly #tokens = new Set<string>();
  #lines: string[] = [];
  #count = 0;

  constructor(merchants: readonly SoakMerchant[]) {
    const { HMAC_KEY = "" } = developmentSecrets();
    this.#secrets = {
      "the gateway key": GATEWAY_KEY,
      "the KeySecure key": "ks_sandbox_demo",
      "the operator's key": "ak_sandbox_demo",
      "the HMAC key": HMAC_KEY,
      ...Object.fromEntries(merchants.map(({ id, serverKey }) => [`the server key of ${id}`, serverKey])),
      ...Object.fromEntries(CARDS.map((card) => [`the number of card ${card.slice(-4)}`, card])),
    };
  }

  addToken(token: string): void {
    this.#tokens.add(token);
  }

  addLine(line: string): void {
    this.#count += 1;
    this.#lines.push(line);
  }

  /** Lines that were looked at, or will be. */
  get lineCount(): number {
    return this.#count;
  }

  /** What leaked since the last time, named and not shown. */
  take(): string[] {
    const text = this.#lines.join("\n");
    this.#lines = [];
    const found = findLeaks(this.#secrets, [["the log", text]]).map(
      ({ secret, disguise }) => `${secret} (${disguise})`,
    );
    const tokens = (text.match(TOKEN) ?? []).filter((word) => this.#tokens.has(word));
    return [...found, ...(tokens.length > 0 ? [`${tokens.length} tokens`] : [])];
  }
}

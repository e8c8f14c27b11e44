/**
 * What pages, servers and operators ask while the soak runs: fresh tokens, the same again, other amounts and places, servers, policies,
 * strangers, reports. Says of each how many calls upstream it needs at most.
 */
import { type Random, weighted } from "../load/random.ts";
import { CARDS, type Place } from "./cards.ts";
import type { Kind } from "./judge.ts";
import { ORIGIN, PROGRAMME, type SoakMerchant, settingsOf } from "./merchants.ts";
import { callsFor, type PageToken, type SaleAsked } from "./sales.ts";
import { ADMIN } from "./world.ts";

export interface Question {
  readonly kind: Kind;
  readonly method: "GET" | "POST" | "PUT";
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: object;
  /** Of a lookup. */
  readonly sale?: SaleAsked;
  /** Of a page, whose ticket is kept for its next question. */
  readonly page?: PageToken;
  /** Calls upstream that it needs, at most. */
  readonly needs: number;
}

/** An answer that a merchant's server may report. */
export interface Reportable {
  readonly merchant: SoakMerchant;
  readonly token: string;
  readonly quote: string;
  readonly baseAmount: number;
  readonly surchargeAmount: number;
}

const STATES = ["IL", "IL", "IL", "OH", "CO", "NY", "TX", "CT", "FL", "CA"];
const MOST_AMOUNT = 500_000;
/** A page asks again about a token until it is this old; a ticket lives for 120 s. */
const PAGE_MS = 60_000;
const JSON_TYPE = { "Content-Type": "application/json" };
const PAGE = { ...JSON_TYPE, Origin: ORIGIN };

/** What comes next, by weight. */
const moveOf = weighted([
  ["fresh", 48],
  ["again", 10],
  ["amount", 10],
  ["place", 8],
  ["server", 10],
  ["policy", 6],
  ["stranger", 4],
  ["report", 4],
] as const);

export class Questions {
  readonly #merchants: readonly SoakMerchant[];
  readonly #random: Random;
  readonly #mint: (card: string) => Promise<string>;
  #pages: PageToken[] = [];
  readonly #reportable: Reportable[] = [];
  /** A sale is captured once. */
  readonly #reported = new Set<string>();
  #count = 0;

  constructor(merchants: readonly SoakMerchant[], random: Random, mint: (card: string) => Promise<string>) {
    this.#merchants = merchants;
    this.#random = random;
    this.#mint = mint;
  }

  /** The next question; a token is minted for it where it needs one. */
  async next(): Promise<Question> {
    this.#count += 1;
    const move = moveOf(this.#random);
    if (move === "policy") return this.#policy();
    if (move === "stranger") return this.#stranger();
    if (move === "report") return this.#report() ?? this.#policy();
    if (move === "server") return serverQuestion(await this.#sale());
    const page = move === "fresh" ? undefined : this.#knownPage();
    if (page === undefined) return this.#fresh(await this.#sale());
    const { sale } = page;
    if (move === "again") return pageQuestion(page, sale);
    return pageQuestion(
      page,
      move === "amount" ? { ...sale, baseAmount: this.#amount() } : { ...sale, billing: this.#place() },
    );
  }

  /** Takes a surcharge that was answered, to be reported later. */
  mayReport(told: Reportable): void {
    if (this.#reported.has(told.token)) return;
    this.#reported.add(told.token);
    this.#reportable.push(told);
  }

  /** An operator's change of a merchant about whom nobody asks. */
  change(): Question {
    const [merchant] = this.#merchants;
    if (merchant === undefined) throw new Error("There are no merchants.");
    const path = "/v1/admin/merchants/mch_soak_changed";
    const body = settingsOf(merchant, { name: `Soak ${++this.#count}`, serverKeys: ["sk_soakServerKeyOfTheChanged"] });
    return { kind: "change", method: "PUT", path, headers: ADMIN, body, needs: 0 };
  }

  /** An operator's pull of the card programme. */
  sync(): Question {
    return {
      kind: "sync",
      method: "POST",
      path: `/v1/admin/card-programs/${PROGRAMME}/sync`,
      headers: ADMIN,
      needs: 0,
    };
  }

  #place = (): Place => ({ country: "US", state: this.#random.oneOf(STATES) });
  #amount = (): number => this.#random.whole(0, MOST_AMOUNT - 1);

  async #sale(): Promise<SaleAsked> {
    const card = this.#random.oneOf(CARDS);
    const shipTo = this.#random.next() < 0.2 ? this.#place() : null;
    const facts = {
      merchant: this.#random.oneOf(this.#merchants),
      card,
      billing: this.#place(),
      shipTo,
      baseAmount: this.#amount(),
    };
    return { ...facts, token: await this.#mint(card) };
  }

  #fresh(sale: SaleAsked): Question {
    const page: PageToken = { sale, mintedAt: Date.now(), ticket: null, covered: new Set() };
    this.#pages.push(page);
    return pageQuestion(page, sale);
  }

  #knownPage(): PageToken | undefined {
    this.#pages = this.#pages.filter(({ mintedAt }) => mintedAt > Date.now() - PAGE_MS);
    return this.#pages.length === 0 ? undefined : this.#random.oneOf(this.#pages);
  }

  #policy(): Question {
    const { id } = this.#random.oneOf(this.#merchants);
    return {
      kind: "policy",
      method: "GET",
      path: `/v1/merchants/${id}/policy?country=US&state=IL`,
      headers: { Origin: ORIGIN },
      needs: 0,
    };
  }

  /** Of a merchant that nobody has heard of, so that the store has to be asked. */
  #stranger(): Question {
    const body = {
      merchant: `mch_nobody_${this.#count}`,
      token: "soakTokenOfAStranger_0000000000",
      country: "US",
      state: "IL",
    };
    return { kind: "stranger", method: "POST", path: "/v1/lookup", headers: PAGE, body, needs: 0 };
  }

  #report(): Question | null {
    const told = this.#reportable.shift();
    if (told === undefined) return null;
    const { merchant, token: _token, ...sale } = told;
    const headers = { ...JSON_TYPE, Authorization: `Bearer ${merchant.serverKey}` };
    const body = { ...sale, event: "captured", id: `capture_${this.#count}` };
    return { kind: "outcome", method: "POST", path: "/v1/server/outcomes", headers, body, needs: 0 };
  }
}

const bodyOf = ({ merchant, token, billing, shipTo, baseAmount }: SaleAsked): object => ({
  merchant: merchant.id,
  token,
  ...billing,
  ...(shipTo === null ? {} : { shipTo }),
  baseAmount,
  currency: "USD",
});

function pageQuestion(page: PageToken, sale: SaleAsked): Question {
  const covered = page.ticket === null ? new Set<string>() : page.covered;
  const needs = callsFor(sale, covered);
  const body = { ...bodyOf(sale), ...(page.ticket === null ? {} : { ticket: page.ticket }) };
  return { kind: "page", method: "POST", path: "/v1/lookup", headers: PAGE, body, sale, page, needs };
}

function serverQuestion(sale: SaleAsked): Question {
  const headers = { ...JSON_TYPE, Authorization: `Bearer ${sale.merchant.serverKey}` };
  return {
    kind: "server",
    method: "POST",
    path: "/v1/server/lookup",
    headers,
    body: bodyOf(sale),
    sale,
    needs: callsFor(sale, new Set()),
  };
}

/** The requests of the mix, one after the other, each with the check of its answer. */
import type { JSONWebKeySet } from "jose";
import { ORIGIN, PREFLIGHT } from "../bench/lookup-ask.mjs";
import { lookupBody, pageHeaders } from "./asks.ts";
import { BAD_INPUT } from "./bad-input.ts";
import { CARD_WEIGHTS, type CardName, tokenOf } from "./cards.ts";
import { checkLookup, checkProblem, jsonOf, MERCHANT, RIGHT, type Sale, type Verdict, wrong } from "./checks.ts";
import type { Answer, Ask } from "./client.ts";
import { memoryOf, type Remembered, toCapture } from "./memory.ts";
import { type Kind, MIX } from "./mix.ts";
import { PLACES } from "./places.ts";
import { quoteChecks } from "./quote-checks.ts";
import { type Random, weighted } from "./random.ts";
import { serverKinds } from "./server-kinds.ts";

export interface Planned {
  readonly kind: Kind;
  readonly ask: Ask;
  readonly check: (answer: Answer) => Verdict | Promise<Verdict>;
}

export interface TrafficOptions {
  readonly random: Random;
  readonly jwks: JSONWebKeySet;
  /** The issuer that quotes must name. */
  readonly issuer: string;
  /** The share of quotes that is verified, from 0 to 1. */
  readonly verifyShare: number;
  /** Leads each token, so that a second run never meets the tokens of the first. */
  readonly run?: number;
}

export interface Traffic {
  next(): Planned;
  /** A sale that was looked up and may be captured, given once; undefined where there is none. */
  toCapture(): Remembered | undefined;
  /** Quotes verified so far. */
  verified(): number;
}

const kindOf = weighted(Object.entries(MIX) as [Kind, number][]);
const cardOf = weighted(Object.entries(CARD_WEIGHTS) as [CardName, number][]);
const placeOf = weighted(PLACES.map((place) => [place, place.weight] as const));
const TAX_RATES = [0, 0, 0, 8_875];
/** Tokens of one run; a millisecond has no more of them. */
const TOKENS_A_RUN = 1_000;

export function trafficOf(options: TrafficOptions): Traffic {
  const { random, run = Date.now() } = options;
  const memory = memoryOf();
  const quotes = quoteChecks(options);
  let tokens = run * TOKENS_A_RUN;
  const amount = () => (random.next() < 0.02 ? random.whole(1, 30) : random.whole(500, 60_000));
  const newSale = (): Sale => ({
    token: tokenOf(cardOf(random), ++tokens),
    place: placeOf(random),
    baseAmount: amount(),
    surchargeTaxRate: random.oneOf(TAX_RATES),
  });

  const lookUp = (sale: Sale, ticket: string | null = null, firstAt = Date.now()): Pick<Planned, "ask" | "check"> => ({
    ask: {
      method: "POST",
      path: "/v1/lookup?element=1.0.0",
      headers: pageHeaders,
      body: JSON.stringify({ merchant: MERCHANT, ...lookupBody(sale), ...(ticket === null ? {} : { ticket }) }),
    },
    async check(answer) {
      if (answer.status !== 200) return wrong(`${answer.status} ${answer.body.slice(0, 200)}`);
      const body = jsonOf(answer);
      const verdict = checkLookup(body, sale);
      if (verdict.kind !== "right") return verdict;
      const { quote, ticket: next } = body as { quote: string; ticket: string | null };
      memory.keep({ sale, quote, ticket: next, firstAt });
      return quotes.sampled(quote, sale);
    },
  });
  /** About a token that was seen before; about a new one where there is none yet. */
  const again = (change: (sale: Sale) => Partial<Sale>, ticketOf: (ticket: string | null) => string | null) => {
    const found = memory.any(random);
    if (found === undefined) return lookUp(newSale());
    return lookUp({ ...found.sale, ...change(found.sale) }, ticketOf(found.ticket), found.firstAt);
  };
  const asIs = (ticket: string | null) => ticket;
  const server = serverKinds({ random, memory, quotes, newSale });

  const kinds: Record<Kind, () => Pick<Planned, "ask" | "check">> = {
    "fresh token": () => lookUp(newSale()),
    "new amount, with ticket": () => again(() => ({ baseAmount: amount() }), asIs),
    "new place, with ticket": () => again(() => ({ place: placeOf(random) }), asIs),
    "same token, without ticket": () =>
      again(
        () => ({ baseAmount: amount() }),
        () => null,
      ),
    "broken ticket": () =>
      again(
        () => ({}),
        (ticket) => `${(ticket ?? "x").slice(0, -3)}AAA`,
      ),
    policy: () => {
      const place = placeOf(random);
      return {
        ask: {
          method: "GET",
          path: `/v1/merchants/${MERCHANT}/policy?country=${place.country}${place.state === undefined ? "" : `&state=${place.state}`}`,
          headers: { Origin: ORIGIN },
        },
        check: (answer) => checkPolicy(answer, place.reason === "region_missing" ? "may_apply" : place.rateBps),
      };
    },
    preflight: () => ({
      ask: PREFLIGHT,
      check: ({ status, headers }) =>
        status === 204 && headers["access-control-allow-origin"] === ORIGIN ? RIGHT : wrong(`preflight ${status}`),
    }),
    "bad input": () => {
      const { spoil, status, code, name } = random.oneOf(BAD_INPUT);
      const good = lookUp(newSale()).ask;
      return {
        ask: spoil({ ...good, body: good.body ?? "", headers: pageHeaders }),
        check: (answer) => named(name, checkProblem(answer, status, code)),
      };
    },
    ...server,
  };
  const plan = (kind: Kind): Planned => ({ kind, ...kinds[kind]() });
  return {
    next: () => plan(kindOf(random)),
    toCapture: () => toCapture(memory, random),
    verified: () => quotes.verified(),
  };
}

const named = (name: string, verdict: Verdict): Verdict =>
  verdict.kind === "wrong" ? wrong(`${name}: ${verdict.why}`) : verdict;

/** Of Visa, whose rate is the merchant's own up to the place's cap. */
function checkPolicy(answer: Answer, due: number | "may_apply" | null): Verdict {
  const body = jsonOf(answer) as { rates?: { brand: string; status: string; rateBps: number | null }[] } | undefined;
  if (answer.status !== 200 || !Array.isArray(body?.rates)) return wrong(`policy ${answer.status}`);
  const visa = body.rates.find(({ brand }) => brand === "visa");
  const said = visa === undefined || visa.status === "none" ? null : (visa.rateBps ?? visa.status);
  return said === due ? RIGHT : wrong(`policy says ${said} of Visa in place of ${due}`);
}

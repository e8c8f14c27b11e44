/** What the browser's and the server's lookup share on their way: card, answer, and what is logged and counted of it. */
import type { LookupAnswer } from "../../contract/lookup.ts";
import { compiledProgrammesFor } from "../card-program/programmes.ts";
import type { Subject } from "../gateway/client.ts";
import type { AppContext } from "../http/app-env.ts";
import { note } from "../http/log.ts";
import { signal } from "../http/signals.ts";
import { homeTaxOf } from "../ledger/counts/home-tax.ts";
import { countShadow } from "../ledger/shadow/shadow-tally.ts";
import { importKeys } from "../quote/keys.ts";
import type { QuoteSubject } from "../quote/sign.ts";
import { editionInForce, rulesOf } from "../rules/in-force.ts";
import type { CardFacts } from "../surcharge/facts.ts";
import { normalisePlace } from "../surcharge/places.ts";
import { assembleAnswer } from "./assemble.ts";
import { type CardSought, type FoundCard, findCard } from "./find-card.ts";
import { placesOf, type SaleAsked } from "./sale.ts";

export interface LookupQuestion extends Omit<CardSought, "places"> {
  readonly sale: SaleAsked;
}

export interface AnswerWithFacts {
  readonly answer: LookupAnswer;
  /** Null when the gateway gave none. */
  readonly facts: CardFacts | null;
  /** The saved card's payment method that the quote is about; null where there is none, or none was resolved. */
  readonly paymentMethodId: string | null;
}

/**
 * Looks the subject up and answers, with `Server-Timing` on the response.
 *
 * @throws ProblemError as {@link findCard} does; trouble at the gateway is an answer, not an error
 */
export async function answerLookup(c: AppContext, question: LookupQuestion): Promise<AnswerWithFacts> {
  const { merchant, subject, sale } = question;
  const startedAt = Date.now();
  const places = placesOf(sale);
  const [found, cardPrograms, edition] = await Promise.all([
    findCard(c, { ...question, places: places.shipTo === null ? [places.billing] : [places.billing, places.shipTo] }),
    c.env.CARD_PROGRAMS === undefined ? [] : compiledProgrammesFor(merchant, c.env.CARD_PROGRAMS),
    editionInForce(c.env, c.executionCtx),
  ]);
  const foundAt = Date.now();
  const { trouble } = rulesOf(c.env);
  if (trouble !== null) note(c, { alarm: `rules_${trouble}` });
  const facts = found.finding.kind === "facts" ? found.finding.facts : null;
  const quoted = quoteSubject(subject, found);
  const { answer, shadow } = await assembleAnswer({
    merchant,
    sale,
    places,
    finding: found.finding,
    ticket: found.ticket,
    subject: quoted,
    bin: knownBin(subject, facts),
    cardPrograms,
    rules: edition.book,
    candidate: edition.candidate,
    firstSeenAt: found.firstSeenAt ?? c.get("readAt"),
    now: foundAt,
    issuer: c.get("ownOrigin"),
    keys: await importKeys(c.get("settings")),
    requestId: c.get("requestId"),
  });
  const { outcome, reason } = answer;
  note(c, { outcome, reason, gateway: merchant.gateway });
  if (answer.card !== null) note(c, { brand: answer.card.brand, funding: answer.card.funding });
  if (reason === "contradictory" || facts?.conflicting === true) note(c, { alarm: "contradictory" });
  const home = normalisePlace(merchant.place);
  const homeTax = homeTaxOf({ outcome, home, ...places, surchargeTaxRate: sale.surchargeTaxRate });
  signal(c, { place: places.billing, homeTax });
  if (shadow !== null) countShadow(c.env.RULES_SHADOW, c.executionCtx, shadow);
  c.header("Server-Timing", `lookup;dur=${Date.now() - startedAt}, gateway;dur=${found.gatewayMs ?? 0}`);
  return { answer, facts, paymentMethodId: quoted.kind === "customer" ? quoted.paymentMethodId : null };
}

/** The card's leading digits: the gateway's, unless a server that asks by BIN gave more of the same. */
function knownBin(subject: Subject, facts: CardFacts | null): string | null {
  const given = facts?.bin ?? null;
  return subject.kind === "bin" && subject.bin.startsWith(given ?? "") ? subject.bin : given;
}

function quoteSubject(subject: Subject, { paymentMethodId }: FoundCard): QuoteSubject {
  if (subject.kind === "bin") return { kind: "bin" };
  if (subject.kind === "token") return subject;
  return { ...subject, paymentMethodId: paymentMethodId ?? subject.paymentMethodId ?? null };
}

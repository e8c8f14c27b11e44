/**
 * The published check of a quote: bytes as a payload that the service's own key has signed, and as a quote that nobody has. A
 * verdict always comes, and a good one is about this sale alone, with amounts that add up.
 */
import { base64url, CompactSign } from "jose";
import { QUOTE_ALG, QUOTE_TYP } from "../../../contract/lists.ts";
import { toLowS } from "../../../contract/low-s.ts";
import { QUOTE_PROBLEMS, type QuoteClaims, type QuoteVerdict, verifyQuote } from "../../../contract/verify.ts";
import { keySetOf, makeTestKey, sampleFacts } from "../../support/service/quotes.ts";
import { hold, holdPrototypes, isSame } from "../invariants.ts";

const KEY = makeTestKey("fuzz");
/** The time of the corpus's quotes, ms since 1970. */
const NOW = 1_796_000_060_000;

async function signed(payload: Uint8Array): Promise<string> {
  const { kid, privateKey } = await KEY;
  const quote = await new CompactSign(payload)
    .setProtectedHeader({ alg: QUOTE_ALG, typ: QUOTE_TYP, kid })
    .sign(privateKey);
  const end = quote.lastIndexOf(".") + 1;
  return quote.slice(0, end) + base64url.encode(toLowS(base64url.decode(quote.slice(end))));
}

async function verdictOn(quote: string): Promise<QuoteVerdict> {
  const verdict = await verifyQuote(quote, sampleFacts(keySetOf(await KEY), { now: NOW }));
  if (verdict.valid) return verdict;
  hold(verdict.problems.length > 0 && verdict.problems.includes(verdict.problem), "not good, and no reason");
  hold(
    verdict.problems.every((problem) => QUOTE_PROBLEMS.includes(problem)),
    "an undocumented problem",
  );
  return verdict;
}

export async function fuzz(bytes: Uint8Array): Promise<void> {
  const unsigned = await verdictOn(Buffer.from(bytes).toString("latin1"));
  hold(!unsigned.valid, "took what nobody signed");

  const quote = await signed(bytes);
  const verdict = await verdictOn(quote);
  if (verdict.valid) {
    holdClaims(verdict.claims);
    const again = await verdictOn(await signed(Buffer.from(JSON.stringify(verdict.claims))));
    hold(again.valid && isSame(again.claims, verdict.claims), "reads its own claims otherwise");
    const place = (bytes[0] ?? 0) % quote.length;
    const changed = `${quote.slice(0, place)}${quote[place] === "A" ? "B" : "A"}${quote.slice(place + 1)}`;
    hold(!(await verdictOn(changed)).valid, "took a quote of which a letter was changed");
  }
  holdPrototypes();
}

/** The sale of `sampleFacts`: 125.00 USD in Illinois for one token. */
function holdClaims(claims: QuoteClaims): void {
  const { aud, iss, env, country, state, currency, iat, exp, outcome, funding } = claims;
  hold(
    isSame([aud, iss, env, country, state], ["mch_demo", "https://surcharge.example", "live", "US", "IL"]),
    "another's",
  );
  hold(currency === "USD" && claims.baseAmount === 12_500 && claims.surchargeTaxRate === 0, "another sale");
  hold(iat <= NOW / 1_000 + 5 && NOW / 1_000 - 5 < exp && exp - iat <= 1_200, "out of its time");
  const { surchargeAmount, totalAmount, rateBps } = claims;
  hold(Number.isSafeInteger(surchargeAmount) && totalAmount === 12_500 + (surchargeAmount ?? 0), "a wrong total");
  hold((outcome === "surcharge") === (surchargeAmount ?? 0) > 0, "an amount without a surcharge");
  hold(outcome !== "surcharge" || /^(?:credit|charge)$/.test(funding), "a surcharge on what is no credit");
  hold(Math.abs((surchargeAmount ?? 0) - (12_500 * rateBps) / 10_000) < 1, "an amount that is not the rate's");
}

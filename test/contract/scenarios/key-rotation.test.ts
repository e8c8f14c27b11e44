import { setImmediate as breathe } from "node:timers/promises";
import { afterEach, expect, test, vi } from "vitest";
import { type SaleFacts, verifyQuote } from "../../../contract/verify.ts";
import { newRing, rotateRing } from "../../../tools/commands/keys/key-ring.mjs";
import { importKeys, type KeySettings, type QuoteKeys } from "../../../worker/quote/keys.ts";
import { signQuote } from "../../../worker/quote/sign.ts";
import { answerKeys, startKeyServer } from "../../support/service/key-server.ts";
import { sampleClaims, sampleFacts } from "../../support/service/quotes.ts";

const ROTATIONS = 8;
const CALLERS = 8;
const STEP_SECONDS = 60;
/** The quickest rotation that the command allows. */
const STEPS_A_ROTATION = 15;

afterEach(() => vi.useRealTimers());

test("no verification fails while keys rotate under load", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  const nowSeconds = () => Math.floor(Date.now() / 1000);
  const importRing = (signing: unknown, retired: unknown): Promise<QuoteKeys> =>
    importKeys({ environment: "production", signingKeys: signing, retiredKeys: retired } as KeySettings);

  let ring = await newRing({ signing: [], retired: [] }, { now: nowSeconds() });
  /** Instances of the Worker: after a rotation some still sign with the old keys for a step. */
  const instances = [await importRing(ring.signing, ring.retired), await importRing(ring.signing, ring.retired)];
  const server = await startKeyServer((response) =>
    answerKeys({ keys: [...(instances[0]?.jwks.keys ?? [])] })(response),
  );
  const quotes: { quote: string; facts: SaleFacts }[] = [];
  const problems = new Set<string>();
  const kids = new Set<string>();
  const rotating = new AbortController();

  /** A shop's server: verifies quotes as they are made, and now and then an older one that still lives. */
  const check = async (quote: string, facts: SaleFacts) => {
    const verdict = await verifyQuote(quote, facts);
    if (!verdict.valid) problems.add(verdict.problems.join());
  };
  const call = async (index: number) => {
    for (let turn = index; !rotating.signal.aborted; turn += 1) {
      const keys = instances[turn % instances.length];
      if (keys === undefined) continue;
      const claims = await sampleClaims();
      const made = { quote: await signQuote({ claims, keys }), facts: sampleFacts(server.url) };
      kids.add(keys.signing.kid);
      quotes.push(made);
      await check(made.quote, { ...made.facts, now: claims.iat * 1000 });
      await breathe();
    }
  };
  const callers = Array.from({ length: CALLERS }, (_, index) => call(index));

  for (let step = 1; step <= ROTATIONS * STEPS_A_ROTATION + 1; step += 1) {
    vi.setSystemTime(Date.now() + STEP_SECONDS * 1000);
    if (step % STEPS_A_ROTATION === 0) ring = await rotateRing(ring, { now: nowSeconds() });
    instances[(step + 1) % 2] = await importRing(ring.signing, ring.retired);
    const made = quotes.length;
    while (quotes.length < made + CALLERS) await breathe();
    const recent = quotes.at(-CALLERS);
    if (recent !== undefined) await check(recent.quote, { ...recent.facts, purpose: "charge" });
  }
  rotating.abort();
  await Promise.all(callers);
  await server.close();

  expect(problems).toEqual(new Set());
  expect(kids.size).toBe(ROTATIONS + 1);
  // Months later: every quote ever made is still good for its refund, by the last key set.
  const jwks = { keys: [...(instances[0]?.jwks.keys ?? [])] };
  vi.setSystemTime(Date.now() + 300 * 86_400_000);
  for (const { quote, facts } of quotes) await check(quote, { ...facts, jwks, purpose: "refund" });
  expect(problems).toEqual(new Set());
  expect(quotes.length).toBeGreaterThan(ROTATIONS * STEPS_A_ROTATION);
}, 60_000);

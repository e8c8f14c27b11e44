/** What holds whatever is read, and what a broken one is told by. A target throws it; anything else thrown is a finding too. */
import type { Context } from "hono";
import { holdsCardNumber } from "../../contract/card-number.ts";
import type { ProblemCode } from "../../contract/lists.ts";
import { ProblemError } from "../../worker/problem.ts";

/** A thing that must hold does not. */
export class BrokenInvariant extends Error {
  override readonly name = "BrokenInvariant";
}

/** @throws BrokenInvariant unless `isTrue` */
export function hold(isTrue: boolean, what: string): asserts isTrue {
  if (!isTrue) throw new BrokenInvariant(what);
}

const PROTOTYPES = [Object.prototype, Array.prototype, Map.prototype, String.prototype, Function.prototype];
const membersOf = () => PROTOTYPES.map((prototype) => Reflect.ownKeys(prototype).length).join();
const MEMBERS = membersOf();

/** Nothing that was read has become a member of every object. */
export const holdPrototypes = (): void => hold(membersOf() === MEMBERS, "a prototype has got another member");

/** No text for a caller or a log holds a card number. */
export const holdNoCard = (text: string): void => hold(!holdsCardNumber(text), "a message holds a card number");

/** The same value as JSON writes it. */
export const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** What a reader of bodies may answer beside a value. */
const BODY_PROBLEMS: ReadonlySet<ProblemCode> = new Set([
  "unsupported_media_type",
  "payload_too_large",
  "card_number_refused",
  "invalid_request",
]);

/** What a reader of a body answers: its value, or a documented problem, which is returned. */
export async function valueOrProblem<T>(
  reading: Promise<T>,
): Promise<{ readonly value: T; readonly problem: null } | { readonly value: null; readonly problem: ProblemError }> {
  try {
    return { value: await reading, problem: null };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    hold(BODY_PROBLEMS.has(error.code), `an undocumented problem: ${error.code}`);
    holdNoCard(error.message);
    return { value: null, problem: error };
  }
}

/** What a route has of a request with this body. */
export function contextOf(body: Uint8Array | string): Context {
  const raw = new Request("https://service.example/", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: body as BodyInit,
  });
  return { req: { raw }, set: () => {} } as unknown as Context;
}

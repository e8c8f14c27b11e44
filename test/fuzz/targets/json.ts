/** The strict reader of a request's body: what it takes is plain JSON that says nothing twice, and all of that is taken. */
import { holdsCardNumber } from "../../../contract/card-number.ts";
import { readJson } from "../../../worker/http/body.ts";
import { contextOf, hold, holdPrototypes, isSame, valueOrProblem } from "../invariants.ts";
import { readingOf } from "../json-oracle.ts";

const LIMITS = { maxBytes: 65_536, maxDepth: 4 };

export async function fuzz(bytes: Uint8Array): Promise<void> {
  const { value, problem } = await valueOrProblem(readJson(contextOf(bytes), LIMITS));
  const reading = readingOf(bytes);
  const isStrict =
    reading !== null && reading.isUnambiguous && !reading.hasPrototypeKey && reading.depth <= LIMITS.maxDepth;
  if (problem === null) {
    hold(isStrict, "took what is no strict JSON");
    hold(isSame(value, reading.value), "took something else than was sent");
    hold(!plainTextsOf(value).some(holdsCardNumber), "took a card number");
    const again = await valueOrProblem(readJson(contextOf(JSON.stringify(value)), LIMITS));
    hold(again.problem === null && isSame(again.value, value), "refused its own value, or read it otherwise");
  } else {
    hold(["invalid_request", "card_number_refused"].includes(problem.code), `answered ${problem.code}`);
    hold(!isStrict || problem.code === "card_number_refused", "refused strict JSON");
  }
  holdPrototypes();
}

/** The texts that stand in no member with a form of its own: alone, or in lists. */
function plainTextsOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return Array.isArray(value) ? value.flatMap(plainTextsOf) : [];
}

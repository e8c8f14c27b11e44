import * as fc from "fast-check";
import { expect, test } from "vitest";
import { entityTagOf, requirePreconditions } from "../../../worker/http/entity-tags.ts";
import { ProblemError } from "../../../worker/problem.ts";

const NOW = '"now"';

/** `done`, or the code of the refusal. */
function outcomeOf(headers: Record<string, string>, tag: string | null = NOW): string {
  const given = new Headers(headers);
  const req = { header: (name: string) => given.get(name) ?? undefined };
  try {
    requirePreconditions({ req } as unknown as Parameters<typeof requirePreconditions>[0], tag);
    return "done";
  } catch (error) {
    return error instanceof ProblemError ? error.code : String(error);
  }
}

const match = (text: string) => ({ "If-Match": text });
const noneMatch = (text: string) => ({ "If-None-Match": text });

test.each<[headers: Record<string, string>, there: string, missing: string]>([
  [{}, "done", "done"],
  [match(NOW), "done", "precondition_failed"],
  [match('"before"'), "precondition_failed", "precondition_failed"],
  [match('"before", "now"'), "done", "precondition_failed"],
  [match('"before"\t,"now" ,'), "done", "precondition_failed"],
  [match('"a,b", "now"'), "done", "precondition_failed"],
  [match('"a\\", "now"'), "done", "precondition_failed"],
  [match('W/"now"'), "precondition_failed", "precondition_failed"],
  [match('W/"now", "now"'), "done", "precondition_failed"],
  [match("*"), "done", "precondition_failed"],
  [match(" * "), "done", "precondition_failed"],
  [match('"*"'), "precondition_failed", "precondition_failed"],
  [match("now"), "invalid_request", "invalid_request"],
  [match(""), "invalid_request", "invalid_request"],
  [match(","), "invalid_request", "invalid_request"],
  [match("'now'"), "invalid_request", "invalid_request"],
  [match('"now'), "invalid_request", "invalid_request"],
  [match('w/"now"'), "invalid_request", "invalid_request"],
  [match('*, "now"'), "invalid_request", "invalid_request"],
  [match('"now" "before"'), "invalid_request", "invalid_request"],
  [match('"no w"'), "invalid_request", "invalid_request"],
  [noneMatch("*"), "precondition_failed", "done"],
  [noneMatch(NOW), "precondition_failed", "done"],
  [noneMatch('W/"now"'), "precondition_failed", "done"],
  [noneMatch('"before"'), "done", "done"],
  [noneMatch("now"), "invalid_request", "invalid_request"],
  [{ ...match(NOW), ...noneMatch('"before"') }, "done", "precondition_failed"],
  [{ ...match(NOW), ...noneMatch("*") }, "precondition_failed", "precondition_failed"],
])("a change with %j ends as %s, and as %s where nothing is there", (headers, there, missing) => {
  expect({ there: outcomeOf(headers), missing: outcomeOf(headers, null) }).toEqual({ there, missing });
});

const tag = fc.stringMatching(/^"[\x21\x23-\x7e]{0,12}"$/);
const entry = fc.tuple(fc.constantFrom("", "W/"), tag).map(([weak, text]) => `${weak}${text}`);
const list = fc.array(entry, { minLength: 1, maxLength: 6 });

test("of any list a change is carried out exactly where one strong tag is the one that is there", () => {
  fc.assert(
    fc.property(list, tag, fc.constantFrom(",", ", ", " ,\t", ",, "), (tags, current, comma) => {
      const expected = tags.includes(current) ? "done" : "precondition_failed";
      expect(outcomeOf(match(tags.join(comma)), current)).toBe(expected);
    }),
  );
});

test("any text at all is a list, the star, or refused: none lets a change of something else through", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[\x20-\x7e]{0,40}$/), (text) => {
      const isCarriedOut = outcomeOf(match(text), '"never in it: it has a blank"') === "done";
      expect(isCarriedOut).toBe(text.trim() === "*");
    }),
  );
});

test("a tag is strong, short, and another for another state", async () => {
  const [a, b] = await Promise.all([entityTagOf({ name: "A" }), entityTagOf({ name: "B" })]);
  expect(a).toMatch(/^"[0-9a-f]{32}"$/);
  expect(await entityTagOf({ name: "A" })).toBe(a);
  expect(b).not.toBe(a);
});

test("each refusal says what to do", () => {
  const detailOf = (headers: Record<string, string>, there: string | null) => {
    const req = { header: (name: string) => headers[name] };
    try {
      requirePreconditions({ req } as unknown as Parameters<typeof requirePreconditions>[0], there);
      return "";
    } catch (error) {
      return (error as Error).message;
    }
  };
  expect(detailOf(match('"before"'), NOW)).toContain("Read it again");
  expect(detailOf(match('W/"now"'), NOW)).toContain("leave its W/ out");
  expect(detailOf(match('"before"'), null)).toContain("To add it, leave If-Match out");
  expect(detailOf(noneMatch("*"), NOW)).toContain("send the ETag of a read as If-Match");
  expect(detailOf(match("secret"), NOW)).not.toContain("secret");
});

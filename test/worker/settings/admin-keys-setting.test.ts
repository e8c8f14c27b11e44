/** The operators' keys as an operator writes them, and what is said of a slip: which entry, never a word of it. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isKeyName, KEY_LIMITS, readAdminKeys } from "../../../worker/settings/admin-keys-setting.ts";

const read = (text: string) => {
  const { keys, error } = readAdminKeys(text);
  return error ?? keys.map(({ name, limit, key }) => `${name}/${limit}/${key}`);
};

describe("ADMIN_KEYS", () => {
  test.each([
    ["", []],
    [" , ,", []],
    ["ak_one", ["unnamed/all/ak_one"]],
    ["ak_one, ak_two ,ak_three", ["unnamed/all/ak_one", "unnamed-2/all/ak_two", "unnamed-3/all/ak_three"]],
    ["jo:ak_one,ak_two,ci:read:ak_three", ["jo/all/ak_one", "unnamed/all/ak_two", "ci/read/ak_three"]],
    ["jo:all:ak_1,a:merchants:ak_2,b_-9:rules:ak_3", ["jo/all/ak_1", "a/merchants/ak_2", "b_-9/rules/ak_3"]],
    // A key may hold colons itself.
    ["ak_one:read:ak_two", ["unnamed/all/ak_one:read:ak_two"]],
    ["jo:ak_one:two", ["jo/all/ak_one:two"]],
    // Not a key that anybody should have; the settings refuse it but in development.
    ["no-prefix", ["unnamed/all/no-prefix"]],
  ])("%j is %j", (text, keys) => expect(read(text)).toEqual(keys));

  const FORM = "must be KEY, NAME:KEY or NAME:LIMIT:KEY, and its key begin with ak_";
  const NAME =
    "must have a name of 1 to 32 of a-z, 0-9, _ and -, not begin with ak_, and be neither unnamed nor one of all, read, merchants, rules";

  test.each([
    ["jo:secret", `entry 1 ${FORM}`],
    ["ak_one,jo:read:secret", `entry 2 ${FORM}`],
    ["jo:read:more:ak_one", `entry 1 ${FORM}`],
    [":ak_one", `entry 1 ${NAME}`],
    ["Jo:ak_one", `entry 1 ${NAME}`],
    [`${"x".repeat(33)}:ak_one`, `entry 1 ${NAME}`],
    ["jo lee:ak_one", `entry 1 ${NAME}`],
    // Somebody means a key that only reads.
    ["read:ak_one", `entry 1 ${NAME}`],
    ["unnamed-2:ak_one", `entry 1 ${NAME}`],
    ["jo:write:ak_one", "entry 1 must have one of the limits all, read, merchants, rules"],
    ["jo::ak_one", "entry 1 must have one of the limits all, read, merchants, rules"],
    ["jo:ak_one,jo:read:ak_two", "entry 2 must have a name that no other entry has"],
    ["jo:ak_one,ci:read:ak_one", "entry 2 must have a key that no other entry has"],
    ["ak_one,ak_one", "entry 2 must have a key that no other entry has"],
  ])("%j is refused: %s", (text, error) => expect(read(text)).toBe(error));

  test("keeps what was written, and repeats no word of it when something is wrong", () => {
    const name = fc.stringMatching(/^[a-z0-9_-]{1,32}$/).filter(isKeyName);
    const key = fc.stringMatching(/^ak_[!-+./0-9;-~]{24,60}$/);
    const entry = fc.record({ name, limit: fc.constantFrom(...KEY_LIMITS), key });
    const entries = fc.uniqueArray(entry, {
      maxLength: 5,
      comparator: (a, b) => a.name === b.name || a.key === b.key,
    });
    fc.assert(
      fc.property(entries, fc.constantFrom("Jo", "jo lee", "all"), (wanted, bad) => {
        const text = wanted.map(({ name, limit, key }) => `${name}:${limit}:${key}`).join(",");
        expect(readAdminKeys(text)).toEqual({ keys: wanted, error: null });
        const { error } = readAdminKeys([text, `${bad}:ak_${"s3cret".repeat(5)}`].join(","));
        expect(error).toMatch(/^entry \d+ must have a name/);
        expect(error).not.toContain("s3cret");
        for (const { key } of wanted) expect(error).not.toContain(key);
      }),
    );
  });
});

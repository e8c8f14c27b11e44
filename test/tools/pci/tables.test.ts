import { expect, test } from "vitest";
import { csv, tableBelow } from "../../../tools/pci/tables.ts";

test("a field is quoted where it has to be", () => {
  expect(csv([["a", "b, c", 'say "d"', "two\nlines", ""], ["@x/y"]])).toBe(
    'a,"b, c","say ""d""","two\nlines",\r\n@x/y\r\n',
  );
});

test("the table below a heading is read as plain text, and none of another heading", () => {
  const page = [
    "# Page",
    "",
    "| not | this |",
    "| --- | --- |",
    "| x | y |",
    "",
    "## Who",
    "",
    "Words.",
    "",
    "| what | **where** |",
    "| --- | --- |",
    "| `KV` \\| memory | [more](page.md#x), and so on |",
    "| | z |",
    "",
    "## Next",
    "",
    "| and | not |",
    "| --- | --- |",
    "| that | one |",
  ].join("\n");
  expect(tableBelow(page, "Who")).toEqual([
    ["what", "where"],
    ["KV | memory", "more, and so on"],
    ["", "z"],
  ]);
  expect(() => tableBelow(page, "Nobody")).toThrow('There is no table below "Nobody".');
});

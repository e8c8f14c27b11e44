import { expect, test } from "vitest";
import { dictionaryOf, figuresOf } from "./output.ts";

const OUTPUT = `INFO: Seed: 104809368
#2	INITED cov: 2 ft: 2 corp: 1/1b exec/s: 0 rss: 183Mb
#688	NEW    cov: 4 ft: 14 corp: 2/2b lim: 8 exec/s: 0 rss: 184Mb L: 1/1 MS: 1 ChangeByte-
#576176	DONE   cov: 6 ft: 16 corp: 3/4b lim: 4096 exec/s: 36011 rss: 219Mb
Done 576176 runs in 16 second(s)
stat::number_of_executed_units: 576180
`;

test("figures are those of the end", () => {
  expect(figuresOf(OUTPUT, 16)).toEqual({ runs: 576_180, runsPerSecond: 36_011, edges: 6, features: 16 });
});

test("what ended before it began has done nothing", () => {
  expect(figuresOf("Error: cannot start", 0)).toEqual({ runs: 0, runsPerSecond: 0, edges: 0, features: 0 });
});

test("words of a dictionary are written once, and in letters that libFuzzer reads", () => {
  expect(dictionaryOf(["visa", '{"a\\', "visa", "é"])).toBe('"visa"\n"\\x7B\\x22a\\x5C"\n"\\xC3\\xA9"\n');
});

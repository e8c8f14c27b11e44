/** The cases of the specification's own test suite (https://github.com/w3c/trace-context, test/), and our own bounds. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readTrace } from "../../../worker/http/trace-context.ts";

const TRACE = "12345678901234567890123456789012";
const PARENT = "1234567890123456";
const SPAN = "00f067aa0ba902b7";
const GIVEN = `00-${TRACE}-${PARENT}-01`;

type Pairs = (readonly [name: string, value: string])[];

const read = (...headers: Pairs) => readTrace(new Headers(headers.map(([name, value]) => [name, value])), SPAN);
const stateOf = (...states: string[]) =>
  read(["traceparent", GIVEN], ...states.map((state) => ["tracestate", state] as const))?.headers.tracestate;

describe("traceparent", () => {
  test("goes on under an id of our own", () => {
    expect(read(["traceparent", GIVEN])).toEqual({
      traceId: TRACE,
      spanId: SPAN,
      headers: { traceparent: `00-${TRACE}-${SPAN}-01` },
    });
  });

  test.each([
    ["no sampling", `00-${TRACE}-${PARENT}-00`, "00"],
    ["sampling", `00-${TRACE}-${PARENT}-01`, "01"],
    ["a random id", `00-${TRACE}-${PARENT}-02`, "02"],
    ["flags that nobody knows", `00-${TRACE}-${PARENT}-fd`, "01"],
    ["a later version", `cc-${TRACE}-${PARENT}-01`, "01"],
    ["a later version with more behind it", `cc-${TRACE}-${PARENT}-01-what-the-future-will-be-like`, "01"],
    ["blanks around it", `\t ${GIVEN} \t`, "01"],
  ])("with %s is passed on as version 00", (_, given, flags) => {
    expect(read(["traceparent", given])?.headers.traceparent).toBe(`00-${TRACE}-${SPAN}-${flags}`);
  });

  test.each(["TraceParent", "TrAcEpArEnT", "TRACEPARENT"])("may be written %s", (name) => {
    expect(read([name, GIVEN])?.traceId).toBe(TRACE);
  });

  test.each<[string, Pairs]>([
    ["is missing", []],
    ["is there twice", [GIVEN, `00-${TRACE.replace(/2$/, "1")}-${PARENT}-01`].map((text) => ["traceparent", text])],
    ["has another name", [["trace-parent", GIVEN]]],
    ["has a dot behind it", [["traceparent", `${GIVEN}.`]]],
    ["of version 00 has more behind it", [["traceparent", `${GIVEN}-what-the-future-will-be-like`]]],
    ["of a later version has more without a hyphen", [["traceparent", `cc-${TRACE}-${PARENT}-01.what-the-future`]]],
    ["has version ff", [["traceparent", `ff-${TRACE}-${PARENT}-01`]]],
    ["has a version that is no hex", [["traceparent", `.0-${TRACE}-${PARENT}-01`]]],
    ["has a version that is no hex at its end", [["traceparent", `0.-${TRACE}-${PARENT}-01`]]],
    ["has too long a version", [["traceparent", `000-${TRACE}-${PARENT}-01`]]],
    ["has too short a version", [["traceparent", `0-${TRACE}-${PARENT}-01`]]],
    ["has a trace of zeros", [["traceparent", `00-${"0".repeat(32)}-${PARENT}-01`]]],
    ["has a trace that is no hex", [["traceparent", `00-.${TRACE.slice(1)}-${PARENT}-01`]]],
    ["has a trace in capitals", [["traceparent", `00-${TRACE.replace("9", "A")}-${PARENT}-01`]]],
    ["has too long a trace", [["traceparent", `00-${TRACE}3-${PARENT}-01`]]],
    ["has too short a trace", [["traceparent", `00-${TRACE.slice(1)}-${PARENT}-01`]]],
    ["has a parent of zeros", [["traceparent", `00-${TRACE}-${"0".repeat(16)}-01`]]],
    ["has a parent that is no hex", [["traceparent", `00-${TRACE}-.${PARENT.slice(1)}-01`]]],
    ["has too long a parent", [["traceparent", `00-${TRACE}-${PARENT}7-01`]]],
    ["has too short a parent", [["traceparent", `00-${TRACE}-${PARENT.slice(1)}-01`]]],
    ["has flags that are no hex", [["traceparent", `00-${TRACE}-${PARENT}-.0`]]],
    ["has too many flags", [["traceparent", `00-${TRACE}-${PARENT}-001`]]],
    ["has too few flags", [["traceparent", `00-${TRACE}-${PARENT}-1`]]],
  ])("is ignored, its state too, when it %s", (_, headers) => {
    expect(read(...headers, ["tracestate", "foo=1"])).toBeNull();
  });

  test("never throws, and nothing but a whole one is passed on", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (parent, state) => {
        // No real `Headers`, which would refuse most of these texts.
        const told = (traceparent: string) =>
          readTrace({ get: (name) => (name === "traceparent" ? traceparent : state) }, SPAN);
        expect(told(parent)).toBeNull();
        expect(told(GIVEN)?.headers.tracestate ?? "a=1").toMatch(/^[ -~]+$/);
      }),
    );
  });
});

const EVERY_KEY = "abcdefghijklmnopqrstuvwxyz0123456789_-*/";
const EVERY_VALUE = Array.from({ length: 0x7f - 0x20 }, (_, at) => String.fromCharCode(0x20 + at))
  .filter((letter) => letter !== "," && letter !== "=")
  .join("");
const members = (count: number, value = "1") => Array.from({ length: count }, (_, at) => `bar${at}=${value}`).join(",");

describe("tracestate", () => {
  test.each([
    ["one member", ["foo=1"], "foo=1"],
    ["two", ["foo=1,bar=2"], "foo=1,bar=2"],
    ["headers of different keys", ["foo=1,bar=2", "rojo=1,congo=2", "baz=3"], "foo=1,bar=2,rojo=1,congo=2,baz=3"],
    ["an empty header beside it", ["foo=1", ""], "foo=1"],
    ["an empty header before it", ["", "foo=1"], "foo=1"],
    ["blanks", ["\t foo=1 \t , \t bar=2, \t baz=3 "], "foo=1,bar=2,baz=3"],
    ["every letter of a key", [`${EVERY_KEY}@a-z0-9_-*/=1`], `${EVERY_KEY}@a-z0-9_-*/=1`],
    ["every letter of a value", [`foo=${EVERY_VALUE}`], `foo=${EVERY_VALUE}`],
    ["a blank that a value begins with", ["foo= 1"], "foo= 1"],
    ["the longest key", [`${"z".repeat(256)}=1`], `${"z".repeat(256)}=1`],
    ["the longest value", [`foo=${"v".repeat(256)}`], `foo=${"v".repeat(256)}`],
    ["as many members as there may be", [members(32)], members(32)],
  ])("with %s is passed on as it came", (_, given, passed) => {
    expect(stateOf(...given)).toBe(passed);
  });

  test.each([
    ["is empty", [""]],
    ["has a key twice", ["foo=1,foo=1"]],
    ["has a key twice with other values", ["foo=1,foo=2"]],
    ["has a key in two headers", ["foo=1", "foo=2"]],
    ["has a blank behind a key", ["foo =1"]],
    ["has a key in capitals", ["FOO=1"]],
    ["has a dot in a key", ["foo.bar=1"]],
    ["has a key that begins with a sign", ["@foo=1,bar=2"]],
    ["has no key", ["=1"]],
    ["has no value", ["foo="]],
    ["has no equals sign", ["foo"]],
    ["has two equals signs", ["foo=bar=baz"]],
    ["has too long a key", [`${"z".repeat(257)}=1`]],
    ["has too long a value", [`foo=${"v".repeat(257)}`]],
    ["has too many members", [members(33)]],
    ["holds a card number", ["foo=1,bar=4111 1111 1111 1111"]],
  ])("is dropped, and the trace kept, when it %s", (_, given) => {
    expect(stateOf(...given)).toBeUndefined();
    expect(read(["traceparent", GIVEN], ["tracestate", given.join()])?.traceId).toBe(TRACE);
  });

  test("loses its long members first and then the last ones when it is longer than 512", () => {
    const long = `long=${"v".repeat(200)}`;
    const short = members(30, "v".repeat(20));
    const kept = stateOf(`first=1,${long},${short}`) ?? "";
    expect(kept).toMatch(/^first=1,bar0=v+,bar1=/);
    expect(kept.length).toBeLessThanOrEqual(512);
    expect(`first=1,${short}`.startsWith(kept)).toBe(true);
    expect(kept.length).toBeGreaterThan(512 - "bar29=".length - 21);
  });
});

/** Which links of a site lead nowhere. */
import { expect, test } from "vitest";
import { brokenLinks, servedAt } from "../../../tools/site/links.ts";

test.each([
  ["index.html", "/"],
  ["docs/index.html", "/docs/"],
  ["status.html", "/status"],
  ["favicon.svg", "/favicon.svg"],
])("%s is served at %s", (file, address) => {
  expect(servedAt(file)).toBe(address);
});

const check = (page: string) =>
  brokenLinks(
    new Map([
      ["docs/here/index.html", page],
      ["docs/there/index.html", '<h2 id="place">Place</h2>'],
      ["favicon.svg", null],
    ]),
    new Set(["/openapi.json"]),
  );

test.each([
  '<a href="/docs/there/#place">',
  '<a href="../there/">',
  '<a id="own" href="#own">',
  '<a href="#_top">',
  '<a href="https://elsewhere.example/none">',
  '<a href="/openapi.json">',
  '<img src="/favicon.svg">',
  "<p>&lt;a href=&quot;/none&quot;&gt;</p>",
  "<script>const text = '<a href=\"/none\">';</script>",
])("%s is fine", (page) => {
  expect(check(page)).toEqual([]);
});

test.each([
  ['<a class="x" href="/docs/none/">', "/docs/here/ links to /docs/none/, which is not there"],
  ['<a href="/docs/there">', "/docs/here/ links to /docs/there, which is not there"],
  ['<a href="/docs/there/#other">', '/docs/here/ links to /docs/there/#other: that page has no "other"'],
  ['<img src="none.png">', "/docs/here/ links to none.png, which is not there"],
  ['<script type="module" src="/none.js"></script>', "/docs/here/ links to /none.js, which is not there"],
])("%s is broken", (page, problem) => {
  expect(check(page)).toEqual([problem]);
});

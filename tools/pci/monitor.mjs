#!/usr/bin/env node
/**
 * Tells when a payment page is no longer as it was approved: its scripts, their bytes and hashes, where it frames and posts to,
 * and its security headers. Node 18 or newer, and nothing else: copy this one file to where your scheduler runs.
 *
 *   node monitor.mjs record https://shop.example/checkout > approved.json     after a change that somebody has approved
 *   node monitor.mjs check approved.json                                      at least once a week
 *
 * --header "Name: value" is sent with the page's request (again for each; such as a cookie that leads to the checkout).
 *
 * Exit status: 0 as approved, 1 something differs (each difference is a line), 2 wrong usage, 3 could not look.
 *
 * It reads what the server sends and runs nothing. What scripts load by themselves it does not see: the page's
 * Content-Security-Policy, which it watches, says what they may.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

/** @typedef {Record<string, string>} Texts */
/** @typedef {{ name: string, attributes: Texts, end: number }} Tag */
/** @typedef {{ attributes: Texts, text: string }} Script */

const FORMAT = 1;
const TIMEOUT_MS = 20_000;
const MAX_BYTES = 20_000_000;
/** Headers that decide what may run in the page, what it may send where, and who may frame it. */
const HEADERS = [
  "access-control-allow-origin",
  "content-security-policy",
  "content-security-policy-report-only",
  "content-type",
  "cross-origin-embedder-policy",
  "cross-origin-opener-policy",
  "cross-origin-resource-policy",
  "link",
  "permissions-policy",
  "referrer-policy",
  "refresh",
  "reporting-endpoints",
  "service-worker-allowed",
  "strict-transport-security",
  "x-content-type-options",
  "x-frame-options",
];
/** Elements that lead elsewhere, with the attributes that say where. @type {Readonly<Record<string, readonly string[]>>} */
const LEADING = {
  iframe: ["src", "srcdoc", "sandbox", "allow"],
  frame: ["src"],
  object: ["data"],
  embed: ["src"],
  base: ["href"],
  form: ["action"],
  button: ["formaction"],
  input: ["formaction"],
  meta: ["http-equiv", "content"],
  link: ["rel", "href", "integrity"],
};
/** Of `meta` and `link`, those that a browser obeys or fetches into the page. */
const OBEYED = { meta: /./, link: /\b(stylesheet|modulepreload|preload|import|manifest)\b/i };
/** A script element of such a type holds data. With any other it may run. */
const DATA = /^(.*[/+]json|text\/(x-)?(template|html))$/i;
const BROKEN = "WHICH ITS BYTES DO NOT HAVE";

class CannotLook extends Error {}
class WrongUsage extends Error {}

/** @param {Uint8Array | string} bytes */
const sha384 = (bytes) => `sha384-${createHash("sha384").update(bytes).digest("base64")}`;
/** They are new with each answer. @param {string} text */
const withoutNonces = (text) => text.replaceAll(/'nonce-[^']*'/g, "'nonce-...'");

/** @param {string} address @param {RequestInit} options @returns {Promise<{ response: Response, bytes: Buffer }>} */
async function load(address, options) {
  try {
    const response = await fetch(address, { ...options, signal: AbortSignal.timeout(TIMEOUT_MS) });
    const bytes = Buffer.from(await response.arrayBuffer());
    if (bytes.length > MAX_BYTES) throw new CannotLook(`${address} is longer than ${MAX_BYTES} bytes`);
    return { response, bytes };
  } catch (error) {
    if (error instanceof CannotLook) throw error;
    const { cause, name } = /** @type {Error & { cause?: { code?: string } }} */ (error);
    throw new CannotLook(`${address} cannot be read: ${cause?.code ?? name}`);
  }
}

/** @param {string} text */
const decoded = (text) =>
  text
    .replaceAll(/&#(?:x([0-9a-f]{1,5})|(\d{1,6}));?/gi, (_, hex, digits) =>
      String.fromCodePoint(hex === undefined ? Number(digits) : Number.parseInt(hex, 16)),
    )
    .replaceAll("&colon;", ":")
    .replaceAll(/&(?:Tab|NewLine);/g, "")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");

/**
 * A tag as a browser reads it; of attributes with one name the first counts. Null where the page ends within it.
 *
 * @param {string} html @param {string} name @param {number} start behind the tag's name
 * @returns {Tag | null}
 */
function readTag(html, name, start) {
  /** @type {Texts} */
  const attributes = {};
  const part = /[\s/]*(?:(>)|(=?[^\s/>=]+)(?:\s*=\s*(?:"([^"]*)"?|'([^']*)'?|([^\s>]*)))?)/y;
  for (part.lastIndex = start; ; ) {
    const found = part.exec(html);
    if (found === null) return null;
    const [, end, attribute = "", double, single, bare] = found;
    if (end !== undefined) return { name, attributes, end: part.lastIndex };
    attributes[attribute.toLowerCase()] ??= decoded(double ?? single ?? bare ?? "");
  }
}

/**
 * Every tag, and every script with its text. They are looked for in comments too: one that a browser would pass over is a false
 * alarm, one that is overlooked would be none.
 *
 * @param {string} html
 */
function readPage(html) {
  /** @type {Script[]} */
  const scripts = [];
  /** @type {Tag[]} */
  const tags = [];
  const opening = /<([a-z][a-z0-9:-]*)(?=[\s/>])/gi;
  for (let found = opening.exec(html); found !== null; found = opening.exec(html)) {
    const tag = readTag(html, String(found[1]).toLowerCase(), opening.lastIndex);
    if (tag === null) continue;
    tags.push(tag);
    if (tag.name !== "script") continue;
    const closing = /<\/script/gi;
    closing.lastIndex = tag.end;
    const close = closing.exec(html)?.index ?? html.length;
    scripts.push({ attributes: tag.attributes, text: html.slice(tag.end, close) });
    opening.lastIndex = close;
  }
  return { scripts, tags };
}

/** What a tag does beside being shown, as lines. @param {Tag} tag */
function tagLines({ name, attributes }) {
  const told = (LEADING[name] ?? []).flatMap((one) => {
    const value = attributes[one];
    if (value === undefined) return [];
    // What follows a question mark in the address of a form is often the order's own.
    return [`${one}="${withoutNonces(one === "action" ? value.replace(/\?.*/s, "") : value)}"`];
  });
  const obeyed = /** @type {Record<string, RegExp>} */ (OBEYED)[name];
  const isTold = obeyed === undefined || obeyed.test(attributes[name === "meta" ? "http-equiv" : "rel"] ?? "");
  const running = Object.entries(attributes).filter(
    ([attribute, value]) => attribute.startsWith("on") || /^(java|vb)script:/i.test(value.replaceAll(/[\0-\x20]/g, "")),
  );
  return [
    ...(told.length > 0 && isTold ? [`${name} ${told.join(" ")}`] : []),
    ...running.map(([attribute, value]) => `${name} runs its ${attribute} ${sha384(value)}`),
  ];
}

/** @param {Script} script @param {string} base @returns {Promise<string | null>} null: it is data */
async function scriptLine({ attributes, text }, base) {
  const { type = "", integrity, crossorigin } = attributes;
  const source = attributes["src"] ?? attributes["href"] ?? attributes["xlink:href"];
  if (source === undefined) return DATA.test(type.trim()) ? null : `script in the page type=${type} ${sha384(text)}`;
  if (!URL.canParse(source, base)) return `script ${source}, which is no address`;
  const address = new URL(source, base).href;
  const { response, bytes } = await load(address, {});
  if (response.status !== 200) return `script ${address} answers ${response.status}`;
  const hashes = (integrity ?? "").split(/\s+/).filter((hash) => hash.startsWith("sha384-"));
  const isBroken = hashes.length > 0 && !hashes.includes(sha384(bytes));
  const marks = [
    `type=${type || "classic"}`,
    `integrity=${integrity ?? "none"}${isBroken ? ` ${BROKEN}` : ""}`,
    `crossorigin=${crossorigin ?? "none"}`,
    `bytes=${sha384(bytes)}`,
  ];
  return `script ${address} ${marks.join(" ")}`;
}

/** The page as it is now, as lines that can be compared and read. @param {string} page @param {Texts} headers */
async function look(page, headers) {
  const { response, bytes } = await load(page, { headers, redirect: "manual" });
  if (response.status !== 200) throw new CannotLook(`${page} answers ${response.status}, not 200`);
  const { scripts, tags } = readPage(bytes.toString("utf8"));
  const href = tags.find(({ name }) => name === "base")?.attributes["href"] ?? "";
  const base = URL.canParse(href, page) ? new URL(href, page).href : page;
  const lines = HEADERS.map((name) => `header ${name}: ${withoutNonces(response.headers.get(name) ?? "none")}`);
  for (const script of scripts) lines.push(...[await scriptLine(script, base)].filter((line) => line !== null));
  return [...lines, ...tags.flatMap(tagLines)];
}

/** Lines that `one` has more often than `other`. @param {readonly string[]} one @param {readonly string[]} other */
function beyond(one, other) {
  const times = (/** @type {readonly string[]} */ lines, /** @type {string} */ line) =>
    lines.filter((each) => each === line).length;
  return [...new Set(one)].filter((line) => times(one, line) > times(other, line));
}

/** @param {string} file @returns {{ page: string, recordedAt: string, lines: string[] }} */
function readApproved(file) {
  try {
    const approved = JSON.parse(readFileSync(file, "utf8"));
    if (approved.format === FORMAT && typeof approved.page === "string" && Array.isArray(approved.lines))
      return approved;
  } catch {}
  throw new WrongUsage(`${file} must be a file that "record" has written`);
}

/** @param {readonly string[]} options */
function readHeaders(options) {
  /** @type {Texts} */
  const headers = {};
  for (let at = 0; at < options.length; at += 2) {
    const [, name, value] = /^([\w-]+):\s*(.+)$/.exec(options[at + 1] ?? "") ?? [];
    if (options[at] !== "--header" || name === undefined || value === undefined)
      throw new WrongUsage('only --header "Name: value" may follow');
    headers[name] = value;
  }
  return headers;
}

async function main() {
  const [command, target = "", ...options] = process.argv.slice(2);
  const headers = readHeaders(options);
  if (command === "record" && /^https?:\/\//.test(target) && URL.canParse(target)) {
    const lines = await look(target, headers);
    const recordedAt = new Date().toISOString();
    console.log(JSON.stringify({ format: FORMAT, page: target, recordedAt, lines }, null, 2));
    const broken = lines.filter((line) => line.includes(BROKEN));
    for (const line of broken) console.error(`do not approve: ${line}`);
    return broken.length > 0 ? 1 : 0;
  }
  if (command !== "check" || target === "")
    throw new WrongUsage("usage: node monitor.mjs record https://PAGE > FILE, or: node monitor.mjs check FILE");
  const { page, recordedAt, lines } = readApproved(target);
  const now = await look(page, headers);
  const gone = beyond(lines, now).map((line) => `- ${line}`);
  const come = beyond(now, lines).map((line) => `+ ${line}`);
  console.log([...gone, ...come].join("\n") || `${page} is as it was recorded at ${recordedAt}`);
  return gone.length + come.length > 0 ? 1 : 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = error instanceof WrongUsage ? 2 : 3;
}

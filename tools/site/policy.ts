/** The inline scripts of built pages, for a Content Security Policy that lists them by their hashes. */
import { createHash } from "node:crypto";

const SCRIPT = /<script\b([^>]*)>([\s\S]*?)<\/script>/g;
/** Data blocks, such as JSON, are not run and need no permission. */
const DATA = /\btype="(?!module|text\/javascript)/;

/** Every inline script of the pages, once, as the policy's sources: `'sha256-...'`. @param pages their HTML */
export function inlineScripts(pages: Iterable<string>): string[] {
  const found = new Set<string>();
  for (const page of pages)
    for (const [, attributes = "", text = ""] of page.matchAll(SCRIPT))
      if (!/\bsrc=/.test(attributes) && !DATA.test(attributes))
        found.add(`'sha256-${createHash("sha256").update(text).digest("base64")}'`);
  return [...found].toSorted();
}

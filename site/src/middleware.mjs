/** Mends the markup of others, as pages are built: each line is one thing that kept a page from being read by everybody. */
import { defineMiddleware } from "astro:middleware";

/** @type {readonly (readonly [mended: RegExp, by: string])[]} */
const MENDS = [
  // An empty corner of a table heads nothing.
  [/<th([^>]*)><\/th>/g, "<td$1></td>"],
  // A label, three levels below the heading before it.
  [/<h5 class="(sl-openapi-examples-heading[^"]*)"([\s\S]*?)<\/h5>/g, '<p class="$1"$2</p>'],
];

/** Search engines show a page's description; the API's pages have none. @param {string} page */
const described = (page) =>
  page.includes('<meta name="description"')
    ? page
    : page.replace(
        /<title>([^<|]*?)\s*(?:\|[^<]*)?<\/title>/,
        '$&<meta name="description" content="$1: an operation of the card-surcharge API">',
      );

export const onRequest = defineMiddleware(async (_, next) => {
  const response = await next();
  if (!response.headers.get("Content-Type")?.startsWith("text/html")) return response;
  const mended = MENDS.reduce((page, [wrong, right]) => page.replaceAll(wrong, right), await response.text());
  return new Response(described(mended), response);
});

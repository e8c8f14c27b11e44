/**
 * What stands at the first addresses of the site until `npm start` has built it: a page that asks again by itself. The built files
 * are served before the Worker is asked. Mounted in a development build alone.
 */
import { publicResource } from "../doors/public.ts";
import { ROUTE_HEADERS } from "../http/headers.ts";

const AGAIN_S = 3;
export const SITE_ADDRESSES = ["/status", "/docs", "/docs/", "/builder", "/playground"];

const PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>Being built</title>
<h1>This page is being built</h1>
<p>It shows itself here once it is there; the first time that takes a minute or two. The shop and the API run already.</p>
<p>The terminal with <code>npm start</code> says when it is there, or why it could not be built.</p>
</html>
`;

const HEADERS = {
  ...ROUTE_HEADERS,
  "Cache-Control": "no-store",
  "Retry-After": String(AGAIN_S),
  // Needs neither a script nor a form, which the policy forbids.
  Refresh: String(AGAIN_S),
};

export const siteComing = publicResource();

for (const path of SITE_ADDRESSES) siteComing.unlisted(path, (c) => c.html(PAGE, 503, HEADERS));

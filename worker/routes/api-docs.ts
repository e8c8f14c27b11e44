/** `GET /openapi.json` for programs and `GET /docs/api` for people: one document. */
import { Hono } from "hono";
import type { AppEnv } from "../http/app-env.ts";
import { apiDocument } from "../openapi/document.ts";
import { API_PAGE_STYLE, apiPage } from "../openapi/page.ts";

const CACHE = "public, max-age=300";
const PAGE_POLICY =
  "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

export const apiDocs = new Hono<AppEnv>();

apiDocs.get("/openapi.json", (c) =>
  c.json(apiDocument(), 200, { "Cache-Control": CACHE, "Access-Control-Allow-Origin": "*" }),
);

apiDocs.get("/docs/api", async (c) =>
  c.html(await apiPage(apiDocument()), 200, { "Cache-Control": CACHE, "Content-Security-Policy": PAGE_POLICY }),
);

apiDocs.get("/docs/api.css", (c) =>
  c.body(API_PAGE_STYLE, 200, { "Content-Type": "text/css; charset=utf-8", "Cache-Control": CACHE }),
);

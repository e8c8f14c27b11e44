/** `GET /openapi.json` for programs and `GET /docs/api` for people: one document. */
import * as z from "zod";
import { publicResource } from "../doors/public.ts";
import { apiDocument } from "../openapi/document.ts";
import { json, type Operation, type RegisteredOperation } from "../openapi/operation.ts";
import { API_PAGE_STYLE, apiPage } from "../openapi/page.ts";

const CACHE = "public, max-age=300";
const PAGE_POLICY =
  "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

const readApiOperation: Operation = {
  id: "readApi",
  summary: "This document",
  replies: { 200: json("OpenAPI 3.1.", z.looseObject({ openapi: z.string() })) },
};

const readPageOperation: Operation = {
  id: "readApiPage",
  summary: "This document, for people",
  replies: { 200: { description: "A page.", schema: null, type: "text/html" } },
};

/** @param operations asked for with the first request, when every route is registered */
export function apiDocs(operations: () => readonly RegisteredOperation[]) {
  let built: ReturnType<typeof apiDocument> | null = null;
  const document = () => {
    built ??= apiDocument(operations());
    return built;
  };
  return publicResource()
    .get("/openapi.json", readApiOperation, (c) =>
      c.json(document(), 200, { "Cache-Control": CACHE, "Access-Control-Allow-Origin": "*" }),
    )
    .get("/docs/api", readPageOperation, async (c) =>
      c.html(await apiPage(document()), 200, { "Cache-Control": CACHE, "Content-Security-Policy": PAGE_POLICY }),
    )
    .unlisted("/docs/api.css", (c) =>
      c.body(API_PAGE_STYLE, 200, { "Content-Type": "text/css; charset=utf-8", "Cache-Control": CACHE }),
    );
}

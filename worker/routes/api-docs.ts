/** `GET /openapi.json`, of which the site makes the pages under `/docs/api/`. */
import * as z from "zod";
import { publicResource } from "../doors/public.ts";
import { apiDocument } from "../openapi/document.ts";
import { json, type Operation, type RegisteredOperation } from "../openapi/operation.ts";

const CACHE = "public, max-age=300";

const readApiOperation: Operation = {
  id: "readApi",
  summary: "This document",
  replies: { 200: json("OpenAPI 3.1.", z.looseObject({ openapi: z.string() })) },
};

/** @param operations asked for with the first request, when every route is registered */
export function apiDocs(operations: () => readonly RegisteredOperation[]) {
  let built: ReturnType<typeof apiDocument> | null = null;
  const document = () => {
    built ??= apiDocument(operations());
    return built;
  };
  return publicResource().get("/openapi.json", readApiOperation, (c) =>
    c.json(document(), 200, { "Cache-Control": CACHE, "Access-Control-Allow-Origin": "*" }),
  );
}

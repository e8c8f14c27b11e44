/** What anybody may ask: no door, but routes registered as behind one. */
import { type Handler, Hono } from "hono";
import type { AppEnv } from "../http/app-env.ts";
import { leadTo, Resource } from "./resource.ts";

class PublicResource extends Resource<"anybody", AppEnv> {
  constructor() {
    super("anybody");
  }

  /** Served, but no part of the API: a style sheet, a script, the way to another page. */
  unlisted(path: string, handler: Handler<AppEnv>): this {
    return this.add({ method: "get", path, operation: null, handler });
  }
}

export const publicResource = () => new PublicResource();

export const publicRoutes = (...resources: readonly PublicResource[]) => leadTo(new Hono<AppEnv>(), resources);

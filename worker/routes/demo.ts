/** `GET /demo` and `GET /`: the way to the sample shop. Mounted in a development build alone. */
import { Hono } from "hono";
import type { AppEnv } from "../http/app-env.ts";
import { readSettings } from "../settings/settings.ts";

export const demo = new Hono<AppEnv>();

for (const path of ["/", "/demo"]) demo.get(path, (c) => c.redirect(readSettings(c.env).shopOrigin));

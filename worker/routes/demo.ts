/** `GET /demo` and `GET /`: the way to the sample shop. Mounted in a development build alone. */
import { Hono } from "hono";
import type { AppEnv } from "../http/app-env.ts";

const SHOP_ORIGIN = __DEVELOPMENT__ ? "http://localhost:8789" : "";

export const demo = new Hono<AppEnv>();

for (const path of ["/", "/demo"]) demo.get(path, (c) => c.redirect(c.env.SHOP_ORIGIN ?? SHOP_ORIGIN));

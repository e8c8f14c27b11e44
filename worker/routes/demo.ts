/** `GET /demo` and `GET /`: the way to the sample shop. Mounted in a development build alone. */
import { publicResource } from "../doors/public.ts";

const SHOP_ORIGIN = __DEVELOPMENT__ ? "http://localhost:8789" : "";

export const demo = publicResource();

for (const path of ["/", "/demo"]) demo.unlisted(path, (c) => c.redirect(c.env.SHOP_ORIGIN ?? SHOP_ORIGIN));

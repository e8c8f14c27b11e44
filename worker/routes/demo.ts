/** `GET /demo` and `GET /`: the way to the sample shop. Mounted in a development build alone. */
import { publicResource } from "../doors/public.ts";
import { readSettings } from "../settings/settings.ts";

export const demo = publicResource();

for (const path of ["/", "/demo"]) demo.unlisted(path, (c) => c.redirect(readSettings(c.env).shopOrigin));

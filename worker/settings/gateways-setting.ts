/**
 * `GATEWAYS`: the operator's own gateways, `{"mybrand_live": {"brand": "My Brand", "origin":
 * "https://app.mybrand.example", "mode": "live"}}`. With the compiled list it is all that ever names a host for
 * merchants' secret keys. Nothing in it can change what a compiled name means.
 */
import * as z from "zod";
import { COMPILED_GATEWAYS, GATEWAY_NAME, type Gateway, TOKEN_REUSES } from "../gateway/gateways.ts";
import { safeName } from "../http/issues.ts";
import { jsonOf } from "./json-setting.ts";

const ENTRY_FORM = "must be an object of brand, origin, mode and, if known, tokenReuse, and of nothing else";
const BRAND_FORM = "must be the brand's name for people, 1 to 60 characters";
const ORIGIN_FORM =
  "must be an https origin such as https://app.mybrand.example: a full host name in lower case (punycode for other letters), no path, query, port, user name or address literal, and no name of this machine";
const MODE_FORM = "must be test or live";
const REUSE_FORM = `must be left out or one of ${TOKEN_REUSES.join(", ")}`;
const NAME_FORM = "must have a name of 3 to 40 lower-case letters, digits and _, with a letter first";

/** Two labels at least, the last of which begins with a letter, as no IPv4 address in any notation does. */
const HOST = /^(?:[0-9a-z](?:[0-9a-z-]{0,61}[0-9a-z])?\.)+[a-z][0-9a-z-]{0,61}[0-9a-z]$/;
const MAX_HOST_LENGTH = 253;

/** True for an origin that a secret key may be sent to, written as the platform itself writes it. */
function isGatewayOrigin(text: string): boolean {
  const [, host = ""] = /^https:\/\/(.+)$/.exec(text) ?? [];
  const isThisMachine = host === "localhost" || host.endsWith(".localhost");
  if (host.length > MAX_HOST_LENGTH || !HOST.test(host) || isThisMachine) return false;
  return URL.canParse(text) && new URL(text).origin === text;
}

const Entry = z.strictObject(
  {
    brand: z.string(BRAND_FORM).trim().min(1, BRAND_FORM).max(60, BRAND_FORM),
    origin: z.string(ORIGIN_FORM).refine(isGatewayOrigin, ORIGIN_FORM),
    mode: z.enum(["test", "live"], MODE_FORM),
    /** What `npm run doctor` found, kept by the operator. */
    tokenReuse: z.enum(TOKEN_REUSES, REUSE_FORM).default("unknown"),
  },
  ENTRY_FORM,
);

/** The operator's own gateways by name. */
export const GatewaysSetting = jsonOf(
  z
    .record(z.string(), Entry, "must be an object of gateways by name")
    .transform((entries): ReadonlyMap<string, Gateway> => new Map(Object.entries(entries)))
    .superRefine((own, context) => {
      for (const [name, gateway] of own) {
        const message = problemOf(name, gateway, own);
        if (message !== null) context.addIssue({ code: "custom", path: [name], message });
      }
    }),
);

/** What is wrong with a gateway beside others. Two worlds behind one origin could not be told apart. */
function problemOf(name: string, { origin, mode }: Gateway, own: ReadonlyMap<string, Gateway>): string | null {
  if (!GATEWAY_NAME.test(name)) return NAME_FORM;
  if (COMPILED_GATEWAYS.has(name)) return "must have another name: this one is in the build";
  const others = [...COMPILED_GATEWAYS, ...own];
  const [twin] = others.find(([, other]) => other.origin === origin && other.mode !== mode) ?? [];
  if (twin === undefined) return null;
  return `must have the mode of ${safeName(twin)}, which has the same origin, or another origin`;
}

/** The Worker's bindings, checked once and turned into one typed value. */
import * as z from "zod";
import { ProgramId } from "../../contract/card-programs.ts";
import type { GatewayDeployment } from "../gateway/gateways.ts";
import { describeIssues } from "../http/issues.ts";
import { type AlertHook, AlertSecret, AlertUrl } from "../ledger/alerts/alert-hook.ts";
import { ConfiguredMerchant, configuredMerchantErrors } from "../merchants/configured.ts";
import type { Merchant } from "../merchants/schema.ts";
import { PrivateJwk, PublicJwk } from "../quote/jwk.ts";
import { type AdminKey, AdminKeysSetting } from "./admin-keys-setting.ts";
import type { Bindings } from "./bindings.ts";
import { isDevelopmentHmacKey, isDevelopmentKey, isDevelopmentServerKey } from "./development-marks.ts";
import { GatewaysSetting } from "./gateways-setting.ts";
import { jsonOf } from "./json-setting.ts";
import { OriginSetting } from "./origin-setting.ts";
import { SettingsError } from "./settings-error.ts";

const Base64Key = z.base64().refine((text) => atob(text).length === 32, "must be 32 bytes in base64");

const Environment = z.enum(["development", "staging", "production"], "must be development, staging or production");

/** Where development's own servers listen, if not on their usual ports. In no other build is any of them read. */
const developmentOrigins = {
  SANDBOX_ORIGIN: OriginSetting.optional(),
  SHOP_ORIGIN: OriginSetting.optional(),
  DEMO_ORIGINS: z
    .string()
    .transform((text) => text.split(",").map((origin) => origin.trim()))
    .pipe(z.array(OriginSetting))
    .optional(),
};

const SettingsSchema = z.object({
  ENVIRONMENT: Environment,
  MERCHANT: jsonOf(ConfiguredMerchant).optional(),
  GATEWAYS: GatewaysSetting.default(new Map()),
  ISSUER: OriginSetting.optional(),
  SECURITY_CONTACT: z.url({ protocol: /^(https|mailto)$/, hostname: /.*/ }).optional(),
  GATEWAY_SECRET_KEY: z
    .string()
    .refine((key) => !key.startsWith("pub_"), "is a public key (pub_): use the gateway's secret key (api_)")
    .optional(),
  SIGNING_KEYS: jsonOf(z.array(PrivateJwk).min(2, "must hold two keys: the one that signs and the next one")),
  RETIRED_KEYS: jsonOf(z.array(PublicJwk)).default([]),
  SEALING_KEYS: jsonOf(z.array(z.object({ kid: z.string().min(1), key: Base64Key })).min(1)),
  HMAC_KEY: Base64Key,
  KEYSECURE_ORIGIN: OriginSetting.refine(
    (text) => text.startsWith("https://") || __DEVELOPMENT__,
    "must be an https origin without a path",
  ).optional(),
  KEYSECURE_API_KEYS: jsonOf(z.record(ProgramId, z.string().regex(/^[!-~]{1,512}$/, "must be an Api-Key"))).default({}),
  ...developmentOrigins,
  ALERT_URL: AlertUrl.optional(),
  TRACE_CONTEXT: z.enum(["on", "off"], "must be on or off").default("off"),
  ALERT_SECRET: AlertSecret.optional(),
  ADMIN_KEYS: AdminKeysSetting.default([]),
});

/** An operator's key that cannot be guessed. */
const STRONG_ADMIN_KEY = /^ak_[!-~]{24,}$/;

/** What belongs to development and is found elsewhere, by name: a build, an environment or a published key. */
function misplacedDevelopment(values: z.output<typeof SettingsSchema>): string[] {
  const isDevelopment = values.ENVIRONMENT === "development";
  if (isDevelopment)
    return __DEVELOPMENT__ ? [] : ["ENVIRONMENT is development, but this build is not a development one"];
  const hasDevelopmentKid = (keys: readonly { readonly kid: string }[]) =>
    keys.some(({ kid }) => isDevelopmentKey(kid));
  const suspects: [name: string, isMarked: boolean][] = [
    ["GATEWAY_SECRET_KEY", isDevelopmentKey(values.GATEWAY_SECRET_KEY ?? "")],
    ["SIGNING_KEYS", hasDevelopmentKid(values.SIGNING_KEYS)],
    ["RETIRED_KEYS", hasDevelopmentKid(values.RETIRED_KEYS)],
    ["SEALING_KEYS", hasDevelopmentKid(values.SEALING_KEYS)],
    ["HMAC_KEY", isDevelopmentHmacKey(values.HMAC_KEY)],
    ["ADMIN_KEYS", values.ADMIN_KEYS.some(({ key }) => isDevelopmentKey(key))],
    ["MERCHANT", values.MERCHANT?.serverKeys.some(({ hash }) => isDevelopmentServerKey(hash)) ?? false],
  ];
  const found = suspects.filter(([, isMarked]) => isMarked).map(([name]) => name);
  return [
    ...(__DEVELOPMENT__ ? [`ENVIRONMENT is ${values.ENVIRONMENT}, but this build is a development one`] : []),
    ...found.map((name) => `${name} is the published development value, which is for development alone`),
    ...(values.ADMIN_KEYS.every(({ key }) => STRONG_ADMIN_KEY.test(key))
      ? []
      : ["ADMIN_KEYS must each be ak_ and at least 24 random characters"]),
  ];
}

/** An alert that nobody can verify, or a secret that goes nowhere: somebody believes to be told. */
function alertErrors({ ALERT_URL, ALERT_SECRET }: z.output<typeof SettingsSchema>): string[] {
  if ((ALERT_URL === undefined) === (ALERT_SECRET === undefined)) return [];
  return ALERT_URL === undefined
    ? ["ALERT_URL is missing beside ALERT_SECRET"]
    : ["ALERT_SECRET is missing beside ALERT_URL"];
}

/** What `Host` says must go into no quote that is worth money. */
const issuerErrors = ({ ENVIRONMENT, ISSUER }: z.output<typeof SettingsSchema>): string[] =>
  ENVIRONMENT === "production" && ISSUER?.startsWith("https://") !== true
    ? ["ISSUER must be the service's own https origin in production, such as https://surcharge.example"]
    : [];

/** Why the plainly configured merchant cannot be used. */
function merchantErrors(values: z.output<typeof SettingsSchema>): string[] {
  const { MERCHANT, GATEWAY_SECRET_KEY, ENVIRONMENT: environment } = values;
  if (MERCHANT === undefined) return [];
  const deployment = { environment, gateways: gatewaysOf(values) };
  const errors = configuredMerchantErrors(MERCHANT, GATEWAY_SECRET_KEY !== undefined, deployment);
  return errors.map((error) => `MERCHANT: ${error}`);
}

const gatewaysOf = ({ GATEWAYS, SANDBOX_ORIGIN }: z.output<typeof SettingsSchema>): GatewayDeployment => ({
  own: GATEWAYS,
  sandboxOrigin: SANDBOX_ORIGIN ?? null,
});

/** The Worker's settings after checking. Secrets in here go nowhere but to the code that needs them. */
export interface Settings {
  readonly environment: z.output<typeof Environment>;
  /** The service's own https origin for the quotes' `iss`; null, never in production: the origin of each request. */
  readonly issuer: string | null;
  /** Where to report a vulnerability, as a URI; null: the `security` mailbox of the service's host (RFC 2142). */
  readonly securityContact: string | null;
  /** The plainly configured merchant's secret key at its gateway. */
  readonly gatewaySecretKey: string | null;
  /** The merchant that is there without any store. */
  readonly merchant: Merchant | null;
  readonly signingKeys: readonly PrivateJwk[];
  readonly retiredKeys: readonly PublicJwk[];
  readonly sealingKeys: readonly { readonly kid: string; readonly key: string }[];
  /** 32 bytes in base64, for the fingerprints of what is looked up. */
  readonly hmacKey: string;
  /** The operators' keys. */
  readonly adminKeys: readonly AdminKey[];
  /** Where the Worker itself pulls card programmes from; null: it never does. */
  readonly keySecureOrigin: string | null;
  /** KeySecure's Api-Keys by programme, for the programmes that the Worker pulls by itself. */
  readonly keySecureApiKeys: Readonly<Record<string, string>>;
  /** Who is told of alerts; null: nobody, but by the log. */
  readonly alertHook: AlertHook | null;
  /** Whether what a request says of its trace is logged and told to the gateway: see `http/trace-context.ts`. */
  readonly traceContext: boolean;
  /** Where the sample shop is; empty but in development. */
  readonly shopOrigin: string;
  /** The pages that may ask for the demo merchant; null: the usual ones. */
  readonly demoOrigins: readonly string[] | null;
  /** The operator's own gateways, and where development's stand-in is. */
  readonly gateways: GatewayDeployment;
}

const HINTS =
  "Copy tools/local/development.vars to .dev.vars for local use, or `wrangler secret put NAME` for a deployment";

const checked = new WeakMap<Bindings, Settings>();

/**
 * The settings behind `bindings`, checked once per isolate.
 *
 * @throws SettingsError naming every setting that is missing or malformed
 */
export function readSettings(bindings: Bindings): Settings {
  const known = checked.get(bindings);
  if (known !== undefined) return known;
  const parsed = SettingsSchema.safeParse(bindings);
  if (!parsed.success) throw new SettingsError(`${describeIssues(parsed.error)} ${HINTS}.`);
  const values = parsed.data;
  const misplaced = [
    ...misplacedDevelopment(values),
    ...issuerErrors(values),
    ...alertErrors(values),
    ...merchantErrors(values),
  ];
  if (misplaced.length > 0) throw new SettingsError(`${misplaced.join("; ")}. ${HINTS}.`);
  const settings: Settings = {
    environment: values.ENVIRONMENT,
    issuer: values.ISSUER ?? null,
    securityContact: values.SECURITY_CONTACT ?? null,
    gatewaySecretKey: values.GATEWAY_SECRET_KEY ?? null,
    merchant: values.MERCHANT ?? null,
    signingKeys: values.SIGNING_KEYS,
    retiredKeys: values.RETIRED_KEYS,
    sealingKeys: values.SEALING_KEYS,
    hmacKey: values.HMAC_KEY,
    adminKeys: values.ADMIN_KEYS,
    keySecureOrigin:
      values.KEYSECURE_ORIGIN ?? (__DEVELOPMENT__ ? (values.SANDBOX_ORIGIN ?? "http://localhost:8788") : null),
    keySecureApiKeys: values.KEYSECURE_API_KEYS,
    alertHook:
      values.ALERT_URL === undefined || values.ALERT_SECRET === undefined
        ? null
        : { url: values.ALERT_URL, secret: values.ALERT_SECRET },
    traceContext: values.TRACE_CONTEXT === "on",
    shopOrigin: __DEVELOPMENT__ ? (values.SHOP_ORIGIN ?? "http://localhost:8789") : "",
    demoOrigins: values.DEMO_ORIGINS ?? null,
    gateways: gatewaysOf(values),
  };
  checked.set(bindings, settings);
  return settings;
}

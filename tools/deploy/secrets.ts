/**
 * The secrets of a deployment. They are kept in `.dev.vars.ENVIRONMENT`, readable by its owner alone and ignored by git, because a
 * Worker's secrets cannot be read back.
 */
import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import { ToolError } from "../cli/tool-error.mjs";
import { addAdminKey } from "../commands/keys/admin-keys.mjs";
import { newRing, settingsOf } from "../commands/keys/key-ring.mjs";
import { readDevVars, writeDevVars } from "../local/dev-vars.mjs";

/** Whose key this command is: it may change merchants alone. */
const OWN_KEY = "deploy";
const KEY_BYTES = 32;
/** Every secret that the Worker reads. Those of `secrets.required` are made here, the others by whoever needs them. */
const KNOWN = [
  "SIGNING_KEYS",
  "RETIRED_KEYS",
  "SEALING_KEYS",
  "HMAC_KEY",
  "ADMIN_KEYS",
  "GATEWAY_SECRET_KEY",
  "KEYSECURE_API_KEYS",
  "ALERT_URL",
  "ALERT_SECRET",
];

export const secretsFileOf = (environment: string): string => `.dev.vars.${environment}`;

const pathOf = (environment: string, root: URL) => fileURLToPath(new URL(secretsFileOf(environment), root));

/** @throws ToolError naming what is in the file and is no secret of the Worker */
export function readSecrets(environment: string, root: URL): Readonly<Record<string, string>> {
  const secrets = readDevVars(pathOf(environment, root));
  const others = Object.keys(secrets).filter((name) => !KNOWN.includes(name));
  if (others.length === 0) return secrets;
  throw new ToolError(
    `${secretsFileOf(environment)} has ${others.join(", ")}, which the Worker takes as no secret. A variable belongs into vars of [env.${environment}] in wrangler.toml. Secrets are ${KNOWN.join(", ")}.`,
  );
}

const base64Key = () => randomBytes(KEY_BYTES).toString("base64");

/**
 * Makes those of `names`, and adds them to the file.
 *
 * @param now of the keys' ids
 */
export async function makeSecrets(environment: string, root: URL, names: readonly string[], now: Date): Promise<void> {
  const made: Record<string, string> = {};
  if (names.includes("SIGNING_KEYS")) {
    const seconds = Math.floor(now.getTime() / 1000);
    Object.assign(made, Object.fromEntries(settingsOf(await newRing({ signing: [], retired: [] }, { now: seconds }))));
  }
  if (names.includes("RETIRED_KEYS")) made["RETIRED_KEYS"] ??= "[]";
  if (names.includes("HMAC_KEY")) made["HMAC_KEY"] = base64Key();
  if (names.includes("SEALING_KEYS"))
    made["SEALING_KEYS"] = JSON.stringify([{ kid: `seal-${now.toISOString().slice(0, 10)}`, key: base64Key() }]);
  if (names.includes("ADMIN_KEYS")) made["ADMIN_KEYS"] = addAdminKey("", { name: OWN_KEY, limit: "merchants" }).text;
  const wanted = Object.entries(made).filter(([name]) => names.includes(name));
  writeDevVars(pathOf(environment, root), wanted);
}

/** The key by which this command adds a merchant; undefined where there is none here. */
export function operatorKey(
  environment: string,
  root: URL,
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const given = env["CARD_SURCHARGE_ADMIN_KEY"];
  if (given !== undefined && given !== "") return given;
  const { ADMIN_KEYS = "" } = readSecrets(environment, root);
  return ADMIN_KEYS.split(",")
    .map((entry) => entry.trim().split(":"))
    .find(([name]) => name === OWN_KEY)
    ?.at(-1);
}

/** The rules of a deployed Worker, by its operator API: which one, what it answers, and the pack that it decides by. */
import { fileURLToPath } from "node:url";
import * as z from "zod";
import type { RuleBook } from "../../../worker/rules/book.ts";
import { editionOf } from "../../../worker/rules/edition.ts";
import { Extension, type Pack, Renewal } from "../../../worker/rules/pack.ts";
import { sayChangedMeanwhile } from "../../cli/changed-meanwhile.mjs";
import {
  type Environment,
  HTTP_PRECONDITION_FAILED,
  ifUnchanged,
  isLocalOrigin,
  operatorApi,
  originFrom,
  settingsFrom,
} from "../../cli/operator.mjs";
import { ToolError } from "../../cli/tool-error.mjs";
import { readConfigFile } from "../../deploy/config-file.ts";
import { checked } from "./packs.ts";

const CALL_TIMEOUT_MS = 30_000;
const RULES = "/admin/rules";
const LOCAL_NAMES: ReadonlySet<string> = new Set(["development", "local"]);

const PackName = z.object({ version: z.string(), sequence: z.number() });

/** `GET /v1/admin/rules`, as far as it is read here. */
const DeploymentRules = z.object({
  inForce: PackName.extend({ publishedAt: z.string(), origin: z.string() }),
  builtIn: PackName,
  previous: z.string().nullable(),
  candidate: PackName.extend({
    decided: z.number(),
    wider: z.number(),
    narrower: z.number(),
    otherReason: z.number(),
  }).nullable(),
  renewals: z.array(Renewal),
  extensions: z.array(Extension),
  due: z.array(z.object({ id: z.string(), kind: z.enum(["lapse", "recheck"]), on: z.string(), daysLeft: z.number() })),
  trouble: z.string().nullable(),
});
export type DeploymentRules = z.output<typeof DeploymentRules>;

type HttpMethod = "PUT" | "POST" | "DELETE";

export interface Deployment {
  readonly origin: string;
  /** What it answers at a path below `/v1`. @throws ToolError where that is not as `schema` says */
  get<T>(path: string, schema: z.ZodType<T>): Promise<T>;
  /** What it answers to a question at such a path, which changes nothing. @throws ToolError likewise */
  post<T>(path: string, question: unknown, schema: z.ZodType<T>): Promise<T>;
  /** What is in force. */
  readRules(): Promise<DeploymentRules>;
  /**
   * A change below `/v1/admin/rules`, where the rules are still as they were seen.
   *
   * @returns what is in force then
   * @throws ToolError saying what somebody else changed meanwhile
   */
  changeRules(seen: DeploymentRules, method: HttpMethod, path: string, body?: unknown): Promise<DeploymentRules>;
}

/**
 * The deployment that is meant.
 *
 * @param name what `--env` says; left out: CARD_SURCHARGE_ORIGIN, or the local Worker
 * @param root whose wrangler.toml names deployments
 * @throws ToolError saying which setting is missing, or that CARD_SURCHARGE_ORIGIN contradicts the name
 */
export async function deploymentOf(name: string | undefined, env: Environment, root: URL): Promise<Deployment> {
  const settings = await settingsOf(name, env, root);
  const api = operatorApi(settings, "/v1", CALL_TIMEOUT_MS);
  const origin = originFrom(settings, "CARD_SURCHARGE_ORIGIN");
  const read = <T>(path: string, schema: z.ZodType<T>, given: unknown): T => {
    const answer = schema.safeParse(given);
    if (!answer.success) throw new ToolError(`${origin} answers ${path} as no Worker of this version does`);
    return answer.data;
  };
  /** The answers that were read, which know their tags. */
  const answers = new WeakMap<DeploymentRules, object>();
  const readRules = async () => {
    const answer = await api("GET", RULES);
    const rules = read(RULES, DeploymentRules, answer);
    answers.set(rules, answer);
    return rules;
  };
  return {
    origin,
    get: async (path, schema) => read(path, schema, await api("GET", path)),
    post: async (path, question, schema) => read(path, schema, await api("POST", path, question)),
    readRules,
    async changeRules(seen, method, path, body) {
      try {
        const answer = await api(method, `${RULES}${path}`, body, ifUnchanged(answers.get(seen) ?? {}));
        return read(RULES, DeploymentRules, answer);
      } catch (error) {
        if (!(error instanceof ToolError) || error.status !== HTTP_PRECONDITION_FAILED) throw error;
        const now = await readRules();
        const what = `what ${origin} decides by`;
        throw new ToolError(sayChangedMeanwhile(what, settingsIn(seen), settingsIn(now), []), error.status);
      }
    },
  };
}

/** What an operator has set, and nothing that is counted or follows from the day. */
const settingsIn = ({ inForce, builtIn, previous, candidate, renewals, extensions }: DeploymentRules) => ({
  inForce: inForce.version,
  builtIn: builtIn.version,
  previous,
  candidate: candidate?.version ?? null,
  renewals,
  extensions,
});

async function settingsOf(name: string | undefined, env: Environment, root: URL): Promise<Environment> {
  const origin = (env["CARD_SURCHARGE_ORIGIN"] ?? "") === "" ? null : originFrom(env, "CARD_SURCHARGE_ORIGIN");
  if (name === undefined) return settingsFrom(env);
  if (LOCAL_NAMES.has(name)) {
    if (origin !== null && !isLocalOrigin(origin)) throw contradiction(name, origin);
    return settingsFrom(env);
  }
  if (origin !== null && !isLocalOrigin(origin)) return settingsFrom(env);
  const issuer = await issuerOf(name, root);
  if (origin !== null && (issuer === null || !isLocalOrigin(issuer))) throw contradiction(name, origin);
  if (issuer === null)
    throw new ToolError(
      `where ${name} is cannot be told here, where it was not deployed from: set CARD_SURCHARGE_ORIGIN, or ISSUER in [env.${name}.vars] of wrangler.toml`,
    );
  return settingsFrom({ ...env, CARD_SURCHARGE_ORIGIN: origin ?? issuer });
}

/** A change that was meant for one deployment must not reach another. */
const contradiction = (name: string, origin: string) =>
  new ToolError(
    `--env ${name} and CARD_SURCHARGE_ORIGIN, ${origin}, cannot both be meant: unset the variable, or leave --env out`,
  );

/** The origin that a deployment signs its quotes as, as a deploy from here or wrangler.toml has it; null where neither has. */
async function issuerOf(name: string, root: URL): Promise<string | null> {
  // Takes a second to load, and most commands never ask for it.
  const { unstable_readConfig: readConfig } = await import("wrangler");
  const config = fileURLToPath(new URL("wrangler.toml", root));
  const names = readConfig({ config }, { hideWarnings: true }).definedEnvironments ?? [];
  if (!names.includes(name))
    throw new ToolError(`there is no environment of this name in wrangler.toml: there are ${names.join(", ")}`);
  const kept = readConfigFile(name, root).issuer;
  const issuer = kept ?? readConfig({ config, env: name }, { hideWarnings: true }).vars["ISSUER"];
  if (typeof issuer !== "string" || issuer === "") return null;
  return originFrom({ ISSUER: issuer }, "ISSUER");
}

/**
 * One of the packs that the deployment's quotes name; its own extensions come with it, and are in the view too. Its
 * content is taken as it comes: a development Worker gives a pack with the check dates of today, which is not what the
 * version is a hash of.
 */
export const packAt = async (deployment: Deployment, version: string): Promise<Pack> => {
  const { extensions: _extensions, ...pack } = await deployment.get(`/rules/${version}`, z.looseObject({}));
  return checked(pack, `the pack ${version} of ${deployment.origin}`);
};

/** The book of `pack` at a deployment, with what was renewed and extended there. */
export async function bookThere(pack: Pack, { renewals, extensions }: DeploymentRules): Promise<RuleBook> {
  return (await editionOf("stored", pack, { renewals, extensions })).book;
}

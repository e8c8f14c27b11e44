/**
 * Examines the gateway of a merchant with a real sandbox account: mints tokens with the public key, looks one up twice, charges
 * it once, waits for one to expire, and records whether a lookup uses a token up. Never runs against a live gateway, since it
 * charges.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { GatewayDeployment } from "../../../worker/gateway/gateways.ts";
import type { Shown } from "../../cli/answer.ts";
import type { Environment } from "../../cli/surroundings.ts";
import { ToolError } from "../../cli/tool-error.mjs";
import { browserMinter, sandboxMinter } from "./mint.ts";
import { entriesWith, parseOwnGateways, readOwnGateways } from "./own-gateways.ts";
import { type ProbeAccess, type ProbeResult, probe } from "./probe.ts";
import { RECORD_FILE, record } from "./record.ts";
import { type KeyReach, report } from "./report.ts";
import { type MerchantFacts, readMerchant, worksThroughWorker } from "./worker.ts";

const fileHere = (name: string) => fileURLToPath(new URL(`../../../${name}`, import.meta.url));
const FILES = { devVars: fileHere(".dev.vars"), wranglerConfig: fileHere("wrangler.toml") };

const LOCAL_GATEWAY = "local_sandbox";

/** What `npm start` runs. */
const LOCAL_KEYS = { GATEWAY_SECRET_KEY: "api_sandbox_demo", GATEWAY_PUBLIC_KEY: "pub_sandbox_demo" };
const LOCAL_WORKER = { CARD_SURCHARGE_ORIGIN: "http://localhost:8787", CARD_SURCHARGE_ADMIN_KEY: "ak_sandbox_demo" };

/** The documented two minutes, and some for clocks that differ. */
const TOKEN_LIFE_MS = 130_000;

export interface DoctorContext {
  readonly env: Environment;
  readonly fetch: typeof fetch;
  /** Told what is done, before it is. */
  readonly tell: (text: string) => void;
  /** Stands in for the wait until a token has expired. */
  readonly untilExpired?: () => Promise<void>;
  /** Stands in for a browser on the gateway's Tokenizer. */
  readonly openMinter?: typeof browserMinter;
}

export interface Options {
  readonly merchant: string;
  readonly gateway?: string;
  readonly env?: string;
  readonly browser?: boolean;
  readonly record?: string;
}

export interface Examination extends ProbeResult {
  readonly merchant: string;
  readonly gateway: string;
  readonly origin: string;
  readonly reach: KeyReach;
}

/**
 * Runs one examination.
 *
 * @returns what was found, and the report
 * @throws ToolError with a line that says what to do
 */
export async function examine(options: Options, { env: given, fetch, tell, ...rest }: DoctorContext): Promise<Shown> {
  const { merchant, gateway: named, browser = false, record: file, env: wranglerEnv } = options;
  const env = withoutEmpty(given);
  const { CARD_SURCHARGE_ORIGIN: workerOrigin, CARD_SURCHARGE_ADMIN_KEY: adminKey } = { ...LOCAL_WORKER, ...env };
  const worker = { origin: workerOrigin ?? "", adminKey: adminKey ?? "", fetch };
  const facts = named === undefined ? await factsOf(worker, merchant) : { gateway: named, origin: undefined };
  const deployment = await deploymentOf(env, wranglerEnv);
  const gateway = await gatewayNamed(facts.gateway, deployment);
  if (gateway.mode === "live") throw new ToolError(`${facts.gateway} is live, and the doctor charges: use a sandbox`);
  const isLocal = facts.gateway === LOCAL_GATEWAY;
  const keys = isLocal ? { ...LOCAL_KEYS, ...env } : env;
  const secretKey = keyFrom("GATEWAY_SECRET_KEY", keys, "api_");
  const publicKey = keyFrom("GATEWAY_PUBLIC_KEY", keys, "pub_");
  const { untilExpired = () => sleep(TOKEN_LIFE_MS) } = rest;
  const openMinter = isLocal && !browser ? sandboxMinter : (rest.openMinter ?? browserMinter);
  tell(`examining ${facts.gateway} (${gateway.origin}) for ${merchant}: about two and a half minutes`);
  const { mint, close } = await openMinter(gateway.origin, publicKey, fetch);
  const access: ProbeAccess = { origin: gateway.origin, secretKey, mint, untilExpired, fetch, tell };
  const examined = async () => {
    const result = await probe(access);
    if (facts.origin !== undefined) tell("asking the Worker to look a token up");
    return { result, reach: await reachOf(result, facts, merchant, { ...worker, mint }) };
  };
  const { result, reach } = await examined().finally(close);
  const heading = `${merchant} at ${gateway.brand} (${facts.gateway}, ${gateway.origin})`;
  const { own } = deployment;
  const recordFile = file ?? (isLocal || own.has(facts.gateway) ? null : RECORD_FILE);
  const kept = result.key.isGood ? await keep(recordFile, gateway.brand, result.tokenReuse, own) : "not recorded";
  const data: Examination = { merchant, gateway: facts.gateway, origin: gateway.origin, reach, ...result };
  return { data: withoutBodies(data), text: `${heading}\n\n${report(result, reach)}\n\n${kept}` };
}

/** Without what a gateway's answers hold beyond how they ended: a script needs none of it. */
const withoutBodies = (examination: Examination): unknown =>
  JSON.parse(JSON.stringify(examination, (key, value: unknown) => (key === "body" ? undefined : value)));

/** Keeps the verdict in the file, and says what the operator is to keep of it in `GATEWAYS`. */
async function keep(
  file: string | null,
  brand: string,
  tokenReuse: ProbeResult["tokenReuse"],
  own: GatewayDeployment["own"],
): Promise<string> {
  const lines: string[] = [];
  if (file !== null) {
    const [day = ""] = new Date().toISOString().split("T");
    await record(file, brand, tokenReuse, day);
    lines.push(`recorded for ${brand}`);
  }
  const entries = entriesWith(own, brand, tokenReuse);
  if (entries !== "") lines.push(`put into GATEWAYS, to record it for ${brand}:\n\n${entries}`);
  return lines.length === 0 ? "not recorded" : lines.join("\n\n");
}

async function factsOf(worker: Parameters<typeof readMerchant>[0], merchant: string): Promise<MerchantFacts> {
  const facts = await readMerchant(worker, merchant).catch((error: unknown) => {
    throw new ToolError(error instanceof Error ? error.message : String(error));
  });
  if (facts !== null) return facts;
  throw new ToolError(
    `${worker.origin} cannot be reached: start it (npm start), set CARD_SURCHARGE_ORIGIN, or say --gateway NAME`,
  );
}

/** The development build's list and the operator's own: the doctor runs where the local sandbox is. */
async function deploymentOf(env: Environment, wranglerEnv: string | undefined): Promise<GatewayDeployment> {
  Object.assign(globalThis, { __DEVELOPMENT__: true });
  try {
    const own = await parseOwnGateways(await readOwnGateways(env, { ...FILES, wranglerEnv }));
    return { own, sandboxOrigin: env["SANDBOX_ORIGIN"] ?? null };
  } catch (error) {
    throw new ToolError(error instanceof Error ? error.message : String(error));
  }
}

async function gatewayNamed(name: string, deployment: GatewayDeployment) {
  const { findGateway, gatewayNames } = await import("../../../worker/gateway/gateways.ts");
  const gateway = findGateway(name, deployment);
  if (gateway !== null) return gateway;
  throw new ToolError(`No such gateway here. Known: ${gatewayNames(deployment).join(", ")}.`);
}

/** Tries the key from where the Worker runs, when there is a Worker and a page that may ask it. */
async function reachOf(
  result: ProbeResult,
  facts: MerchantFacts,
  id: string,
  worker: { origin: string; fetch: typeof fetch; mint: () => Promise<string> },
): Promise<KeyReach> {
  if (facts.origin === undefined) return "not_tried";
  const works = await worksThroughWorker(worker, { id, origin: facts.origin }, await worker.mint());
  if (result.key.isGood) return works ? "anywhere" : "here_only";
  return works ? "worker_only" : "nowhere";
}

function keyFrom(name: string, keys: Environment, prefix: string): string {
  const key = keys[name];
  if (key === undefined) throw new ToolError(`${name} is not set: put the key into the environment`);
  if (key.startsWith(prefix)) return key;
  throw new ToolError(`${name} must start with ${prefix}: the public key starts with pub_, the secret one with api_`);
}

function withoutEmpty(env: Environment): Environment {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ""));
}

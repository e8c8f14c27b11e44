/**
 * `npm run doctor -- --merchant mch_shop`: examines the gateway of a merchant with a real sandbox account: mints tokens
 * with the public key, looks one up twice, charges it once, waits for one to expire, and records whether a lookup uses a
 * token up. Never runs against a live gateway, since it charges.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { MERCHANT_ID } from "../contract/plain-checks.ts";
import type { GatewayDeployment } from "../worker/gateway/gateways.ts";
import { browserMinter, sandboxMinter } from "./doctor/mint.ts";
import { entriesWith, parseOwnGateways, readOwnGateways } from "./doctor/own-gateways.ts";
import { type ProbeAccess, type ProbeResult, probe } from "./doctor/probe.ts";
import { RECORD_FILE, record } from "./doctor/record.ts";
import { type KeyReach, report } from "./doctor/report.ts";
import { type MerchantFacts, readMerchant, worksThroughWorker } from "./doctor/worker.ts";

const USAGE = `usage: npm run doctor -- --merchant ID [options]

  --merchant  the merchant's id, such as mch_demo
  --gateway   the gateway's name, where no Worker can be asked for it
  --env       the environment of wrangler.toml whose GATEWAYS are meant, such as production
  --browser   mint in a browser even on the local sandbox
  --record    the file to keep the result in (default: the Worker's own; the local sandbox's is kept only where named)

environment: GATEWAY_SECRET_KEY       the merchant's secret key at the gateway (api_...)
             GATEWAY_PUBLIC_KEY       its public key (pub_...), which opens the Tokenizer
             CARD_SURCHARGE_ORIGIN    the Worker to try the key from as well (default http://localhost:8787)
             CARD_SURCHARGE_ADMIN_KEY the operator's key (ak_...)
             GATEWAYS                 the deployment's own gateways (default: those of .dev.vars)
             SANDBOX_ORIGIN           where the local sandbox listens (default http://localhost:8788)`;

const fileHere = (name: string) => fileURLToPath(new URL(`../${name}`, import.meta.url));
const FILES = { devVars: fileHere(".dev.vars"), wranglerConfig: fileHere("wrangler.toml") };

const LOCAL_GATEWAY = "local_sandbox";

/** What `npm start` runs. */
const LOCAL_KEYS = { GATEWAY_SECRET_KEY: "api_sandbox_demo", GATEWAY_PUBLIC_KEY: "pub_sandbox_demo" };
const LOCAL_WORKER = { CARD_SURCHARGE_ORIGIN: "http://localhost:8787", CARD_SURCHARGE_ADMIN_KEY: "ak_sandbox_demo" };

/** The documented two minutes, and some for clocks that differ. */
const TOKEN_LIFE_MS = 130_000;

/** A failure with one line for the person at the terminal. */
export class DoctorError extends Error {}

type Environment = Record<string, string | undefined>;

export interface DoctorContext {
  readonly env: Environment;
  readonly fetch: typeof fetch;
  /** Stands in for the wait until a token has expired. */
  readonly untilExpired?: () => Promise<void>;
  /** Stands in for a browser on the gateway's Tokenizer. */
  readonly openMinter?: typeof browserMinter;
}

/**
 * Runs one examination.
 *
 * @param argv the words after `npm run doctor --`
 * @returns the report
 * @throws DoctorError with a line that says what to do
 */
export async function run(argv: readonly string[], { env: given, fetch, ...rest }: DoctorContext): Promise<string> {
  const { merchant = "", gateway: named, browser = false, record: file, env: wranglerEnv } = parse(argv);
  if (!MERCHANT_ID.test(merchant)) throw new DoctorError(USAGE);
  const env = withoutEmpty(given);
  const { CARD_SURCHARGE_ORIGIN: workerOrigin, CARD_SURCHARGE_ADMIN_KEY: adminKey } = { ...LOCAL_WORKER, ...env };
  const worker = { origin: workerOrigin ?? "", adminKey: adminKey ?? "", fetch };
  const facts = named === undefined ? await factsOf(worker, merchant) : { gateway: named, origin: undefined };
  const deployment = await deploymentOf(env, wranglerEnv);
  const gateway = await gatewayNamed(facts.gateway, deployment);
  if (gateway.mode === "live") throw new DoctorError(`${facts.gateway} is live, and the doctor charges: use a sandbox`);
  const isLocal = facts.gateway === LOCAL_GATEWAY;
  const keys = isLocal ? { ...LOCAL_KEYS, ...env } : env;
  const secretKey = keyFrom("GATEWAY_SECRET_KEY", keys, "api_");
  const publicKey = keyFrom("GATEWAY_PUBLIC_KEY", keys, "pub_");
  const { untilExpired = () => sleep(TOKEN_LIFE_MS) } = rest;
  const openMinter = isLocal && !browser ? sandboxMinter : (rest.openMinter ?? browserMinter);
  const { mint, close } = await openMinter(gateway.origin, publicKey, fetch);
  const access: ProbeAccess = { origin: gateway.origin, secretKey, mint, untilExpired, fetch };
  const examined = async () => {
    const result = await probe(access);
    return { result, reach: await reachOf(result, facts, merchant, { ...worker, mint }) };
  };
  const { result, reach } = await examined().finally(close);
  const heading = `${merchant} at ${gateway.brand} (${facts.gateway}, ${gateway.origin})`;
  const { own } = deployment;
  const recordFile = file ?? (isLocal || own.has(facts.gateway) ? null : RECORD_FILE);
  const kept = result.key.isGood ? await keep(recordFile, gateway.brand, result.tokenReuse, own) : "not recorded";
  return `${heading}\n\n${report(result, reach)}\n\n${kept}`;
}

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
    throw new DoctorError(error instanceof Error ? error.message : String(error));
  });
  if (facts !== null) return facts;
  throw new DoctorError(
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
    throw new DoctorError(error instanceof Error ? error.message : String(error));
  }
}

async function gatewayNamed(name: string, deployment: GatewayDeployment) {
  const { findGateway, gatewayNames } = await import("../worker/gateway/gateways.ts");
  const gateway = findGateway(name, deployment);
  if (gateway !== null) return gateway;
  throw new DoctorError(`No such gateway here. Known: ${gatewayNames(deployment).join(", ")}.`);
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
  if (key === undefined) throw new DoctorError(`${name} is not set: put the key into the environment`);
  if (key.startsWith(prefix)) return key;
  throw new DoctorError(`${name} must start with ${prefix}: the public key starts with pub_, the secret one with api_`);
}

function withoutEmpty(env: Environment): Environment {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ""));
}

function parse(argv: readonly string[]) {
  const text = { type: "string" } as const;
  const options = { merchant: text, gateway: text, env: text, record: text, browser: { type: "boolean" } } as const;
  try {
    return parseArgs({ args: [...argv], options }).values;
  } catch {
    throw new DoctorError(USAGE);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  try {
    console.log(await run(process.argv.slice(2), { env: process.env, fetch }));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

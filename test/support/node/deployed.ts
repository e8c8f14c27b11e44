/** Builds the Worker as a deploy would, and runs that build in workerd with secrets of its own. */
import { spawnSync } from "node:child_process";
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { rulesClockFlags } from "../../../tools/local/rules-clock.mjs";

const built = new Map<string, string>();

/** Builds once for `environment` and returns the folder of the output. */
export function buildFor(environment: string): string {
  const known = built.get(environment);
  if (known !== undefined) return known;
  const folder = mkdtempSync(join(tmpdir(), "card-surcharge-build-"));
  const flags = ["deploy", "--dry-run", "--outdir", folder, "--metafile", "--env", environment, ...rulesClockFlags()];
  const result = spawnSync("wrangler", flags, {
    env: { ...process.env, WRANGLER_SEND_METRICS: "false" },
    encoding: "utf8",
    shell: process.platform === "win32",
  });
  if (result.status !== 0) throw new Error(`wrangler deploy --dry-run failed: ${result.stderr}`);
  built.set(environment, folder);
  return folder;
}

const base64Key = () => randomBytes(32).toString("base64");

const privateJwk = (kid: string) => ({
  ...generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ format: "jwk" }),
  kid,
});

/** Secrets as an operator would make them for a deployment. */
export function deploymentSecrets(): Record<string, string> {
  return {
    GATEWAY_SECRET_KEY: `api_${randomBytes(16).toString("hex")}`,
    SIGNING_KEYS: JSON.stringify([privateJwk("one"), privateJwk("two")]),
    SEALING_KEYS: JSON.stringify([{ kid: "seal-one", key: base64Key() }]),
    HMAC_KEY: base64Key(),
    ADMIN_KEYS: `ak_${randomBytes(16).toString("hex")}`,
  };
}

const LIMITERS = ["STANDARD", "RAISED", "HIGH"].flatMap((tier) =>
  ["CLIENT", "MERCHANT"].flatMap((scope) => [`LIMIT_${scope}_${tier}`, `SOFT_${scope}_${tier}`]),
);

/** Limiters that count nothing: Miniflare's own admit one request a minute at the least, and are slow on a busy machine. */
const FIXED_LIMITERS = {
  name: "limiters",
  modules: true,
  script: `import { WorkerEntrypoint } from "cloudflare:workers";
    export class Open extends WorkerEntrypoint { limit() { return { success: true }; } }
    export class Passed extends WorkerEntrypoint { limit() { return { success: false }; } }`,
  compatibilityDate: "2026-08-01",
};
const fixed = (name: string) => ({
  name: FIXED_LIMITERS.name,
  entrypoint: name.startsWith("SOFT_") ? "Passed" : "Open",
});

export interface RunningBuild {
  readonly origin: string;
  /** Every line the Worker has logged so far. */
  readonly log: readonly string[];
  /** Runs a Cron Trigger, as the platform does on its time. */
  schedule(cron: string): Promise<void>;
  stop(): Promise<void>;
}

interface RunOptions {
  /** Requests a minute for every limiter. */
  readonly limit?: number;
  /** True: every soft limit is passed, so that a merchant's challenge is asked for, and no other one ever is. */
  readonly isBusy?: boolean;
  /** Answers what the Worker sends out; by default nothing gets out. */
  readonly upstream?: (request: Request) => Promise<Response>;
  /** A folder in which what is stored outlives the run; by default nothing does. */
  readonly keptIn?: string;
}

/** Starts the build in `folder` with the platform's own settings: no Node compatibility. */
export async function startBuild(
  folder: string,
  bindings: Record<string, string>,
  { limit = 1_000, isBusy = false, upstream, keptIn }: RunOptions = {},
): Promise<RunningBuild> {
  const log: string[] = [];
  const counting = (name: string) => ({ namespace_id: name, simple: { limit, period: 60 as const } });
  const limiters = <Made>(make: (name: string) => Made): Record<string, Made> =>
    Object.fromEntries(LIMITERS.map((name) => [name, make(name)]));
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      cf: false,
      ...(keptIn === undefined ? {} : { resourcePersistencePath: keptIn }),
      handleStructuredLogs: ({ message }) => void log.push(message),
      workers: [
        {
          name: "deployed",
          modules: true,
          script: readFileSync(join(folder, "index.js"), "utf8"),
          compatibilityDate: "2026-08-01",
          compatibilityFlags: ["durable_object_io_tasks_prevent_eviction"],
          bindings,
          outboundService: async (request: Request) => upstream?.(request) ?? new Response("blocked", { status: 599 }),
          kvNamespaces: ["MERCHANTS", "CARD_PROGRAMS", "RULES"],
          durableObjects: {
            LOOKUP_SHARDS: { className: "LookupShard", useSQLite: true },
            MERCHANT_STATS: { className: "MerchantStats", useSQLite: true },
            RULES_SHADOW: { className: "RulesShadow", useSQLite: true },
            AUDIT_LOG: { className: "AuditLog", useSQLite: true },
            MERCHANT_OUTCOMES: { className: "MerchantOutcomes", useSQLite: true },
            ALERT_DESK: { className: "AlertDesk", useSQLite: true },
          },
          ...(isBusy ? { serviceBindings: limiters(fixed) } : { ratelimits: limiters(counting) }),
        },
        ...(isBusy ? [FIXED_LIMITERS] : []),
      ],
    }),
  );
  const { origin } = await miniflare.ready;
  const schedule = async (cron: string) => {
    const worker: unknown = await miniflare.getWorker("deployed");
    await (worker as { scheduled(event: { cron: string }): Promise<unknown> }).scheduled({ cron });
  };
  return { origin, log, schedule, stop: () => miniflare.dispose() };
}

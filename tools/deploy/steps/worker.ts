/** The Worker itself: writes its configuration, builds and deploys, unless just this serves already. */
import { spawn } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ToolError } from "../../cli/tool-error.mjs";
import { ownFolder } from "../../local/own-folder.mjs";
import { configFileOf, configText, type DeployPlace, isWritten, writeConfigFile } from "../config-file.ts";
import { readDeployed, secretsOf, withSecrets } from "../deployed.ts";
import { readSecrets, secretsFileOf } from "../secrets.ts";
import { tagOfSources } from "../sources.ts";
import type { DeployStep, Work } from "../step.ts";

export const worker: DeployStep = {
  name: "worker",
  does: "builds element, site and Worker, and deploys them with the secrets that the Worker has not",
  plan: ({ name, worker, config }) => [
    `writes ${configFileOf(name)} (no secret in it, ignored by git): [env.${name}] of wrangler.toml with account, ISSUER, the namespaces' ids and the host`,
    "runs npm run build (into dist/)",
    `writes .wrangler/deploy-PID/secrets.json (mode 0600) with the secrets of ${secretsFileOf(name)} that the Worker has not, and deletes it afterwards`,
    `runs npx wrangler deploy -c ${configFileOf(name)} --tag SOURCES --message "secrets: NAMES" --secrets-file .wrangler/deploy-PID/secrets.json`,
    `that makes ${worker} with ${countOf(config["ratelimits"])} rate limiters (namespace ids ${rangeOf(config["ratelimits"])} of the account), ${countOf((config["durable_objects"] as { bindings?: unknown } | undefined)?.bindings ?? config["durable_objects.bindings"])} Durable Object classes and its Cron Triggers`,
  ],
  undo: ({ name, worker }) =>
    `npm run deploy -- --env ${name} --rollback goes back one version; data stays as it is. npx wrangler delete --name ${worker} ends the service and deletes what its Durable Objects hold: counts, audit, reported outcomes`,

  async look(work) {
    const { deployed } = work.found;
    if (deployed == null) return { isDone: false, says: "not deployed yet" };
    const lacks = toSend(work);
    const isSame = deployed.tag === tagOf(work);
    const reasons = [
      ...(isSame ? [] : ["what is here is not what serves"]),
      ...(deployed.isAlone ? [] : ["a gradual deployment is under way, which this deploy would end"]),
      ...(lacks.length > 0 ? [`secrets to send: ${lacks.join(", ")}`] : []),
      ...missingBindings(work),
    ];
    return {
      isDone: reasons.length === 0,
      says: reasons.length === 0 ? `version ${deployed.version} is just this` : reasons.join("; "),
    };
  },

  async carryOut(work) {
    const { environment, surroundings, found } = work;
    const { root } = surroundings;
    if (!isWritten(environment.name, root, textOf(work))) writeConfigFile(environment.name, root, textOf(work));
    await build(root);
    const sent = toSend(work);
    await deploy(work, sent);
    found.deployed = await readDeployed(work.wrangler.within(found.account?.id ?? ""), environment.worker);
    if (found.deployed == null) throw new ToolError("The platform does not know the Worker yet: run this again.");
    const secrets = sent.length === 0 ? "" : `, with ${sent.length} secrets`;
    return `version ${found.deployed.version} serves${secrets}`;
  },
};

const countOf = (list: unknown) => (Array.isArray(list) ? list.length : 0);

function rangeOf(limiters: unknown): string {
  const ids = (Array.isArray(limiters) ? limiters : []).map((one) => String(one.namespace_id));
  return `${ids[0] ?? ""} to ${ids.at(-1) ?? ""}`;
}

const textOf = ({ environment, found }: Work) => configText(environment, placeOf(found));

const placeOf = ({ account, issuer = "", stores = {} }: Work["found"]): DeployPlace => ({
  account: account?.id ?? "",
  issuer,
  stores,
});

const tagOf = (work: Work) => tagOfSources(work.surroundings.root, textOf(work));

/** The names of those secrets of the file that the Worker has not, or all of them. */
function toSend({ environment, surroundings, found, wishes }: Work): readonly string[] {
  const there = wishes.secrets === true ? [] : secretsOf(found.deployed);
  return Object.keys(readSecrets(environment.name, surroundings.root)).filter((name) => !there.includes(name));
}

/** What the configuration asks for and the version that serves has not. */
function missingBindings({ environment, found }: Work): readonly string[] {
  const there = new Set(found.deployed?.bindings.map(({ name }) => name));
  const limiters = environment.config["ratelimits"] as readonly { readonly name: string }[];
  const wanted = [...environment.stores.map(({ binding }) => binding), ...limiters.map(({ name }) => name)];
  const missing = wanted.filter((name) => !there.has(name));
  return missing.length === 0 ? [] : [`the Worker lacks ${missing.join(", ")}`];
}

async function build(root: URL): Promise<void> {
  const status = await new Promise<number>((resolve, reject) => {
    const child = spawn(process.execPath, ["tools/build/build.mjs"], {
      cwd: fileURLToPath(root),
      stdio: ["ignore", 2, 2],
    });
    child.once("error", reject);
    child.once("close", (code) => resolve(code ?? 1));
  });
  if (status !== 0) throw new ToolError("The build failed: see above. Nothing was deployed.");
}

/** Secrets go by a file that is there for as long as wrangler runs: a command line can be read by others. */
async function deploy(work: Work, secrets: readonly string[]): Promise<void> {
  const { environment, surroundings, found } = work;
  const wrangler = work.wrangler.within(found.account?.id ?? "");
  const args = ["deploy", "-c", configFileOf(environment.name), "--tag", tagOf(work)];
  if (secrets.length === 0) {
    await wrangler.run(args);
    return;
  }
  const all = readSecrets(environment.name, surroundings.root);
  const folder = ownFolder("deploy", fileURLToPath(surroundings.root));
  const file = join(folder, "secrets.json");
  try {
    const chosen = Object.fromEntries(secrets.map((name) => [name, all[name]]));
    writeFileSync(file, JSON.stringify(chosen), { mode: 0o600 });
    await wrangler.run([...args, "--message", withSecrets(secrets), "--secrets-file", file]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

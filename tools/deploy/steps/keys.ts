/** The secrets without which the Worker does not start. What it has already is never made anew: it could not be read any more. */
import { secretsOf } from "../deployed.ts";
import { makeSecrets, readSecrets, secretsFileOf } from "../secrets.ts";
import type { DeployStep, Work } from "../step.ts";

export const keys: DeployStep = {
  name: "keys",
  does: "makes the keys that the Worker needs and has not: of quotes, of merchants' secrets, of lookups, and one for this command",
  plan: ({ name, secrets }) => [
    `writes ${secretsFileOf(name)} (mode 0600, ignored by git): ${secrets.join(", ")}, as far as neither the file nor the Worker has them`,
    "prints none of them, and puts none into a command line",
    `keep ${secretsFileOf(name)} where you keep secrets: a Worker's secrets cannot be read back`,
  ],
  undo: ({ name }) =>
    `before the first deploy: delete ${secretsFileOf(name)}. Afterwards rotate them (docs/rotate-keys.md): without SEALING_KEYS no merchant's gateway key can be opened`,

  async look(work) {
    const missing = missingOf(work);
    const isKept = Object.keys(readSecrets(work.environment.name, work.surroundings.root)).length > 0;
    const where = isKept ? `in ${secretsFileOf(work.environment.name)}` : "at the Worker; none is kept here";
    return {
      isDone: missing.length === 0,
      says: missing.length === 0 ? `all are there, ${where}` : `missing: ${missing.join(", ")}`,
    };
  },

  async carryOut(work) {
    const { environment, surroundings } = work;
    const missing = missingOf(work);
    await makeSecrets(environment.name, surroundings.root, missing, surroundings.now());
    return `made ${missing.join(", ")}, in ${secretsFileOf(environment.name)}`;
  },
};

function missingOf({ environment, found, surroundings }: Work): readonly string[] {
  const kept = readSecrets(environment.name, surroundings.root);
  const there = new Set([...Object.keys(kept), ...secretsOf(found.deployed)]);
  return environment.secrets.filter((name) => !there.has(name));
}

/** Folders under `.wrangler/` that belong to one process: two runs never share one, and a run that was ended leaves none. */
import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

const PLACE = ".wrangler";

/** @param {number} pid */
function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === "EPERM";
  }
}

/**
 * Makes an empty folder, and removes those that processes which have ended left behind.
 *
 * @param {"build" | "deploy" | "fuzz" | "mutants" | "release" | "site" | "test"} kind
 * @param {string} [root] the checkout
 * @returns {string}
 */
export function ownFolder(kind, root = ".") {
  const place = join(root, PLACE);
  for (const name of existsSync(place) ? readdirSync(place) : []) {
    const [, pid] = new RegExp(`^${kind}-(\\d+)$`).exec(name) ?? [];
    if (pid !== undefined && (Number(pid) === process.pid || !isRunning(Number(pid))))
      rmSync(join(place, name), { recursive: true, force: true });
  }
  const folder = join(place, `${kind}-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  return folder;
}

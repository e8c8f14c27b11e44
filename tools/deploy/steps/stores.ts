/** The KV namespaces: those that the Worker has, or those of the titles that they are to have, or new ones. */
import * as z from "zod";
import { ToolError } from "../../cli/tool-error.mjs";
import type { DeployStep, Work } from "../step.ts";

const Namespaces = z.array(z.looseObject({ id: z.string(), title: z.string() }));

export const stores: DeployStep = {
  name: "stores",
  does: "makes the KV namespaces for merchants, rules and card programmes that are not there yet",
  plan: ({ stores }) => [
    "runs npx wrangler kv namespace list",
    ...stores.map(({ title }) => `runs npx wrangler kv namespace create ${title}, unless it is there`),
  ],
  undo: ({ stores }) =>
    `npx wrangler kv namespace delete --namespace-id ID, for each of ${stores.map(({ title }) => title).join(", ")}. That deletes all merchants, and nothing brings them back`,

  async look(work) {
    const found = await storesOf(work);
    work.found.stores = found;
    const missing = missingOf(work);
    return {
      isDone: missing.length === 0,
      says: missing.length === 0 ? `all ${work.environment.stores.length} are there` : `missing: ${missing.join(", ")}`,
    };
  },

  async carryOut(work) {
    const wrangler = wranglerOf(work);
    const missing = missingOf(work);
    await Promise.all(missing.map((title) => wrangler.run(["kv", "namespace", "create", title])));
    work.found.stores = await storesOf(work);
    const still = missingOf(work);
    if (still.length > 0)
      throw new ToolError(`The platform does not list ${still.join(", ")} yet: run this again in a minute.`);
    return `made ${missing.join(", ")}`;
  },
};

const missingOf = ({ environment, found }: Work) =>
  environment.stores.filter(({ binding }) => found.stores?.[binding] === undefined).map(({ title }) => title);

const wranglerOf = ({ wrangler, found }: Work) => wrangler.within(found.account?.id ?? "");

async function storesOf(work: Work): Promise<Record<string, string>> {
  const { deployed } = work.found;
  const listed = Namespaces.parse(await wranglerOf(work).read(["kv", "namespace", "list"]));
  return Object.fromEntries(
    work.environment.stores.flatMap(({ binding, title }) => {
      const bound = deployed?.bindings.find((one) => one.type === "kv_namespace" && one.name === binding)?.namespace_id;
      const id = bound ?? listed.find((one) => one.title === title)?.id;
      return id === undefined ? [] : [[binding, id]];
    }),
  );
}

/** The service's own https origin, `ISSUER`: the `iss` of every quote, so it is chosen once. */
import { ToolError } from "../../cli/tool-error.mjs";
import { readConfigFile } from "../config-file.ts";
import { variableOf } from "../deployed.ts";
import type { DeployStep, Work } from "../step.ts";

const HOST = /^(?=.{4,253}$)(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z]{2,63}$/;

export const address: DeployStep = {
  name: "address",
  does: "settles the service's own https origin, which every quote names as its issuer",
  plan: (environment, { host }) => [
    host === undefined
      ? `takes --host; else what an earlier deploy had; else it asks. Say --host pay.example.com, or --host ${environment.worker}.SUBDOMAIN.workers.dev`
      : `ISSUER=${originOf(host, environment.worker)}`,
    "a name of your own becomes a custom domain of the Worker: its zone must be in the same account. Record and certificate are made by the platform",
  ],
  undo: () =>
    "deploy again with another --host. Quotes that were signed before have the old issuer: merchants' servers refuse them unless they take both",

  async look(work) {
    const issuer = await issuerOf(work);
    const before = work.found.deployed == null ? undefined : variableOf(work.found.deployed, "ISSUER");
    work.found.issuer = issuer;
    const isOther = before !== undefined && before !== issuer;
    return {
      isDone: true,
      says: isOther ? `${issuer}; it was ${before}, and merchants' servers that expect that refuse new quotes` : issuer,
    };
  },

  carryOut: async () => "",
};

async function issuerOf({ wishes, found, environment, surroundings }: Work): Promise<string> {
  if (wishes.host !== undefined) return originOf(wishes.host, environment.worker);
  const kept = readConfigFile(environment.name, surroundings.root).issuer;
  const deployed = found.deployed == null ? undefined : variableOf(found.deployed, "ISSUER");
  const written = (environment.config["vars"] as Record<string, unknown>)["ISSUER"];
  const known = deployed ?? kept ?? (typeof written === "string" ? written : undefined);
  if (known !== undefined) return known;
  const typed = await surroundings.ask(
    `The service's host, such as pay.example.com or ${environment.worker}.SUBDOMAIN.workers.dev:`,
  );
  if (typed === null)
    throw new ToolError(
      `Where the service will be is not known yet: say it with --host, such as --host pay.example.com or --host ${environment.worker}.SUBDOMAIN.workers.dev.`,
    );
  return originOf(typed, environment.worker);
}

/** @throws ToolError where that is no host that the Worker can have */
function originOf(host: string, worker: string): string {
  if (!HOST.test(host))
    throw new ToolError("--host must be a host name alone, in lower case, such as pay.example.com.");
  if (host.endsWith(".workers.dev") && !new RegExp(`^${worker}\\.[a-z\\d-]+\\.workers\\.dev$`).test(host))
    throw new ToolError(
      `A host at workers.dev must be ${worker}.SUBDOMAIN.workers.dev, with the account's own subdomain: the dashboard shows it under Workers & Pages.`,
    );
  return `https://${host}`;
}

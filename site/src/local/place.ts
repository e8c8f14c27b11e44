/** Where `npm start` runs its sandbox of the gateway. A deployment has none. */

const LOCAL_HOSTS: ReadonlySet<string> = new Set(["localhost", "127.0.0.1"]);

/**
 * The sandbox's origin: it has the port behind the service's.
 *
 * @param page the address of a page of the service
 * @returns null: the page is a deployment's
 */
export const sandboxOf = ({ hostname, port }: Pick<URL, "hostname" | "port">): string | null =>
  LOCAL_HOSTS.has(hostname) ? `http://${hostname}:${Number(port) + 1}` : null;

/** The same, where the page's policy lets it be asked: `npm start` writes it for the name `localhost`, as `tools/local/local.mjs` serves. */
export const askableSandbox = (page: Pick<URL, "hostname" | "port">): string | null =>
  page.hostname === "localhost" ? sandboxOf(page) : null;

/** What the builder begins with: the demo merchant where `npm start` serves it, a deployment's own address elsewhere. */
import { type Choices, LOCAL_CHOICES } from "../builder/choices.ts";

const LOCAL_HOSTS: ReadonlySet<string> = new Set(["localhost", "127.0.0.1"]);

/** A deployment's page knows no merchant, no gateway and no public key: these are to be replaced. */
const ELSEWHERE = {
  merchant: "mch_shop",
  gateway: "https://sandbox.fluidpay.com",
  publicKey: "pub_your_public_key",
} as const;

/**
 * @param page the address of the builder's page, whose origin is the service's
 * @param version the element's exact version
 */
export function startingChoices(
  { origin, hostname, port }: Pick<URL, "origin" | "hostname" | "port">,
  version: string,
): Choices {
  // The sandbox of `npm start` has the port behind the service's.
  const own = LOCAL_HOSTS.has(hostname) ? { gateway: `http://${hostname}:${Number(port) + 1}` } : ELSEWHERE;
  return { ...LOCAL_CHOICES, ...own, service: origin, version };
}

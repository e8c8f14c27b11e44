/** What the builder begins with: the demo merchant where `npm start` serves it, a deployment's own address elsewhere. */
import { type Choices, LOCAL_CHOICES } from "../builder/choices.ts";
import { sandboxOf } from "../local/place.ts";

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
  const sandbox = sandboxOf({ hostname, port });
  const own = sandbox === null ? ELSEWHERE : { gateway: sandbox };
  return { ...LOCAL_CHOICES, ...own, service: origin, version };
}

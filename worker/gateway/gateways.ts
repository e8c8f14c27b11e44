/**
 * The gateways that a merchant may name. The list is compiled in: no address that a merchant or a request gives ever
 * reaches `fetch`, so the secret key cannot be sent anywhere else. All are white labels of one platform and speak the
 * same protocol. A brand without a live entry has no live host that is publicly known.
 */

export interface Gateway {
  /** The brand's name, for people. */
  readonly brand: string;
  /** Where it listens: scheme and host, no path. */
  readonly origin: string;
  /** `live` moves money; `test` is the brand's sandbox. */
  readonly mode: "test" | "live";
  /**
   * Whether a token survives a lookup, so that it can still be charged. `verified`: tried against this gateway.
   * `no`: a lookup uses the token up, so a live merchant on it is refused. `unknown`: nobody has tried yet.
   */
  readonly tokenReuse: "verified" | "unknown" | "no";
}

const NAMED = {
  koipay_sandbox: { brand: "KoiPay", origin: "https://sandbox.koipay.io", mode: "test", tokenReuse: "unknown" },
  fluidpay_sandbox: { brand: "FluidPay", origin: "https://sandbox.fluidpay.com", mode: "test", tokenReuse: "unknown" },
  fluidpay_live: { brand: "FluidPay", origin: "https://app.fluidpay.com", mode: "live", tokenReuse: "unknown" },
  sparrow_sandbox: {
    brand: "Sparrow",
    origin: "https://sandbox.gosparrowone.com",
    mode: "test",
    tokenReuse: "unknown",
  },
  transnational_sandbox: {
    brand: "TransNational Pi",
    origin: "https://sandbox.gotnpgateway.com",
    mode: "test",
    tokenReuse: "unknown",
  },
  transnational_live: {
    brand: "TransNational Pi",
    origin: "https://app.gotnpgateway.com",
    mode: "live",
    tokenReuse: "unknown",
  },
  basys_sandbox: {
    brand: "Basys iQ Pro",
    origin: "https://sandbox.basysiqpro.com",
    mode: "test",
    tokenReuse: "unknown",
  },
  basys_live: { brand: "Basys iQ Pro", origin: "https://app.basysiqpro.com", mode: "live", tokenReuse: "unknown" },
  bluedog_sandbox: {
    brand: "Blue Dog",
    origin: "https://sandbox.bluedogpayments.com",
    mode: "test",
    tokenReuse: "unknown",
  },
  bluedog_live: { brand: "Blue Dog", origin: "https://app.bluedogpayments.com", mode: "live", tokenReuse: "unknown" },
  convenupay_sandbox: {
    brand: "ConvenuPay",
    origin: "https://sandbox.convenupay.com",
    mode: "test",
    tokenReuse: "unknown",
  },
} as const satisfies Record<string, Gateway>;

/** The stand-in that `npm start` runs. In no build but the development one. */
const LOCAL = __DEVELOPMENT__
  ? { local_sandbox: { brand: "Local sandbox", origin: "http://localhost:8788", mode: "test", tokenReuse: "verified" } }
  : {};

export type GatewayName = keyof typeof NAMED | "local_sandbox";

const GATEWAYS: ReadonlyMap<string, Gateway> = new Map(
  Object.entries({ ...NAMED, ...(LOCAL as Record<string, Gateway>) }),
);

/** Every name that this build knows, for schemas and error messages. */
export const GATEWAY_NAMES = [...GATEWAYS.keys()] as [GatewayName, ...GatewayName[]];

/**
 * The gateway of that name.
 *
 * @param sandboxOrigin where the local stand-in listens instead of its usual port; read in a development build alone
 * @throws RangeError when this build has no gateway of that name
 */
export function findGateway(name: string, sandboxOrigin?: string): Gateway {
  const gateway = GATEWAYS.get(name);
  if (gateway === undefined) throw new RangeError(`No such gateway here. Known: ${GATEWAY_NAMES.join(", ")}.`);
  if (__DEVELOPMENT__ && name === "local_sandbox" && sandboxOrigin !== undefined)
    return { ...gateway, origin: sandboxOrigin };
  return gateway;
}

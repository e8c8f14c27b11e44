/**
 * The gateways that a merchant may name. The list is compiled in: no address that a merchant or a request gives ever
 * reaches `fetch`, so the secret key cannot be sent anywhere else. All are white labels of one platform and speak the
 * same protocol. A brand without a live entry has no live host that is publicly known.
 */
import recorded from "./token-reuse.json" with { type: "json" };

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
   * Tried on a brand's sandbox by `npm run doctor`, which keeps what it found in token-reuse.json; it holds for the
   * brand's live gateway too.
   */
  readonly tokenReuse: TokenReuse;
}

const TOKEN_REUSES = ["verified", "unknown", "no"] as const;
export type TokenReuse = (typeof TOKEN_REUSES)[number];

const NAMED = {
  koipay_sandbox: { brand: "KoiPay", origin: "https://sandbox.koipay.io", mode: "test" },
  fluidpay_sandbox: { brand: "FluidPay", origin: "https://sandbox.fluidpay.com", mode: "test" },
  fluidpay_live: { brand: "FluidPay", origin: "https://app.fluidpay.com", mode: "live" },
  sparrow_sandbox: {
    brand: "Sparrow",
    origin: "https://sandbox.gosparrowone.com",
    mode: "test",
  },
  transnational_sandbox: {
    brand: "TransNational Pi",
    origin: "https://sandbox.gotnpgateway.com",
    mode: "test",
  },
  transnational_live: {
    brand: "TransNational Pi",
    origin: "https://app.gotnpgateway.com",
    mode: "live",
  },
  basys_sandbox: {
    brand: "Basys iQ Pro",
    origin: "https://sandbox.basysiqpro.com",
    mode: "test",
  },
  basys_live: { brand: "Basys iQ Pro", origin: "https://app.basysiqpro.com", mode: "live" },
  bluedog_sandbox: {
    brand: "Blue Dog",
    origin: "https://sandbox.bluedogpayments.com",
    mode: "test",
  },
  bluedog_live: { brand: "Blue Dog", origin: "https://app.bluedogpayments.com", mode: "live" },
  convenupay_sandbox: {
    brand: "ConvenuPay",
    origin: "https://sandbox.convenupay.com",
    mode: "test",
  },
} as const satisfies Record<string, Omit<Gateway, "tokenReuse">>;

/** The stand-in that `npm start` runs. In no build but the development one. */
const LOCAL = __DEVELOPMENT__
  ? { local_sandbox: { brand: "Local sandbox", origin: "http://localhost:8788", mode: "test", tokenReuse: "verified" } }
  : {};

export type GatewayName = keyof typeof NAMED | "local_sandbox";

const FOUND: Readonly<Record<string, { tokenReuse: string } | undefined>> = recorded;

/** Every gateway that this build knows, by name. */
export const COMPILED_GATEWAYS: ReadonlyMap<string, Gateway> = new Map(
  Object.entries<Omit<Gateway, "tokenReuse">>(NAMED)
    .map(([name, gateway]): [string, Gateway] => [name, { ...gateway, tokenReuse: reuseOf(gateway.brand) }])
    .concat(Object.entries(LOCAL as Record<string, Gateway>)),
);

function reuseOf(brand: string): TokenReuse {
  return TOKEN_REUSES.find((reuse) => reuse === FOUND[brand]?.tokenReuse) ?? "unknown";
}

/** Every name that this build knows, for schemas and error messages. */
export const GATEWAY_NAMES = [...COMPILED_GATEWAYS.keys()] as [GatewayName, ...GatewayName[]];

/** What a deployment says of gateways beside the compiled list. */
export interface GatewayDeployment {
  /** Where the local stand-in listens; null: on its usual port. Read in a development build alone. */
  readonly sandboxOrigin: string | null;
}

/** The gateway of that name, or null when there is none here. */
export function findGateway(name: string, { sandboxOrigin }: GatewayDeployment): Gateway | null {
  const gateway = COMPILED_GATEWAYS.get(name);
  if (gateway === undefined) return null;
  if (__DEVELOPMENT__ && name === "local_sandbox" && sandboxOrigin !== null)
    return { ...gateway, origin: sandboxOrigin };
  return gateway;
}

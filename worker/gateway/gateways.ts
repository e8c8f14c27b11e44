/**
 * The gateways that a merchant may name: those compiled in, and the operator's own (`GATEWAYS`, checked in
 * `settings/`). No address that a merchant or a request gives ever reaches `fetch`, so the secret key cannot be sent
 * anywhere else. All are white labels of one platform and speak the same protocol. A compiled brand without a live
 * entry has no live host that is publicly known.
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
   * Tried on a brand's sandbox by `npm run doctor`, and true of the brand's live gateway too. Kept in token-reuse.json
   * for the compiled brands, in `GATEWAYS` for the operator's own.
   */
  readonly tokenReuse: TokenReuse;
}

export const TOKEN_REUSES = ["verified", "unknown", "no"] as const;
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

/** The form of every name. */
export const GATEWAY_NAME = /^[a-z][0-9a-z_]{2,39}$/;

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

/** What a deployment says of gateways beside the compiled list. */
export interface GatewayDeployment {
  /** The operator's own, by name. None has a compiled name. */
  readonly own: ReadonlyMap<string, Gateway>;
  /** Where the local stand-in listens; null: on its usual port. Read in a development build alone. */
  readonly sandboxOrigin: string | null;
}

/** The gateway of that name, or null when there is none here. */
export function findGateway(name: string, { own, sandboxOrigin }: GatewayDeployment): Gateway | null {
  const gateway = COMPILED_GATEWAYS.get(name) ?? own.get(name) ?? null;
  if (__DEVELOPMENT__ && gateway !== null && name === "local_sandbox" && sandboxOrigin !== null)
    return { ...gateway, origin: sandboxOrigin };
  return gateway;
}

/** Every name that a merchant of this deployment may have, for messages. */
export const gatewayNames = ({ own }: GatewayDeployment): readonly string[] => [
  ...COMPILED_GATEWAYS.keys(),
  ...own.keys(),
];

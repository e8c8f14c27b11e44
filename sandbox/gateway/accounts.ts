/** Merchant accounts of the sandbox and the keys that reach them. Every key here is public knowledge. */

export interface Account {
  readonly merchantId: string;
  readonly name: string;
  /** Marks the account in the Tokenizer's frame: visible to every shopper. */
  readonly publicKey: string;
  readonly secretKeys: readonly SecretKey[];
  /** A surcharge the gateway adds by itself, in thousandths of a percent (3500 = 3.500 %). */
  readonly ownSurcharge: number;
}

export interface SecretKey {
  readonly key: string;
  /** `ip`, `url`: works from one address, or for one site, only. `partner`: belongs to a partner, not to a merchant. */
  readonly restriction?: "ip" | "url" | "partner";
  /** With `ip` the one address, with `url` the one origin. */
  readonly boundTo?: string;
}

export const ACCOUNTS: readonly Account[] = [
  {
    merchantId: "d1hvstnsvrvefsmaknt0",
    name: "Sandbox Demo",
    publicKey: "pub_sandbox_demo",
    secretKeys: [
      { key: "api_sandbox_demo" },
      { key: "api_sandbox_rotated" },
      { key: "api_sandbox_ip_bound", restriction: "ip", boundTo: "203.0.113.7" },
      { key: "api_sandbox_url_bound", restriction: "url", boundTo: "https://shop.example" },
      { key: "api_sandbox_partner", restriction: "partner" },
    ],
    ownSurcharge: 0,
  },
  {
    merchantId: "d1hvstnsvrvefsmaknu1",
    name: "Second Merchant",
    publicKey: "pub_sandbox_second",
    secretKeys: [{ key: "api_sandbox_second" }],
    ownSurcharge: 0,
  },
  {
    merchantId: "d1hvstnsvrvefsmaknv2",
    name: "Merchant With Its Own Surcharge",
    publicKey: "pub_sandbox_surcharge",
    secretKeys: [{ key: "api_sandbox_surcharge" }],
    ownSurcharge: 3500,
  },
];

/** The account whose page a public key opens, or null. */
export function accountByPublicKey(key: string): Account | null {
  return ACCOUNTS.find((account) => account.publicKey === key) ?? null;
}

/** The account and key that a secret key names, or null. */
export function accountBySecretKey(key: string): { account: Account; secretKey: SecretKey } | null {
  for (const account of ACCOUNTS) {
    const secretKey = account.secretKeys.find((candidate) => candidate.key === key);
    if (secretKey !== undefined) return { account, secretKey };
  }
  return null;
}

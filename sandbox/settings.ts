/** How the gateway behaves where its documents are silent, switchable while it runs. */

export const TOKEN_USES = ["reusable", "single_use", "lookup_consumes"] as const;
export const ENVELOPES = ["bare", "wrapped"] as const;
export const FAILURE_WORDS = ["failed", "error"] as const;
export const REJECTED_TOKEN_STATUSES = [400, 404, 422, 500] as const;

export interface Settings {
  /** `single_use`: a charge uses a token up. `lookup_consumes`: so does the first BIN lookup. */
  readonly tokenUse: (typeof TOKEN_USES)[number];
  /** The BIN lookup's answer: bare as the page prints it, or `{status, msg, data}` as the SDKs read it. */
  readonly envelope: (typeof ENVELOPES)[number];
  readonly tokenSeconds: number;
  /** The `status` member of a refusal: `failed` as documented, or `error`, which SDKs have seen. */
  readonly failureWord: (typeof FAILURE_WORDS)[number];
  /** Refusals come as 200, with nothing but their `status` member to tell them. */
  readonly failAs200: boolean;
  /** What the BIN lookup answers for an unknown, expired or used token. */
  readonly rejectedTokenStatus: (typeof REJECTED_TOKEN_STATUSES)[number];
  /** A surcharge the gateway adds by itself on the demo account, in thousandths of a percent (3000 = 3.000 %); 0: none. */
  readonly ownSurcharge: number;
  /** Whether the Tokenizer's page also says when a valid card number stops being one. */
  readonly announceInvalidCard: boolean;
}

export const DEFAULT_SETTINGS: Settings = {
  tokenUse: "reusable",
  envelope: "bare",
  tokenSeconds: 120,
  failureWord: "failed",
  failAs200: false,
  rejectedTokenStatus: 400,
  ownSurcharge: 0,
  announceInvalidCard: true,
};

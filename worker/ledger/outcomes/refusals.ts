/** Why a report is not taken, and what whoever sent it is told. */

/** `invalid_request`: it can never be taken as it is. `conflict`: it does not go with what was reported before. */
export const REFUSALS = {
  nothing: {
    code: "invalid_request",
    detail:
      "baseAmount, surchargeAmount and surchargeTaxAmount must not all be 0: nothing was captured or refunded then.",
  },
  above_quote: {
    code: "invalid_request",
    detail: "baseAmount, surchargeAmount and surchargeTaxAmount must each be at most the quote's own.",
  },
  not_its_rate: {
    code: "invalid_request",
    detail:
      "The quote was asked without a base amount: surchargeAmount must be 0 or what the quote's rate comes to on baseAmount, or on all base captured so far, rounded down; surchargeTaxAmount 0 or the tax on it, rounded half up.",
  },
  captured_above_quote: {
    code: "conflict",
    detail:
      "With what was reported as captured before, this is more than the quote's own baseAmount, surchargeAmount or surchargeTaxAmount.",
  },
  refund_before_capture: {
    code: "conflict",
    detail: "Nothing was reported as captured of this sale yet. Report the capture first, then send this again.",
  },
  refunded_above_captured: {
    code: "conflict",
    detail:
      "With what was reported as refunded before, this is more than was reported as captured. If there was another capture, report it first, then send this again.",
  },
  is_voided: {
    code: "conflict",
    detail: "This quote was reported as voided: nothing can follow. A new charge has a quote of its own.",
  },
  void_after_refund: {
    code: "conflict",
    detail: "A sale of which something was refunded cannot be voided. Report the rest as refunded.",
  },
  void_differs: {
    code: "conflict",
    detail:
      "A void undoes all that was captured: leave the amounts out, or send exactly what was reported as captured.",
  },
  other_quote: {
    code: "conflict",
    detail: "This sale was reported by another of its quotes. Report it by the quote that it was charged by.",
  },
  other_content: {
    code: "conflict",
    detail:
      "This id was sent before with another content. Send each event under an id of its own, and the same again under the same.",
  },
} as const satisfies Readonly<Record<string, { code: "invalid_request" | "conflict"; detail: string }>>;
export type Refusal = keyof typeof REFUSALS;

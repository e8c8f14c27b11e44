/** The control surface in words. */
import { FAULTS } from "../faults/fault-list.ts";
import { ENVELOPES, FAILURE_WORDS, REJECTED_TOKEN_STATUSES, TOKEN_USES } from "../settings.ts";

interface Control {
  readonly call: string;
  readonly body: string;
  readonly about: string;
}

const LOOKUP = "/api/lookup/bin/protected";

export const CONTROLS: readonly Control[] = [
  {
    call: "POST /sandbox/tokens",
    body: '{"number": "4012000077777777", "exp"?, "cvv"?, "key"?}',
    about:
      'Mints a token without a browser, for the demo account or the one of a public key: {"token", "expiresAt"}. ' +
      'For a bank account send {"ach": {"routing_number", "account_number"}}. DELETE forgets all tokens.',
  },
  {
    call: "PUT /sandbox/faults",
    body: `{"path": "${LOOKUP}", "fault": "503", "times"?: 1}`,
    about:
      `Spoils answers by path, by "card" (leading digits), by "key", or by all that is given; without "times" until it ` +
      `is deleted. Faults: ${FAULTS.join(", ")}. GET lists, DELETE clears.`,
  },
  {
    call: "GET /sandbox/calls",
    body: "",
    about: "Counts upstream calls by path since the last DELETE.",
  },
  {
    call: "GET /sandbox/callers",
    body: "",
    about: "How those calls named themselves (User-Agent), by path. DELETE /sandbox/calls forgets them too.",
  },
  {
    call: "PUT /sandbox/settings",
    body: '{"tokenUse": "single_use", "envelope": "wrapped"}',
    about:
      `tokenUse: ${TOKEN_USES.join(", ")}. envelope: ${ENVELOPES.join(", ")}. tokenSeconds: 120. failureWord: ` +
      `${FAILURE_WORDS.join(", ")}. failAs200: refusals as HTTP 200. rejectedTokenStatus: ` +
      `${REJECTED_TOKEN_STATUSES.join(", ")}. ownSurcharge: true, or thousandths of a percent the demo account adds by ` +
      "itself. announceInvalidCard: whether the Tokenizer says when a valid number stops being one. DELETE resets.",
  },
  { call: "GET /sandbox/transactions", body: "", about: "All charges and refunds, oldest first. DELETE forgets them." },
  {
    call: "PUT /sandbox/keysecure",
    body: '{"allowlist": ["203.0.113.9"], "tokenLifetimeMs"?, "clockSkewMs"?, "nextCodes"?: [1009, 1001]}',
    about:
      "KeySecure's side: who may call, how long tokens live, how far its clock is off, and codes for the next calls. GET " +
      "shows, DELETE resets. Api-Keys: ks_sandbox_demo; ks_sandbox_not_enabled, ks_sandbox_expired, " +
      "ks_sandbox_credit_mode and ks_sandbox_no_pci are refused with 1010 to 1013. PUT /sandbox/faults spoils its paths too.",
  },
];

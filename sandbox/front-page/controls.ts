/** The control surface in words. */
import { FAULTS } from "../control/fault-list.ts";
import { ENVELOPES, REJECTED_TOKEN_STATUSES, TOKEN_USES } from "../control/settings.ts";

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
    call: "PUT /sandbox/settings",
    body: '{"tokenUse": "single_use", "envelope": "wrapped"}',
    about:
      `tokenUse: ${TOKEN_USES.join(", ")}. envelope: ${ENVELOPES.join(", ")}. tokenSeconds: 120. rejectedTokenStatus: ` +
      `${REJECTED_TOKEN_STATUSES.join(", ")}. ownSurcharge: true, or thousandths of a percent the demo account adds by ` +
      "itself. announceInvalidCard: whether the Tokenizer says when a valid number stops being one. DELETE resets.",
  },
  { call: "GET /sandbox/transactions", body: "", about: "All charges and refunds, oldest first. DELETE forgets them." },
  {
    call: "PUT /sandbox/keysecure",
    body: '{"nextCodes": [1009]}',
    about: "KeySecure's side. GET shows what it takes.",
  },
];

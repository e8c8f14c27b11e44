/**
 * `quotes.json`: keys, quotes, facts and the verdict on each; and the hashes of subjects. Uses none of our own code, so that
 * a mistake in the verifier cannot hide in its vectors.
 */
import { ODD_KEYS, PLAIN_KEYS, REVOKED_KEYS } from "./parts/keys.ts";
import { CARD, CUSTOMER, jwks, MERCHANT, TOKEN } from "./parts/sale.ts";
import { subjectHash } from "./parts/subject-hash.ts";
import { accepted } from "./quotes/accepted.ts";
import { inconsistent } from "./quotes/inconsistent.ts";
import { malformed } from "./quotes/malformed.ts";
import { notChecked } from "./quotes/not-checked.ts";
import { otherSale } from "./quotes/other-sale.ts";
import { signed } from "./quotes/signed.ts";

const SUBJECTS = [
  ["token", MERCHANT, TOKEN],
  ["token", "mch_other", TOKEN],
  ["customer", MERCHANT, CUSTOMER, CARD],
  ["customer", MERCHANT, "Zoë-42", "card-1"],
] as const;

export default () => ({
  jwks: { keys: [...jwks.keys, ...[...PLAIN_KEYS, ...ODD_KEYS, ...REVOKED_KEYS].flatMap(({ entries }) => entries)] },
  subjects: SUBJECTS.map(([kind, ...parts]) => ({ kind, parts, hash: subjectHash(kind, ...parts) })),
  cases: [...accepted(), ...malformed(), ...signed(), ...otherSale(), ...inconsistent(), ...notChecked()],
});

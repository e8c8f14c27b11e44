/**
 * The card BINs on which the sandbox's merchant may issue cards: invented, the same on every start, in the words of
 * the upstream's answer. Nothing here is a real issuer's, and none of the gateway's test cards is inside, but for the
 * two house cards below.
 */

export interface SupportedBin {
  readonly card_bin_no: string;
  readonly card_bin: string;
  readonly organization: string;
  readonly support_physical: boolean;
  readonly support_virtual: boolean;
  readonly currencies: readonly string[];
  /** Strings of a unit that the upstream does not state. */
  readonly balance_limit: {
    readonly limit_balance: string;
    readonly limit_week_balance: string;
    readonly limit_atm_day_balance: string;
    readonly limit_atm_month_balance: string;
  };
}

/** A family of products of one network: its BINs start with `prefix`, six digits long. */
interface Family {
  readonly organization: string;
  readonly prefix: string;
  readonly count: number;
}

const FAMILIES: readonly Family[] = [
  { organization: "VISA", prefix: "48", count: 110 },
  { organization: "MASTERCARD", prefix: "53", count: 90 },
  { organization: "UNIONPAY", prefix: "62", count: 40 },
  { organization: "DISCOVER", prefix: "65", count: 20 },
];

const CURRENCIES: readonly (readonly string[])[] = [
  ["USD"],
  ["USD", "EUR"],
  ["HKD", "USD"],
  ["GBP"],
  ["USD", "SGD", "JPY"],
];

/** Six-digit BINs of the sandbox's house cards: a test card that starts so is recognised as the merchant's own. */
export const HOUSE_CARD_BIN = "484001";
/** An eight-digit product inside {@link HOUSE_CARD_BIN}. */
export const LONG_HOUSE_CARD_BIN = "48400112";
/** An eight-digit product whose first six digits are no product: six digits alone make a card possibly ours. */
export const POSSIBLE_HOUSE_CARD_BIN = "48599937";

/** Every fourth six-digit product also has an eight-digit one inside it; every ninth stands alone with eight digits. */
const INSIDE_EVERY = 4;
const ALONE_EVERY = 9;
/** Steps through the four free digits of a family without meeting one twice: prime to 10,000. */
const STEP = 7919;

function product(bin: string, index: number, organization: string): SupportedBin {
  const balance = 1_000 + (index % 20) * 500;
  return {
    card_bin_no: `CB${String(20_240_000 + index)}`,
    card_bin: bin,
    organization,
    support_physical: index % 3 !== 1,
    support_virtual: index % 3 !== 2,
    currencies: CURRENCIES[index % CURRENCIES.length] ?? ["USD"],
    balance_limit: {
      limit_balance: `${balance}.00`,
      limit_week_balance: `${balance * 2}.00`,
      limit_atm_day_balance: index % 3 === 1 ? "0" : `${balance / 5}.00`,
      limit_atm_month_balance: index % 3 === 1 ? "0" : `${balance}.00`,
    },
  };
}

function binsOf({ prefix, count }: Family): string[] {
  return Array.from({ length: count }, (_, index) => {
    const six = prefix + String((STEP * (index + 1)) % 10_000).padStart(4, "0");
    if (index % ALONE_EVERY === ALONE_EVERY - 1) return [`${six}${String(10 + (index % 90))}`];
    return index % INSIDE_EVERY === 0 ? [six, `${six}${String(10 + (index % 90))}`] : [six];
  }).flat();
}

/** The catalogue of the development programme, in the order in which the upstream lists it. */
export function demoCatalogue(): readonly SupportedBin[] {
  const house = [HOUSE_CARD_BIN, LONG_HOUSE_CARD_BIN, POSSIBLE_HOUSE_CARD_BIN].map((bin) => ({
    bin,
    organization: "VISA",
  }));
  const families = FAMILIES.flatMap((family) =>
    binsOf(family).map((bin) => ({ bin, organization: family.organization })),
  );
  return [...house, ...families].map(({ bin, organization }, index) => product(bin, index + 1, organization));
}

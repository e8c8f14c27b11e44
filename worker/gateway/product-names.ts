/**
 * Names of products, and kinds of them, that are never a credit card which any shop takes. A table, read by words.ts:
 * names stand without blanks and accents, and count as whole words.
 *
 * Facts from Visa's product and account funding lists (developer.visa.com, "Request & Response Codes"), Mastercard's
 * product lists (developer.mastercard.com, "Card Type Codes" and BIN Lookup; docs.stripe.com, "Card product codes";
 * documentation.ixopay.com, "BIN Lookup"), Discover's and American Express's (docs.bepaid.by, "Card codes"), and the
 * columns of binlist/data.
 */
import type { CardName } from "./brand-names.ts";

const debit: CardName = { funding: "debit" };
const prepaid: CardName = { funding: "prepaid" };
const oneShop: CardName = { brand: "other" };
const credit: CardName = {};

/** A table of names, all of one meaning, from rows of text. */
const rows = (name: CardName, texts: readonly string[]): Readonly<Record<string, CardName>> =>
  Object.fromEntries(texts.flatMap((text) => text.split(" ")).map((word) => [word, name]));

/** "Deferred debit" is debit, and so is "deferred" alone: in doubt, the cardholder's account pays. */
const DEBIT = rows(debit, [
  "debit check cheque checkcard chequecard checking chequing savings sharedraft dda demanddeposit",
  "depositaccount currentaccount moneymarket brokerage offset ach atm cashcard pinless pinonly deferred salary",
  "financialinclusion",
  // German, Turkish, Spanish, Swedish.
  "girokonto giro bankomat bankomatkarte eckarte eccard lastschrift bankakarti nomina bankkort",
]);

/** Cards of health and spending accounts hold money paid in before, and so do those for wages, benefits and gifts. */
const PREPAID = rows(prepaid, [
  "prepaid prepay prepago prepagado prepagata prepaye reloadable nonreloadable reload storedvalue generalspend gpr",
  "gift gifts giftcard giftcards egift voucher vouchers openloop anonymous buxx teen youth moneycard topup forex",
  "travelmoney travelcash cashpassport travelerscheque travelerscheck",
  "payroll paycard wage wages stipend allowance incentive incentives consumerpromotion rewardfunding rewardsonly",
  "ebt snap wic tanf benefits flexbenefit governmentbenefit disbursement disbursements disaster emergencyassistance",
  "humanitarian directexpress unemployment childsupport",
  "health healthcare hsa fsa hra flexiblespending flexspending dependentcare commuter transit",
  // In other languages.
  "regalo cadeau geschenk geschenkkarte presentkort gavekort monedero",
  "mealcard foodcard vale alimentacao refeicao pedagio ricaricabile recargable recarregavel guthaben",
  // Trade names.
  "greendot netspend bluebird rushcard readylink postepay paysafecard alelo sodexo edenred ticketrestaurant",
]);

/** Words of credit products' names too ("Cash Back"), so they count only where nothing else is said. */
const ORDINARY_PREPAID = rows({ ...prepaid, ordinary: true }, ["cash rebate serve vanilla"]);

const ONE_SHOP = {
  ...rows(oneShop, [
    "privatelabel plcc proprietary closedloop store storecard storecards housecard houseaccount inhouse whitelabel",
    "merchantbranded merchantcard singlemerchant retailcard retailercard gascard fuelcard petrolcard",
  ]),
  ...rows({ ...oneShop, ordinary: true }, ["prop"]),
};

/** Credit products whose names have a word of the tables above. */
const CREDIT = rows(credit, ["savingssecured savingsbank"]);

export const PRODUCT_NAMES: Readonly<Record<string, CardName>> = {
  ...DEBIT,
  ...PREPAID,
  ...ORDINARY_PREPAID,
  ...ONE_SHOP,
  ...CREDIT,
};

/** Count also within a word, for they are in no other: "DEBITCARD", "VISACHECKCARD", "debetowa", "prepagada", "借记卡". */
export const RUN_TOGETHER: Readonly<Record<string, CardName>> = {
  ...rows(debit, ["debit debet checkcard chequecard mastermoney maestro дебет 借记 储蓄"]),
  ...rows(prepaid, ["prepai prepay prepag giftcard travelmoney предоплач 预付"]),
  ...rows(oneShop, ["privatelabel"]),
};

/**
 * Decimal digits of the currencies of ISO 4217 (list one), from the standard and not from a formatter: `Intl` follows
 * usage (it gives 0 for IQD's 3, for one), and a wrong digit is a wrong price. Codes without a minor unit (gold, SDR,
 * testing) are left out: nobody is charged in them.
 */
import { UNCOMMON_DIGITS } from "./uncommon-digits.ts";

const CODES_BY_DIGITS: Readonly<Record<0 | 2 | 3 | 4, string>> = {
  ...UNCOMMON_DIGITS,
  2: [
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW",
    "CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF",
    "IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK",
    "MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP",
    "SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER",
    "ZAR ZMW ZWG",
  ].join(" "),
};

const DIGITS: ReadonlyMap<string, number> = new Map(
  Object.entries(CODES_BY_DIGITS).flatMap(([digits, codes]) =>
    codes.split(" ").map((code): [string, number] => [code, Number(digits)]),
  ),
);

/** Decimal digits of an ISO 4217 currency (upper case): 0, 2, 3 or 4; null for a code that is not money in use. */
export function currencyDigits(currency: string): number | null {
  return DIGITS.get(currency) ?? null;
}

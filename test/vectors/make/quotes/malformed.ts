/** What is no quote at all: `malformed`, whatever else is wrong. */
import { createHmac } from "node:crypto";
import { type Case, refuse } from "../parts/cases.ts";
import { current } from "../parts/keys.ts";
import { CLAIMS, TAXED } from "../parts/sale.ts";
import { encode, HEADER, sign } from "../parts/sign.ts";

const BASE64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** The same 64 bytes: the last character of a signature has four bits that say nothing. */
const respell = (quote: string): string => `${quote.slice(0, -1)}${BASE64URL[BASE64URL.indexOf(quote.slice(-1)) + 1]}`;

function hmacQuote(): string {
  const input = encode({ ...HEADER, alg: "HS256" }, CLAIMS);
  return `${input}.${createHmac("sha256", JSON.stringify(current.jwk)).update(input).digest("base64url")}`;
}

export function malformed(): Case[] {
  const good = sign(CLAIMS);
  const [head = "", body = "", signature = ""] = good.split(".");
  const notAQuote: [name: string, quote: unknown][] = [
    ["an empty text", ""],
    ["a number", 12],
    ["null", null],
    ["two parts", `${head}.${body}`],
    ["four parts", `${good}.${signature}`],
    ["a blank at the end", `${good} `],
    ["a line break at the end", `${good}\n`],
    ["an unsigned quote", `${encode({ ...HEADER, alg: "none" }, CLAIMS)}.`],
    ["an HS256 signature is too short for a quote", hmacQuote()],
    ["another spelling of the same signature", respell(good)],
    ["a header that is no JSON", `AAAA.${body}.${signature}`],
    ["a header that is a list", `${Buffer.from("[1]").toString("base64url")}.${body}.${signature}`],
    ["longer than any quote", `${head}.${"A".repeat(9000)}.${signature}`],
    ["a payload that is no JSON", sign("surcharge")],
    ["a payload that is a list", sign("[1]")],
    ["a claim is missing", sign({ ...CLAIMS, jti: undefined })],
    ["an amount is a text", sign({ ...CLAIMS, baseAmount: "12500" })],
    ["an amount is negative", sign({ ...CLAIMS, baseAmount: -1 })],
    ["an amount is no whole number", sign({ ...CLAIMS, baseAmount: 12_500.5 })],
    ["a rate above one hundred percent", sign({ ...CLAIMS, rateBps: 10_001 })],
    ["a tax rate above fifty percent", sign({ ...TAXED, surchargeTaxRate: 50_001 })],
    ["a tax rate that is no whole number", sign({ ...TAXED, surchargeTaxRate: 8_875.5 })],
    ["no tax rate", sign({ ...CLAIMS, surchargeTaxRate: undefined })],
    ["no amount of tax", sign({ ...CLAIMS, surchargeTaxAmount: undefined })],
    ["no sale", sign({ ...CLAIMS, sale: undefined })],
    ["a sale that is no UUID", sign({ ...CLAIMS, sale: "A-1001" })],
    ["a sale in capitals", sign({ ...CLAIMS, sale: CLAIMS.sale.toUpperCase() })],
    ["a sale without hyphens", sign({ ...CLAIMS, sale: CLAIMS.sale.replaceAll("-", "") })],
    ["a sale and a line break", sign({ ...CLAIMS, sale: `${CLAIMS.sale}\n` })],
    ["an outcome that is none", sign({ ...CLAIMS, outcome: "maybe" })],
  ];
  return notAQuote.map(([name, quote]) => refuse(`malformed: ${name}`, quote, {}, ["malformed"]));
}

/**
 * Verifies a surcharge quote on a Node server: Node 20 or later and the package `@card-surcharge/element`.
 *
 *     const verdict = await verifyQuote(quote, { jwks: "https://surcharge.example.com/.well-known/jwks.json", ...facts });
 *     if (verdict.valid) await charge(verdict.claims.totalAmount);
 *
 * `facts` is what your server knows by itself, never what the page says: merchant, env, subject, baseAmount, currency,
 * country, and state, shipTo, orderRef and surchargeTaxRate where the sale has them. See docs/integrate-server.md.
 *
 * Run by itself it reads one sale as JSON, {"quote", "facts", "jwks", "now"?}, and prints the verdict.
 */
import { json } from "node:stream/consumers";
import { verifyQuote } from "@card-surcharge/element/verify";

const { quote, facts, jwks, now = Date.now() / 1000 } = await json(process.stdin);
const verdict = await verifyQuote(quote, { ...facts, jwks, now: now * 1000 });
console.log(JSON.stringify(verdict));

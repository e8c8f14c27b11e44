/** How the sandbox stands at this moment, with the buttons that change it. */
import { html } from "hono/html";
import type { FaultRule } from "../faults/fault-list.ts";
import type { Transaction } from "../gateway/charges/transaction-types.ts";
import { ACTIONS, ACTIONS_ID } from "./actions.ts";

const SHOWN_TRANSACTIONS = 20;

export interface Now {
  readonly faults: readonly FaultRule[];
  readonly tokens: number;
  readonly calls: Readonly<Record<string, number>>;
  readonly transactions: readonly Transaction[];
}

/** The rule in words; of a card it shows the leading digits alone. */
function faultInWords({ fault, path, card, key, times }: FaultRule) {
  const about = [path, card && `card ${card.slice(0, 6)}…`, key && `key ${key}`].filter((part) => part !== undefined);
  return html`<li><code>${fault}</code> for ${about.join(", ")}${times === undefined ? "" : `, ${times} more`}</li>`;
}

const money = (cents: number, currency: string) =>
  new Intl.NumberFormat("en-US", { style: "currency", currency }).format(cents / 100);

function transactionRow({
  type,
  response,
  amount,
  surcharge,
  tax_amount,
  currency,
  response_body,
  created_at,
}: Transaction) {
  const card = response_body.card;
  const paidWith = card === undefined ? "bank account" : `${card["card_type"]} ···· ${card["last_four"]}`;
  return html`<tr>
    <th scope="row">${money(amount, currency)}<small>${type}, ${response}</small></th>
    <td>
      ${surcharge > 0 ? `surcharge ${money(surcharge, currency)}` : "no surcharge"}${
        tax_amount > 0 ? `, tax ${money(tax_amount, currency)}` : ""
      }
      <small>${paidWith}, ${created_at.slice(11, 19)} UTC</small>
    </td>
  </tr>`;
}

export function now({ faults, tokens, calls, transactions }: Now) {
  const asked = Object.values(calls).reduce((sum, count) => sum + count, 0);
  const latest = transactions.toReversed().slice(0, SHOWN_TRANSACTIONS);
  return html`<section id="${ACTIONS_ID}">
    <h2>Now</h2>
    <ul>
      ${faults.length === 0 ? html`<li>The gateway answers normally.</li>` : faults.map(faultInWords)}
      <li>Upstream calls: ${asked}. Tokens alive: ${tokens}. Transactions: ${transactions.length}.</li>
    </ul>
    <div class="buttons">
      ${ACTIONS.map(
        ({ name, label }) => html`<form method="post" action="/actions/${name}"><button>${label}</button></form>`,
      )}
    </div>
    ${
      latest.length === 0
        ? html`<p>No transactions yet.</p>`
        : html`<h3>Latest transactions</h3><table><tbody>${latest.map(transactionRow)}</tbody></table>`
    }
  </section>`;
}

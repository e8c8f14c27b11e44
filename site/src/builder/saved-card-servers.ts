/**
 * The server's half for a saved card: the answer that its page shows, and what to do once that comes back. Keys stay in the
 * environment.
 */
import type { Choices } from "./choices.ts";
import { js, php, python, ruby } from "./escape.ts";
import type { CodeFile } from "./page.ts";
import { nodeShipTo, phpShipTo, pythonShipTo, rubyShipTo } from "./ship-to.ts";

/** How a language writes the facts of a sale. */
interface Language {
  readonly text: (value: string) => string;
  readonly shipTo: (choices: Choices) => string;
  readonly line: (name: string, value: string) => string;
}

/** The facts that the choices tell, by the names of the service, a line each; a fact that is not there is left out. */
function factsIn({ text, shipTo, line }: Language, choices: Choices): string {
  const { baseAmount, currency, country, state, shipToCountry, taxRate } = choices;
  const facts: readonly (readonly [name: string, value: string | null])[] = [
    ["baseAmount", String(baseAmount)],
    ["currency", text(currency)],
    ["country", text(country)],
    ["state", state === "" ? null : text(state)],
    ["shipTo", shipToCountry === "" ? null : shipTo(choices)],
    ["surchargeTaxRate", taxRate === null ? null : String(taxRate)],
  ];
  return facts.flatMap(([name, value]) => (value === null ? [] : line(name, value))).join("\n");
}

/** The language of the answer's texts, in the request alone; empty: the merchant's. */
const inLanguage = ({ locale }: Choices, write: (locale: string) => string): string =>
  locale === "" ? "" : `, ${write(locale)}`;

const NODE: Language = { text: js, shipTo: nodeShipTo, line: (name, value) => `  ${name}: ${value},` };
const PHP: Language = { text: php, shipTo: phpShipTo, line: (name, value) => `        ${php(name)} => ${value},` };
const PYTHON: Language = { text: python, shipTo: pythonShipTo, line: (name, value) => `        "${name}": ${value},` };
const RUBY: Language = { text: ruby, shipTo: rubyShipTo, line: (name, value) => `    ${name}: ${value},` };

export function nodeSavedCard(choices: Choices): CodeFile {
  const { merchant, mode, service } = choices;
  const code = `import { chargePlan } from "@card-surcharge/element/verify";

const service = { origin: ${js(service)}, serverKey: process.env.SERVER_KEY };

// Yours reads the order: what it costs without a surcharge, in minor units, and where it goes.
const saleOf = (order) => ({
${factsIn(NODE, choices)}
  orderRef: order,
});

/** For GET /saved-card: the body, as JSON. \`card\` is { customerId, paymentMethodId } at the gateway. */
export async function savedCard(order, card) {
  const response = await fetch(\`\${service.origin}/v1/server/lookup\`, {
    method: "POST",
    headers: { Authorization: \`Bearer \${service.serverKey}\`, "Content-Type": "application/json" },
    body: JSON.stringify({ ...saleOf(order), ...card${inLanguage(choices, (locale) => `locale: ${js(locale)}`)} }),
  });
  return (await response.json()).answer;
}

/** For POST /pay: what to do, by the quote that the page sent. The guide for servers says what each plan means. */
export const planFor = (order, card, quote) =>
  chargePlan({ quote, facts: { merchant: ${js(merchant)}, env: ${js(mode)}, subject: card, ...saleOf(order) }, service });
`;
  return { name: "saved-card.mjs", code };
}

export function phpSavedCard(choices: Choices): CodeFile {
  const { merchant, mode, service } = choices;
  const code = `<?php

// Beside recipes/php as card-surcharge.
declare(strict_types=1);

require __DIR__ . '/card-surcharge/autoload.php';

const SERVICE = ${php(service)};

// Yours reads the order: what it costs without a surcharge, in minor units, and where it goes.
function saleOf(string $order): array
{
    return [
${factsIn(PHP, choices)}
        'orderRef' => $order,
    ];
}

// For GET /saved-card: the body, as JSON. $card has customerId and paymentMethodId at the gateway.
function savedCard(string $order, array $card): array
{
    $reply = file_get_contents(SERVICE . '/v1/server/lookup', false, stream_context_create(['http' => [
        'method' => 'POST',
        'header' => ['Authorization: Bearer ' . getenv('SERVER_KEY'), 'Content-Type: application/json'],
        'content' => json_encode([...saleOf($order), ...$card${inLanguage(choices, (locale) => `'locale' => ${php(locale)}`)}], JSON_THROW_ON_ERROR),
        'timeout' => 5,
    ]]));
    return json_decode((string) $reply, true, 512, JSON_THROW_ON_ERROR)['answer'];
}

// For POST /pay: what to do, by the quote that the page sent. $keys is a file that only your server can write.
function planFor(string $order, array $card, mixed $quote, string $keys): object
{
    $facts = ['merchant' => ${php(merchant)}, 'env' => ${php(mode)}, 'subject' => $card, ...saleOf($order)];
    return CardSurcharge\\chargePlan($quote, $facts, new CardSurcharge\\Service(SERVICE, (string) getenv('SERVER_KEY'), $keys));
}
`;
  return { name: "saved-card.php", code };
}

export function pythonSavedCard(choices: Choices): CodeFile {
  const { merchant, mode, service } = choices;
  const code = `# With the package card_surcharge of recipes/python.
import json
import os
import urllib.request

from card_surcharge import Service, charge_plan

ORIGIN = ${python(service)}
KEY = os.environ["SERVER_KEY"]
# One for the life of the process: it keeps the service's keys.
SERVICE = Service(ORIGIN, KEY)


# Yours reads the order: what it costs without a surcharge, in minor units, and where it goes.
def sale_of(order):
    return {
${factsIn(PYTHON, choices)}
        "orderRef": order,
    }


# For GET /saved-card: the body, as JSON. card has customerId and paymentMethodId at the gateway.
def saved_card(order, card):
    request = urllib.request.Request(
        ORIGIN + "/v1/server/lookup",
        data=json.dumps({**sale_of(order), **card${inLanguage(choices, (locale) => `"locale": ${python(locale)}`)}}).encode(),
        headers={"Authorization": "Bearer " + KEY, "Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=5) as response:
        return json.load(response)["answer"]


# For POST /pay: what to do, by the quote that the page sent. The guide for servers says what each plan means.
def plan_for(order, card, quote):
    facts = {"merchant": ${python(merchant)}, "env": ${python(mode)}, "subject": card, **sale_of(order)}
    return charge_plan(quote, facts, SERVICE)
`;
  return { name: "saved_card.py", code };
}

export function rubySavedCard(choices: Choices): CodeFile {
  const { merchant, mode, service } = choices;
  const code = `# frozen_string_literal: true

# With the gem card_surcharge of recipes/ruby.
require "card_surcharge"
require "json"
require "net/http"

ORIGIN = ${ruby(service)}
KEY = ENV.fetch("SERVER_KEY")
# One for the life of the process: it keeps the service's keys.
SERVICE = CardSurcharge::Service.new(ORIGIN, KEY)

# Yours reads the order: what it costs without a surcharge, in minor units, and where it goes.
def sale_of(order)
  {
${factsIn(RUBY, choices)}
    orderRef: order
  }
end

# For GET /saved-card: the body, as JSON. card has customerId and paymentMethodId at the gateway.
def saved_card(order, card)
  headers = { "Authorization" => "Bearer #{KEY}", "Content-Type" => "application/json" }
  reply = Net::HTTP.post(URI("#{ORIGIN}/v1/server/lookup"), JSON.generate(sale_of(order).merge(card${inLanguage(choices, (locale) => `locale: ${ruby(locale)}`)})), headers)
  JSON.parse(reply.body).fetch("answer")
end

# For POST /pay: what to do, by the quote that the page sent. The guide for servers says what each plan means.
def plan_for(order, card, quote)
  facts = { merchant: ${ruby(merchant)}, env: ${ruby(mode)}, subject: card, **sale_of(order) }
  CardSurcharge.charge_plan(quote, facts, SERVICE)
end
`;
  return { name: "saved_card.rb", code };
}

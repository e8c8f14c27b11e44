/**
 * The server's half, by the kit of `recipes/`: what an order costs, whose quotes are believed, and one call for each press on
 * Pay. Keys stay in the environment.
 */
import type { Choices } from "./choices.ts";
import { js, php, python, ruby } from "./escape.ts";
import type { CodeFile } from "./page.ts";
import { nodeShipTo, phpShipTo, pythonShipTo, rubyShipTo } from "./ship-to.ts";

const orNull = (value: string | number | null, write: (text: string) => string, none: string): string =>
  value === null || value === "" ? none : typeof value === "number" ? String(value) : write(value);

export function nodeServer(choices: Choices): CodeFile {
  const { merchant, mode, service, gateway, baseAmount, currency, country, state, taxRate } = choices;
  const code = `// Beside checkout.mjs and orders.mjs of recipes/node, with the package card-surcharge.
import { createCheckout } from "./checkout.mjs";
import { memoryOrders } from "./orders.mjs";

// Yours reads the cart: what the order costs without a surcharge, in minor units, and where it goes.
export const orders = memoryOrders(() => ({
  baseAmount: ${baseAmount},
  currency: ${js(currency)},
  country: ${js(country)},
  state: ${orNull(state, js, "null")},
  shipTo: ${nodeShipTo(choices)},
  surchargeTaxRate: ${orNull(taxRate, js, "null")},
}));

/** For POST /pay: await pay(form.get("order"), { token: form.get("token"), quote: form.get("quote") }) is the response. */
export const pay = createCheckout({
  merchant: ${js(merchant)},
  env: ${js(mode)},
  service: { origin: ${js(service)}, serverKey: process.env.SERVER_KEY },
  gateway: { origin: ${js(gateway)}, secretKey: process.env.GATEWAY_KEY },
  orders,
});
`;
  return { name: "pay.mjs", code };
}

export function phpServer(choices: Choices): CodeFile {
  const { merchant, mode, service, gateway, baseAmount, currency, country, state, taxRate } = choices;
  const code = `<?php

// Beside recipes/php as card-surcharge, and Checkout.php and Orders.php of its examples.
declare(strict_types=1);

require __DIR__ . '/card-surcharge/autoload.php';
require __DIR__ . '/Orders.php';
require __DIR__ . '/Checkout.php';

// Where only your server can write: orders of the sample, and the service's keys.
$folder = (string) getenv('ORDERS');

// Yours reads the cart: what the order costs without a surcharge, in minor units, and where it goes.
$orders = new Orders($folder, [
    'baseAmount' => ${baseAmount},
    'currency' => ${php(currency)},
    'country' => ${php(country)},
    'state' => ${orNull(state, php, "null")},
    'shipTo' => ${phpShipTo(choices)},
    'surchargeTaxRate' => ${orNull(taxRate, php, "null")},
]);

// For POST /pay: $checkout->pay($_POST['order'], $_POST['token'], $_POST['quote'] ?? null) gives status, html and location.
$checkout = new Checkout(
    ${php(merchant)},
    ${php(mode)},
    new CardSurcharge\\Service(${php(service)}, (string) getenv('SERVER_KEY'), "$folder/keys.json"),
    ${php(gateway)},
    (string) getenv('GATEWAY_KEY'),
    $orders,
);
`;
  return { name: "pay.php", code };
}

export function pythonServer(choices: Choices): CodeFile {
  const { merchant, mode, service, gateway, baseAmount, currency, country, state, taxRate } = choices;
  const code = `# Beside checkout.py and orders.py of recipes/python/examples, with the package card_surcharge of recipes/python.
import os

from card_surcharge import Service
from checkout import Checkout, Gateway
from orders import Order, Orders


# Yours reads the cart: what the order costs without a surcharge, in minor units, and where it goes.
def price(order_id):
    return Order(
        order_id,
        base_amount=${baseAmount},
        currency=${python(currency)},
        country=${python(country)},
        state=${orNull(state, python, "None")},
        ship_to=${pythonShipTo(choices)},
        surcharge_tax_rate=${orNull(taxRate, python, "None")},
    )


# For POST /pay: checkout.pay(form["order"], form["token"], form.get("quote", "")) gives status, html and location.
checkout = Checkout(
    ${python(merchant)},
    ${python(mode)},
    Service(${python(service)}, os.environ["SERVER_KEY"]),
    Gateway(${python(gateway)}, os.environ["GATEWAY_KEY"]),
    Orders(price),
)
`;
  return { name: "pay.py", code };
}

export function rubyServer(choices: Choices): CodeFile {
  const { merchant, mode, service, gateway, baseAmount, currency, country, state, taxRate } = choices;
  const code = `# frozen_string_literal: true

# Beside checkout.rb and orders.rb of recipes/ruby/examples, with the gem card_surcharge of recipes/ruby.
require_relative "checkout"
require_relative "orders"

# Yours reads the cart: what the order costs without a surcharge, in minor units, and where it goes.
ORDERS = Orders.new do
  {
    base_amount: ${baseAmount},
    currency: ${ruby(currency)},
    country: ${ruby(country)},
    state: ${orNull(state, ruby, "nil")},
    ship_to: ${rubyShipTo(choices)},
    surcharge_tax_rate: ${orNull(taxRate, ruby, "nil")}
  }
end

# For POST /pay: CHECKOUT.pay(params["order"], params["token"], params["quote"]) gives status, headers and body.
CHECKOUT = Checkout.new(
  merchant: ${ruby(merchant)},
  env: ${ruby(mode)},
  service: CardSurcharge::Service.new(${ruby(service)}, ENV.fetch("SERVER_KEY")),
  gateway: PaymentGateway.new(${ruby(gateway)}, ENV.fetch("GATEWAY_KEY")),
  orders: ORDERS
)
`;
  return { name: "pay.rb", code };
}

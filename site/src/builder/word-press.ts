/**
 * A small plugin for WordPress: the shortcode `[card_surcharge]` in any block of a page. Where WooCommerce is there, amount,
 * currency and place are those of its cart.
 */
import { UNCOMMON_DIGITS } from "../../../contract/uncommon-digits.ts";
import type { Choices } from "./choices.ts";
import { addressesOf } from "./element-tag.ts";
import { attribute, php } from "./escape.ts";
import { type CodeFile, formOf } from "./page.ts";
import { pageScript } from "./page-script.ts";
import { styleSheet } from "./style.ts";

/** The currencies without two decimals, as PHP: minor units are the currency's, whatever the shop shows. */
const DIGITS = Object.entries(UNCOMMON_DIGITS)
  .map(([digits, codes]) => `        ${digits} => ${php(codes)},`)
  .join("\n");

/** What the cart says in place of the choices. */
const CART = `/** Decimals of a currency by ISO 4217: not those that the shop shows. */
function card_surcharge_digits(string $currency): int
{
    $uncommon = [
${DIGITS}
    ];
    foreach ($uncommon as $digits => $currencies) {
        if (in_array($currency, explode(' ', $currencies), true)) {
            return $digits;
        }
    }
    return 2;
}

/** The attributes that the cart tells, where there is one; null: the tag has none of this name. */
function card_surcharge_cart(): array
{
    if (!function_exists('WC') || WC()->cart === null) {
        return [];
    }
    [$cart, $customer] = [WC()->cart, WC()->customer];
    $currency = get_woocommerce_currency();
    $digits = card_surcharge_digits($currency);
    $shipped = $customer !== null && $cart->needs_shipping();
    return [
        'base-amount' => (string) (int) round((float) $cart->get_total('edit') * 10 ** $digits),
        'currency' => $currency,
        'data-digits' => (string) $digits,
        // Empty: not chosen yet, and nothing is asked.
        'country' => $customer === null ? '' : $customer->get_billing_country(),
        'state' => $customer === null ? '' : $customer->get_billing_state(),
        'ship-to-country' => $shipped ? $customer->get_shipping_country() : null,
        'ship-to-state' => $shipped ? $customer->get_shipping_state() : null,
    ];
}
`;

export function wordPressPlugin(choices: Choices): readonly CodeFile[] {
  const { classic, tokenizer } = addressesOf(choices);
  const withForm = choices.card === "tokenizer";
  const integrity = choices.classicHash === "" ? "" : `${attribute("integrity", choices.classicHash)} `;
  const plugin = `<?php

/**
 * Plugin Name: Card surcharge
 * Description: [card_surcharge] shows the checkout with its card form and what a card costs.
 * Requires at least: 6.3
 * Requires PHP: 8.1
 */

declare(strict_types=1);

defined('ABSPATH') || exit;

${CART}
add_shortcode('card_surcharge', static function (): string {
    $defer = ['strategy' => 'defer', 'in_footer' => true];
    wp_enqueue_style('card-surcharge', plugins_url('checkout.css', __FILE__));
${withForm ? `    wp_enqueue_script('card-surcharge-form', ${php(tokenizer)}, [], null, $defer);\n` : ""}    wp_enqueue_script('card-surcharge', ${php(classic)}, [], null, $defer);
    $needed = ${withForm ? "['card-surcharge', 'card-surcharge-form']" : "['card-surcharge']"};
    wp_enqueue_script('card-surcharge-page', plugins_url('checkout.js', __FILE__), $needed, null, $defer);
    $html = (string) file_get_contents(__DIR__ . '/checkout-form.html');
    $tag = new WP_HTML_Tag_Processor($html);
    $tag->next_tag('card-surcharge');
    foreach (card_surcharge_cart() as $name => $value) {
        if ($value === null) {
            $tag->remove_attribute($name);
        } else {
            $tag->set_attribute($name, $value);
        }
    }
    return $tag->get_updated_html();
});

// The browser holds the script to its hash.
add_filter('script_loader_tag', static function (string $tag, string $handle): string {
    return $handle === 'card-surcharge' ? str_replace(' src=', ${php(` ${integrity}crossorigin src=`)}, $tag) : $tag;
}, 10, 2);
`;
  return [
    { name: "card-surcharge/card-surcharge.php", code: plugin },
    { name: "card-surcharge/checkout-form.html", code: formOf(choices, "cart") },
    { name: "card-surcharge/checkout.css", code: styleSheet(choices) },
    { name: "card-surcharge/checkout.js", code: pageScript(choices, "cart") },
  ];
}

/**
 * A small plugin for WordPress: the shortcode `[card_surcharge]` in any block of a page. Where WooCommerce is there, amount,
 * currency and place are those of its cart.
 */
import type { Choices } from "./choices.ts";
import { addressesOf } from "./element-tag.ts";
import { attribute, indent, php } from "./escape.ts";
import { type CodeFile, formOf } from "./page.ts";
import { pageScript } from "./page-script.ts";
import { styleSheet } from "./style.ts";

/** What the cart says in place of the choices. Each is escaped where it is printed. */
const CART = `// What the cart says, where there is one; minor units of a currency with two decimals or as many as the shop shows.
function card_surcharge_cart(): array
{
    if (!function_exists('WC') || WC()->cart === null) {
        return [];
    }
    $customer = WC()->customer;
    return array_filter([
        'base-amount' => (string) (int) round((float) WC()->cart->get_total('edit') * 10 ** wc_get_price_decimals()),
        'currency' => get_woocommerce_currency(),
        'country' => $customer === null ? '' : $customer->get_billing_country(),
        'state' => $customer === null ? '' : $customer->get_billing_state(),
    ]);
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
    foreach (card_surcharge_cart() as $name => $value) {
        $html = (string) preg_replace_callback(
            '/(?<=\\s)' . $name . '="[^"]*"/',
            static fn (): string => $name . '="' . esc_attr($value) . '"',
            $html,
        );
    }
    return $html;
});

// The browser holds the script to its hash.
add_filter('script_loader_tag', static function (string $tag, string $handle): string {
    return $handle === 'card-surcharge' ? str_replace(' src=', ${php(` ${integrity}crossorigin src=`)}, $tag) : $tag;
}, 10, 2);
`;
  return [
    { name: "card-surcharge/card-surcharge.php", code: plugin },
    { name: "card-surcharge/checkout-form.html", code: indent(formOf(choices), "") },
    { name: "card-surcharge/checkout.css", code: styleSheet(choices) },
    { name: "card-surcharge/checkout.js", code: pageScript(choices) },
  ];
}

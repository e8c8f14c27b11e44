/** Runs the printed plugin for WordPress: as much of WordPress and WooCommerce as it calls, which prints what is given to it. */
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { CodeFile } from "../../../site/src/builder/page.ts";

/** Where the stand-in says that the plugin's own files are. */
export const PLUGINS = "https://shop.example";

const WORLD = `<?php
define('ABSPATH', '/');
$GLOBALS['calls'] = ['scripts' => []];
function add_shortcode($name, $make) { $GLOBALS['calls'][$name] = $make; }
function add_filter($name, $make, $priority, $count) { $GLOBALS['calls'][$name] = $make; }
function plugins_url($file, $plugin) { return 'https://shop.example/' . basename(dirname($plugin)) . '/' . $file; }
function wp_enqueue_style($handle, $source) { $GLOBALS['calls']['style'] = $source; }
function wp_enqueue_script($handle, $source, $needs, $version, $how) {
    $GLOBALS['calls']['scripts'][$handle] = [$source, $needs, $how['strategy']];
}
function esc_attr($text) { return htmlspecialchars($text, ENT_QUOTES); }
/** Attributes as WordPress sets them: in place of what is there, else behind the name. */
class WP_HTML_Tag_Processor {
    private $set = [];
    private $html;
    function __construct($html) { $this->html = $html; }
    function next_tag($name) { return strpos($this->html, "<$name ") !== false; }
    function set_attribute($name, $value) { $this->set[$name] = $value; }
    function remove_attribute($name) { $this->set[$name] = null; }
    function get_updated_html() {
        preg_match('/<card-surcharge ([^>]*)>/', $this->html, $found);
        $attributes = $found[1];
        foreach ($this->set as $name => $value) {
            $attributes = preg_replace('/(?<=^|\\s)' . $name . '="[^"]*"/', '', $attributes);
            if ($value !== null) $attributes .= ' ' . $name . '="' . htmlspecialchars($value, ENT_QUOTES) . '"';
        }
        return str_replace($found[0], "<card-surcharge $attributes>", $this->html);
    }
}
if (getenv('CART')) {
    $GLOBALS['cart'] = json_decode(getenv('CART'), true);
    class Cart {
        function get_total($context) { return $GLOBALS['cart']['total']; }
        function needs_shipping() { return $GLOBALS['cart']['ship'] !== null; }
    }
    class Customer {
        function get_billing_country() { return $GLOBALS['cart']['bill'][0]; }
        function get_billing_state() { return $GLOBALS['cart']['bill'][1]; }
        function get_shipping_country() { return $GLOBALS['cart']['ship'][0]; }
        function get_shipping_state() { return $GLOBALS['cart']['ship'][1]; }
    }
    class Shop { public $cart; public $customer; function __construct() { $this->cart = new Cart(); $this->customer = new Customer(); } }
    function WC() { return new Shop(); }
    function get_woocommerce_currency() { return $GLOBALS['cart']['currency']; }
}
require $argv[1];
$html = $GLOBALS['calls']['card_surcharge']();
$tags = [];
foreach ($GLOBALS['calls']['scripts'] as $handle => [$source]) {
    $tags[$handle] = $GLOBALS['calls']['script_loader_tag']('<script src="' . $source . '" defer></script>', $handle);
}
echo json_encode(['html' => $html, 'tags' => $tags, 'scripts' => $GLOBALS['calls']['scripts'], 'style' => $GLOBALS['calls']['style']]);`;

export interface Cart {
  /** As WooCommerce tells it: in major units, with the decimals that the shop shows. */
  readonly total: string;
  readonly currency: string;
  readonly bill: readonly [country: string, state: string];
  /** Null: there is nothing to ship. */
  readonly ship: readonly [country: string, state: string] | null;
}

interface Shown {
  /** What the shortcode shows. */
  readonly html: string;
  readonly style: string;
  /** By handle: address, handles that come first, strategy. */
  readonly scripts: Readonly<Record<string, readonly [source: string, needs: readonly string[], strategy: string]>>;
  /** By handle, as they leave the plugin's filter, in the order in which they were asked for. */
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * @param program PHP
 * @param folder where the plugin's files are written
 * @param cart null: WooCommerce is not there
 */
export function runPlugin(
  program: string,
  folder: string,
  files: readonly CodeFile[],
  cart: Cart | null = null,
): Shown {
  const write = (name: string, text: string) => {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return path;
  };
  const [plugin = ""] = files.map(({ name, code }) => write(name, code));
  const { stdout, stderr } = spawnSync(program, [write("world.php", WORLD), plugin], {
    encoding: "utf8",
    env: { ...process.env, CART: cart === null ? "" : JSON.stringify(cart) },
  });
  if (stderr !== "") throw new Error(stderr);
  return JSON.parse(stdout) as Shown;
}

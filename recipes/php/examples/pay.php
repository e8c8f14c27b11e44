<?php

/**
 * The checkout as a small server: POST /pay with `order`, `token` and `quote`, as a form sends them, and GET /orders/ID with
 * the receipt. Every order costs 125.00 USD here and goes to Illinois.
 *
 *     SERVICE_ORIGIN=http://localhost:8787 SERVER_KEY=sk_sandbox_demo MERCHANT=mch_demo MERCHANT_ENV=test \
 *       GATEWAY_ORIGIN=http://localhost:8788 GATEWAY_KEY=api_sandbox_demo php -S 127.0.0.1:9000 examples/pay.php
 */

declare(strict_types=1);

require __DIR__ . '/../autoload.php';
require __DIR__ . '/Orders.php';
require __DIR__ . '/Checkout.php';

const ORDER_ID = '[A-Za-z0-9-]{1,64}';

// A shopper who leaves while the bank is asked must not end what writes down its answer.
ignore_user_abort(true);

$setting = static fn (string $name): string => (string) getenv($name);
$folder = $setting('ORDERS') ?: sys_get_temp_dir() . '/card-surcharge-orders';
$taxRate = $setting('SURCHARGE_TAX_RATE');
$orders = new Orders($folder, [
    'baseAmount' => 12_500,
    'currency' => 'USD',
    'country' => 'US',
    'state' => 'IL',
    'shipTo' => null,
    'surchargeTaxRate' => $taxRate === '' ? null : (int) $taxRate,
]);
$checkout = new Checkout(
    $setting('MERCHANT'),
    $setting('MERCHANT_ENV'),
    new CardSurcharge\Service($setting('SERVICE_ORIGIN'), $setting('SERVER_KEY'), "$folder/keys.json"),
    $setting('GATEWAY_ORIGIN'),
    $setting('GATEWAY_KEY'),
    $orders,
);
$path = (string) parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);

if ($_SERVER['REQUEST_METHOD'] === 'POST' && $path === '/pay') {
    // `token[]=` brings a list.
    $sent = static fn (string $name): string => is_string($_POST[$name] ?? null) ? $_POST[$name] : '';
    $isWhole = preg_match('/^' . ORDER_ID . '$/D', $sent('order')) === 1 && $sent('token') !== '';
    $answer = $isWhole
        ? $checkout->pay($sent('order'), $sent('token'), $_POST['quote'] ?? null)
        : ['status' => 400, 'html' => '<p>order and token are needed</p>'];
    header('Content-Type: text/html; charset=utf-8');
    header('Cache-Control: no-store');
    if (isset($answer['location'])) {
        header("Location: {$answer['location']}");
    }
    http_response_code($answer['status']);
    echo $answer['html'];
    return;
}

$id = preg_match('#^/orders/(' . ORDER_ID . ')$#D', $path, $parts) === 1 ? $parts[1] : null;
$paid = $id === null ? null : $orders->find($id)['paid'];
$shown = array_flip(['baseAmount', 'surchargeAmount', 'surchargeTaxAmount', 'totalAmount', 'currency', 'transaction']);
header('Content-Type: application/json');
http_response_code($paid === null ? 404 : 200);
echo json_encode($paid === null ? ['problem' => 'not_paid'] : ['order' => $id, ...array_intersect_key($paid, $shown)]);

<?php

/** Money and rates as English writes them, from whole numbers, without a float and without PHP's intl extension. */

declare(strict_types=1);

namespace CardSurcharge\Charging;

final class Figures
{
    /** The symbols that English has by CLDR; any other currency is written by its code. */
    private const SYMBOLS = [
        'AUD' => 'A$', 'BRL' => 'R$', 'CAD' => 'CA$', 'CNY' => 'CN¥', 'EUR' => '€', 'GBP' => '£', 'HKD' => 'HK$',
        'ILS' => '₪', 'INR' => '₹', 'JPY' => '¥', 'KRW' => '₩', 'MXN' => 'MX$', 'NZD' => 'NZ$', 'PHP' => '₱',
        'TWD' => 'NT$', 'USD' => '$', 'VND' => '₫', 'XCD' => 'EC$',
    ];

    /** `$1,234.50`, or `CHF 1,234.50` with a blank that does not break. */
    public static function money(int $amount, string $currency, int $digits): string
    {
        $written = str_pad((string) $amount, $digits + 1, '0', STR_PAD_LEFT);
        $whole = (string) preg_replace('/\B(?=(\d{3})+$)/', ',', substr($written, 0, strlen($written) - $digits));
        $rest = $digits === 0 ? '' : '.' . substr($written, -$digits);
        return (self::SYMBOLS[$currency] ?? "$currency\u{A0}") . $whole . $rest;
    }

    /** A rate in basis points, without zeros at its end: 300 is `3%`, 275 is `2.75%`. */
    public static function rate(int $rateBps): string
    {
        $rest = rtrim(sprintf('%02d', $rateBps % 100), '0');
        return intdiv($rateBps, 100) . ($rest === '' ? '' : ".$rest") . '%';
    }
}

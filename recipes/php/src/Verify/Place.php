<?php

/**
 * A place in the one form that rules and quotes use: `US-IL`, `il` and `Illinois` are `IL`; `PR` as a country is the state
 * `PR` of `US`. The steps stand in Tables.
 */

declare(strict_types=1);

namespace CardSurcharge\Verify;

use CardSurcharge\Tables;

final class Place
{
    /**
     * @param string|null $state of the United States and Canada alone; null if none was given
     * @param array{country: string, state: string|null} $given as it was given
     */
    private function __construct(
        public readonly string $country,
        public readonly ?string $state,
        public readonly array $given,
    ) {
    }

    /** `['country' => ..., 'state' => ...]`, or null where there is no country. */
    public static function read(mixed $from): ?self
    {
        $country = Text::read($from, 'country');
        if ($country === null) {
            return null;
        }
        $given = ['country' => $country, 'state' => Text::read($from, 'state')];
        $country = self::code($country);
        if (in_array($country, Tables::TERRITORIES, true)) {
            return new self('US', $country, $given);
        }
        return new self($country, self::state($country, $given['state'] ?? ''), $given);
    }

    /** A name that is not known is kept as it is written, so that it matches no quote. */
    private static function state(string $country, string $name): ?string
    {
        $codes = Tables::STATES[$country] ?? null;
        if ($codes === null) {
            return null;
        }
        $name = self::code($name);
        while (str_starts_with($name, "$country-")) {
            $name = Text::trim(substr($name, strlen("$country-")));
        }
        return $name === '' ? null : $codes[strtr($name, Tables::FOLDS)] ?? $name;
    }

    /** A country's or a currency's code as it is compared: without the blanks around it, a to z as capitals. */
    public static function code(string $text): string
    {
        return strtr(Text::trim($text), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ');
    }
}

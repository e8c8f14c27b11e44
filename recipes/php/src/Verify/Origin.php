<?php

/** Origins (RFC 6454) as a quote's issuer is written: scheme and host in lower case, no port where it is the scheme's own. */

declare(strict_types=1);

namespace CardSurcharge\Verify;

use CardSurcharge\Tables;

final class Origin
{
    private const DEFAULT_PORTS = ['https' => 443, 'http' => 80];
    private const LOOPBACK = '~\A(?:(?:[^:/]+\.)?localhost|127(?:\.\d{1,3}){3}|\[::1\])\z~';

    /** null for what is no address of http or https; Tables says how one is read. */
    public static function of(string $address): ?string
    {
        $parts = self::parts($address);
        if ($parts === null) {
            return null;
        }
        [$scheme, $host, $port] = $parts;
        return "$scheme://$host" . ($port === self::DEFAULT_PORTS[$scheme] ? '' : ":$port");
    }

    /** The origin, or null where whoever is on the way could read and change what goes there: http is for loopback only. */
    public static function secure(string $address): ?string
    {
        [$scheme, $host] = self::parts($address) ?? ['', ''];
        return $scheme === 'https' || preg_match(self::LOOPBACK, $host) === 1 ? self::of($address) : null;
    }

    /** @return array{string, string, int}|null scheme, host and port */
    private static function parts(string $address): ?array
    {
        $small = strtr(Text::trim($address), 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz');
        if (preg_match('~\A' . Tables::ORIGIN . '~', $small, $parts) !== 1) {
            return null;
        }
        return [$parts[1], $parts[2], isset($parts[3]) ? (int) $parts[3] : self::DEFAULT_PORTS[$parts[1]]];
    }
}

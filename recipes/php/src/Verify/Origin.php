<?php

/** Origins (RFC 6454) as a quote's issuer is written: scheme and host in lower case, no port where it is the scheme's own. */

declare(strict_types=1);

namespace CardSurcharge\Verify;

final class Origin
{
    private const DEFAULT_PORTS = ['https' => 443, 'http' => 80];
    private const LOOPBACK = '/^(?:(?:.+\.)?localhost|127(?:\.\d{1,3}){3}|\[::1\])$/D';

    /** null where the address has no host or is neither https nor http. */
    public static function of(string $url): ?string
    {
        $parts = parse_url(Text::trim($url));
        $scheme = strtolower($parts['scheme'] ?? '');
        if (!isset(self::DEFAULT_PORTS[$scheme], $parts['host']) || isset($parts['user'])) {
            return null;
        }
        $port = $parts['port'] ?? self::DEFAULT_PORTS[$scheme];
        return "$scheme://" . strtolower($parts['host']) . ($port === self::DEFAULT_PORTS[$scheme] ? '' : ":$port");
    }

    /** The origin, or null where whoever is on the way could read and change what goes there: http is for loopback only. */
    public static function secure(string $url): ?string
    {
        $origin = self::of($url);
        $host = (string) parse_url((string) $origin, PHP_URL_HOST);
        $isSecure = str_starts_with((string) $origin, 'https:') || preg_match(self::LOOPBACK, $host) === 1;
        return $isSecure ? $origin : null;
    }
}

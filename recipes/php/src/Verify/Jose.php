<?php

/**
 * All of JOSE that a quote needs: base64url (RFC 4648), the compact form of a JWS (RFC 7515), a P-256 key out of its JWK
 * (RFC 7517) and ES256 (RFC 7518, section 3.4), on PHP's own openssl.
 *
 * Where firebase/php-jwt is to be had, put it into the place of what follows isLowS() in isSigned(); its JWK::parseKey() is
 * publicKey() then, and derInteger() goes:
 *
 *     try {
 *         JWT::decode("$header.$payload.$signature", JWK::parseKey($jwk, 'ES256'));
 *         return true;
 *     } catch (ExpiredException | BeforeValidException) {
 *         // Signed. The times are the verifier's to judge: a refund comes long after its quote has expired.
 *         return true;
 *     } catch (\Throwable) {
 *         return false;
 *     }
 */

declare(strict_types=1);

namespace CardSurcharge\Verify;

final class Jose
{
    /** What precedes the two coordinates of a P-256 public key in DER (RFC 5480), uncompressed. */
    private const P256_PUBLIC_KEY_HEAD = '3059301306072a8648ce3d020106082a8648ce3d03010703420004';
    /** Half the order of P-256: (r, n - s) is a second signature of the same text, so that s may not pass this. */
    private const HALF_ORDER = '7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8';
    /** r and s, 32 bytes each: 86 characters. D: without it $ would let a line break pass at the end. */
    private const COMPACT_JWS = '/^([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]{86})$/D';

    public static function encode(string $bytes): string
    {
        return rtrim(strtr(base64_encode($bytes), '+/', '-_'), '=');
    }

    /** The bytes, or null where the text is no base64url. */
    public static function decode(string $text): ?string
    {
        if (preg_match('/^[A-Za-z0-9_-]*$/D', $text) !== 1) {
            return null;
        }
        $bytes = base64_decode(strtr($text, '-_', '+/'), true);
        return $bytes === false ? null : $bytes;
    }

    /**
     * The three parts as they are written, or null where the text is no compact JWS with an ES256 signature.
     *
     * @return array{string, string, string}|null
     */
    public static function split(string $quote): ?array
    {
        if (preg_match(self::COMPACT_JWS, $quote, $parts) !== 1) {
            return null;
        }
        [, $header, $payload, $signature] = $parts;
        // The last character of a signature has four spare bits: two spellings of one signature.
        return self::encode((string) self::decode($signature)) === $signature ? [$header, $payload, $signature] : null;
    }

    /**
     * Whether the key signed the quote with ES256, in the one form of that signature whose s is low.
     *
     * @param array{string, string, string} $parts
     * @param array<string, mixed> $jwk of kty EC and crv P-256
     */
    public static function isSigned(array $parts, array $jwk): bool
    {
        [$header, $payload, $signature] = $parts;
        $bytes = (string) self::decode($signature);
        $key = self::publicKey($jwk);
        if ($key === null || strlen($bytes) !== 64 || !self::isLowS($bytes)) {
            return false;
        }
        $numbers = self::derInteger(substr($bytes, 0, 32)) . self::derInteger(substr($bytes, 32));
        $der = "\x30" . chr(strlen($numbers)) . $numbers;
        return openssl_verify("$header.$payload", $der, $key, OPENSSL_ALGO_SHA256) === 1;
    }

    private static function isLowS(string $signature): bool
    {
        return strcmp(substr($signature, 32), (string) hex2bin(self::HALF_ORDER)) <= 0;
    }

    /**
     * The key as openssl takes it, or null where it is none: coordinates of another size, or a point off the curve.
     *
     * @param array<string, mixed> $jwk of kty EC and crv P-256
     */
    public static function publicKey(array $jwk): ?\OpenSSLAsymmetricKey
    {
        $point = '';
        foreach (['x', 'y'] as $name) {
            $bytes = is_string($jwk[$name] ?? null) ? self::decode($jwk[$name]) : null;
            if ($bytes === null || strlen($bytes) !== 32) {
                return null;
            }
            $point .= $bytes;
        }
        $spki = base64_encode(hex2bin(self::P256_PUBLIC_KEY_HEAD) . $point);
        $pem = "-----BEGIN PUBLIC KEY-----\n" . chunk_split($spki, 64, "\n") . "-----END PUBLIC KEY-----\n";
        return openssl_pkey_get_public($pem) ?: null;
    }

    /** A DER integer: no leading zeroes, but one where the first bit is set. */
    private static function derInteger(string $bytes): string
    {
        $bytes = ltrim($bytes, "\0");
        if ($bytes === '' || ord($bytes[0]) > 127) {
            $bytes = "\0$bytes";
        }
        return "\x02" . chr(strlen($bytes)) . $bytes;
    }
}

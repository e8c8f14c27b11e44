<?php

/** Keys in hand: the content of the service's /.well-known/jwks.json, kept by you. */

declare(strict_types=1);

namespace CardSurcharge;

use CardSurcharge\Verify\Jose;
use CardSurcharge\Verify\Money;

final class KeySet implements KeySource, \JsonSerializable
{
    public const MAX_BYTES = 65_536;
    private const MAX_KEYS = 100;

    /** @var list<array<string, mixed>>|null null where it is no key set */
    private readonly ?array $keys;

    /** @param mixed $jwks `['keys' => [...]]`, as json_decode($text, true) gives it; anything else has no keys */
    public function __construct(mixed $jwks)
    {
        $keys = is_array($jwks) ? $jwks['keys'] ?? null : null;
        $isSet = is_array($keys) && array_is_list($keys) && count($keys) <= self::MAX_KEYS
            && array_filter($keys, is_array(...)) === $keys
            && strlen((string) json_encode($jwks, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE)) <= self::MAX_BYTES;
        $this->keys = $isSet ? $keys : null;
    }

    public static function fromJson(string $text): self
    {
        // As an array, {} would be a list of no keys.
        $isList = is_array(((array) json_decode($text))['keys'] ?? null);
        return new self($isList ? json_decode($text, true) : null);
    }

    /** False where it is no key set, or one of over 100 keys or 64 KiB. */
    public function isSet(): bool
    {
        return $this->keys !== null;
    }

    public function find(string $kid): ?array
    {
        $named = array_filter(
            $this->keys ?? throw new KeysUnavailable(),
            static fn (array $key): bool => ($key['kid'] ?? null) === $kid,
        );
        // Two keys of one name: nobody can tell which of them is meant.
        $key = count($named) === 1 ? reset($named) : null;
        return $key !== null && self::isForQuotes($key) ? $key : null;
    }

    public function issuer(): ?string
    {
        return null;
    }

    public function jsonSerialize(): mixed
    {
        return ['keys' => $this->keys];
    }

    /**
     * Whether it is plainly a key for ES256 signatures: more may stand in a set than one expects.
     *
     * @param array<string, mixed> $key
     */
    private static function isForQuotes(array $key): bool
    {
        $operations = $key['key_ops'] ?? ['verify'];
        return ($key['kty'] ?? null) === 'EC' && ($key['crv'] ?? null) === 'P-256'
            && ($key['use'] ?? 'sig') === 'sig' && ($key['alg'] ?? 'ES256') === 'ES256'
            && is_array($operations) && in_array('verify', $operations, true)
            // Who publishes a private key has lost it.
            && !isset($key['d'])
            && Money::wholeNumber($key['retired_at'] ?? 0) !== null
            && Jose::publicKey($key) !== null;
    }
}

<?php

/** How to reach the service: where it listens, and with which key. */

declare(strict_types=1);

namespace CardSurcharge;

use CardSurcharge\Verify\Origin;
use CardSurcharge\Verify\Text;

final class Service
{
    /** Where its keys are fetched from, unless others are given. */
    public readonly KeySource $keys;
    /** null where the address is neither https nor http on loopback: a server key goes nowhere in the clear. */
    public readonly ?string $origin;

    /**
     * @param string $origin such as `https://surcharge.example.com`
     * @param string $serverKey the merchant's, `sk_...`
     * @param string|null $keysFile where RemoteKeys keeps its copy
     * @param KeySource|null $keys in place of those at the service's own address
     */
    public function __construct(
        string $origin,
        public readonly string $serverKey,
        ?string $keysFile = null,
        public readonly HttpClient $http = new StreamClient(),
        ?KeySource $keys = null,
    ) {
        $this->origin = Origin::secure($origin);
        $this->keys = $keys ?? new RemoteKeys("{$this->origin}/.well-known/jwks.json", $keysFile, $http);
    }

    public function hasKey(): bool
    {
        return Text::isFilled($this->serverKey);
    }
}

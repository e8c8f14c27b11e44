<?php

/** Where the keys of quotes come from: a KeySet in hand, or RemoteKeys at an address. */

declare(strict_types=1);

namespace CardSurcharge;

interface KeySource
{
    /**
     * The one key of this name that may sign quotes, or null where there is none.
     *
     * @return array<string, mixed>|null
     * @throws KeysUnavailable when there is no key set to look into
     */
    public function find(string $kid): ?array;

    /** The origin of the keys' address, which a quote's issuer must be; null where the keys have no address. */
    public function issuer(): ?string;
}

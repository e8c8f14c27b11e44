<?php

/**
 * The service's keys at their address, and a copy of them in a file, for PHP forgets everything between two requests.
 *
 * The address is asked at most once in ten minutes, for an unknown key at most once in thirty seconds, and after a failure
 * not again for five seconds. While it fails, the last good copy serves for a day: a quote is verified offline.
 */

declare(strict_types=1);

namespace CardSurcharge;

use CardSurcharge\Verify\Origin;
use CardSurcharge\Verify\Quietly;

final class RemoteKeys implements KeySource
{
    private const FRESH_SECONDS = 600;
    private const UNKNOWN_KEY_COOLDOWN_SECONDS = 30;
    private const FAILURE_COOLDOWN_SECONDS = 5;
    private const STALE_SECONDS = 86_400;

    private ?KeySet $keys = null;
    private int $fetchedAt = 0;
    private int $failedAt = 0;

    /**
     * @param string $url the service's /.well-known/jwks.json: https, or http on loopback; any other has no keys
     * @param string|null $file where the copy is kept, in a folder that only your server can write: whoever writes it
     *   signs quotes. null keeps it in this object alone, which is for processes that live long
     */
    public function __construct(
        private readonly string $url,
        private readonly ?string $file = null,
        private readonly HttpClient $http = new StreamClient(),
    ) {
    }

    public function find(string $kid): ?array
    {
        $this->recall();
        return $this->isDue($kid) ? $this->alone(fn (): ?array => $this->findAnew($kid)) : $this->keys?->find($kid);
    }

    public function issuer(): ?string
    {
        return Origin::secure($this->url);
    }

    /** Whether the address has to be asked before this key is known, or known to be none. */
    private function isDue(string $kid): bool
    {
        $age = time() - $this->fetchedAt;
        // Below zero the clock was set back: nobody knows how old the copy is.
        if ($this->keys === null || $age < 0 || $age >= self::FRESH_SECONDS) {
            return true;
        }
        return $age >= self::UNKNOWN_KEY_COOLDOWN_SECONDS && $this->keys->find($kid) === null;
    }

    /** @return array<string, mixed>|null */
    private function findAnew(string $kid): ?array
    {
        // Another process may have been faster.
        $this->recall();
        if (!$this->isDue($kid) || $this->refresh()) {
            return $this->keys?->find($kid);
        }
        $key = $this->keys?->find($kid);
        // A copy that may be out of date makes no key unknown.
        if ($key === null || abs(time() - $this->fetchedAt) > self::STALE_SECONDS) {
            throw new KeysUnavailable();
        }
        return $key;
    }

    /** Whether new keys came. */
    private function refresh(): bool
    {
        $now = time();
        if (abs($now - $this->failedAt) < self::FAILURE_COOLDOWN_SECONDS) {
            return false;
        }
        $headers = ['Accept' => 'application/json', 'User-Agent' => Tables::USER_AGENT];
        $answer = $this->issuer() === null
            ? null
            : $this->http->send('GET', $this->url, $headers, null, KeySet::MAX_BYTES);
        // A redirect is an answer too: keys come from the address you named, and from no other.
        $keys = ($answer['status'] ?? 0) === 200 ? KeySet::fromJson($answer['body']) : null;
        $isThere = $keys?->isSet() ?? false;
        if ($isThere) {
            [$this->keys, $this->fetchedAt] = [$keys, $now];
        } else {
            $this->failedAt = $now;
        }
        $this->keep();
        return $isThere;
    }

    /**
     * One process after the other, so that a crowd of them asks once. Where there can be no lock, each for itself.
     *
     * @template Result
     * @param callable(): Result $work
     * @return Result
     */
    private function alone(callable $work): mixed
    {
        $file = $this->file;
        $lock = $file === null ? false : Quietly::run(static fn () => fopen("$file.lock", 'c'));
        if ($lock === false) {
            return $work();
        }
        try {
            flock($lock, LOCK_EX);
            return $work();
        } finally {
            fclose($lock);
        }
    }

    /** Reads what an earlier request has kept. */
    private function recall(): void
    {
        $file = $this->file;
        $text = $file === null ? false : Quietly::run(static fn () => file_get_contents($file));
        $kept = $text === false ? null : json_decode($text, true);
        if (!is_array($kept) || ($kept['url'] ?? null) !== $this->url) {
            return;
        }
        $keys = new KeySet($kept['jwks'] ?? null);
        $this->keys = $keys->isSet() ? $keys : null;
        $this->fetchedAt = (int) ($kept['fetchedAt'] ?? 0);
        $this->failedAt = (int) ($kept['failedAt'] ?? 0);
    }

    /** Atomically: another request reads the old copy or the new one, never half of one. */
    private function keep(): void
    {
        $file = $this->file;
        if ($file === null) {
            return;
        }
        $kept = ['url' => $this->url, 'fetchedAt' => $this->fetchedAt, 'failedAt' => $this->failedAt, 'jwks' => $this->keys];
        // A folder that cannot be written costs a request to the service each time, and no sale.
        Quietly::run(static function () use ($file, $kept): void {
            $draft = $file . '.' . bin2hex(random_bytes(6));
            if (file_put_contents($draft, json_encode($kept)) === false || !rename($draft, $file)) {
                is_file($draft) && unlink($draft);
            }
        });
    }
}

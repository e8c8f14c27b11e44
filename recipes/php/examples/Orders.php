<?php

/** The orders of the sample, each in a file. Each function says what a database has to do in its place. */

declare(strict_types=1);

final class Orders
{
    /** @param array<string, mixed> $price what an order is of: yours reads the cart */
    public function __construct(private readonly string $folder, private readonly array $price)
    {
        is_dir($folder) || mkdir($folder, 0700, true);
    }

    /**
     * One press on Pay after the other. A database: SELECT ... FOR UPDATE on the order's row, or a lock by its id.
     *
     * @template Result
     * @param callable(array<string, mixed>): Result $work
     * @return Result
     */
    public function alone(string $id, callable $work): mixed
    {
        $lock = fopen("{$this->folder}/$id.lock", 'c');
        if ($lock === false || !flock($lock, LOCK_EX)) {
            throw new RuntimeException('the order cannot be locked');
        }
        try {
            return $work($this->find($id));
        } finally {
            fclose($lock);
        }
    }

    /** @return array<string, mixed> */
    public function find(string $id): array
    {
        $file = "{$this->folder}/$id.json";
        return is_file($file)
            ? json_decode((string) file_get_contents($file), true, 512, JSON_THROW_ON_ERROR)
            : [...$this->price, 'id' => $id, 'declines' => 0, 'unansweredKey' => null, 'tries' => [], 'paid' => null];
    }

    /**
     * Whole or not at all. A database: an UPDATE, committed before this returns.
     *
     * @param array<string, mixed> $order
     */
    public function save(array $order): void
    {
        $draft = "{$this->folder}/{$order['id']}.draft";
        if (file_put_contents($draft, json_encode($order, JSON_THROW_ON_ERROR)) === false
            || !rename($draft, "{$this->folder}/{$order['id']}.json")) {
            throw new RuntimeException('the order cannot be written');
        }
    }

    /** False where another order has it. A database: a unique index on the gateway's transaction id. */
    public function claimTransaction(string $transaction, string $orderId): bool
    {
        $claim = fopen("{$this->folder}/" . hash('sha256', $transaction) . '.transaction', 'c+');
        if ($claim === false || !flock($claim, LOCK_EX)) {
            throw new RuntimeException('the transaction cannot be claimed');
        }
        $owner = (string) stream_get_contents($claim);
        if ($owner === '') {
            fwrite($claim, $orderId);
        }
        fclose($claim);
        return $owner === '' || $owner === $orderId;
    }
}

<?php

/** HTTP by PHP's own streams: needs allow_url_fopen, which is on unless a host switched it off. */

declare(strict_types=1);

namespace CardSurcharge;

use CardSurcharge\Verify\Quietly;

final class StreamClient implements HttpClient
{
    private const CHUNK_BYTES = 8_192;

    /** @param float $timeoutSeconds how long a request may take in all */
    public function __construct(private readonly float $timeoutSeconds = 3)
    {
    }

    public function send(string $method, string $url, array $headers, ?string $body, int $maxBytes): ?array
    {
        $lines = [];
        foreach ($headers as $name => $value) {
            $lines[] = "$name: $value";
        }
        $context = stream_context_create(['http' => [
            'method' => $method,
            'header' => [...$lines, 'Connection: close'],
            'content' => $body ?? '',
            'protocol_version' => 1.1,
            'timeout' => $this->timeoutSeconds,
            'follow_location' => 0,
            'ignore_errors' => true,
        ]]);
        $deadline = microtime(true) + $this->timeoutSeconds;
        return Quietly::run(static function () use ($url, $context, $maxBytes, $deadline): ?array {
            $stream = fopen($url, 'r', false, $context);
            return $stream === false ? null : self::read($stream, $maxBytes, $deadline);
        });
    }

    /**
     * @param resource $stream
     * @return array{status: int, body: string}|null
     */
    private static function read(mixed $stream, int $maxBytes, float $deadline): ?array
    {
        $line = stream_get_meta_data($stream)['wrapper_data'][0] ?? '';
        $status = preg_match('#^HTTP/\S+ (\d{3})\b#', $line, $parts) === 1 ? (int) $parts[1] : 0;
        $body = '';
        $isLate = false;
        while (!$isLate && !feof($stream) && strlen($body) <= $maxBytes) {
            $body .= (string) fread($stream, self::CHUNK_BYTES);
            $isLate = stream_get_meta_data($stream)['timed_out'] || microtime(true) >= $deadline;
        }
        $isWhole = feof($stream) && !$isLate && strlen($body) <= $maxBytes;
        fclose($stream);
        return $isWhole ? ['status' => $status, 'body' => $body] : null;
    }
}

<?php

/** How the service is asked. StreamClient does it with PHP's own streams; put your shop's HTTP client behind this if you like. */

declare(strict_types=1);

namespace CardSurcharge;

interface HttpClient
{
    /**
     * Sends one request and follows no redirect, which would take a key along. Asking the service may take three seconds.
     *
     * @param array<string, string> $headers by name
     * @param string|null $body null sends none
     * @param int $maxBytes a longer body is no answer
     * @return array{status: int, body: string}|null null when there is no answer, for whatever reason; never throws
     */
    public function send(string $method, string $url, array $headers, ?string $body, int $maxBytes): ?array;
}

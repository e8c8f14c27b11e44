<?php
/** Answers one JSON question a line, so that one process serves all vectors. */
declare(strict_types=1);

use SurchargeQuote as Q;

require __DIR__ . '/../../recipes/verify_quote.php';

while (($line = fgets(STDIN)) !== false) {
    $ask = json_decode($line, true);
    if (isset($ask['parts'])) {
        $answer = ['hash' => Q\subject_hash($ask['kind'], ...$ask['parts'])];
    } elseif (isset($ask['refund'])) {
        try {
            $answer = ['share' => Q\refund_share($ask['claims'], ...$ask['refund'])];
        } catch (\InvalidArgumentException) {
            $answer = ['share' => null];
        }
    } else {
        $keys = isset($ask['jwksUrl']) ? new Q\Keys($ask['jwksUrl'], $ask['file']) : new Q\KeySet($ask['jwks']);
        $answer = Q\verify_quote($ask['quote'] ?? null, $ask['facts'], $keys, $ask['now']);
    }
    echo json_encode($answer), "\n";
}

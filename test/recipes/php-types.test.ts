/** What PHP alone can hand over as a quote, a fact or an amount: types that no JSON has. Nothing of it throws. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { needs } from "../support/node/needs.ts";
import { findProgram } from "./support/language.ts";
import { PHP } from "./support/languages.ts";

const { cases, jwks } = JSON.parse(readFileSync("test/vectors/quotes.json", "utf8"));
const [{ quote, facts }] = cases;
const program = findProgram(PHP);

/** Runs a script that has `$quote`, `$facts`, `$keys` and what else is given, and gives what it returns. */
function run(script: string): unknown {
  const { stdout, stderr } = spawnSync(program ?? "", ["-d", "display_errors=stderr", "-d", "error_reporting=-1"], {
    input: `<?php
      declare(strict_types=1);
      require "recipes/php/autoload.php";
      use CardSurcharge as Q;
      set_error_handler(fn (int $level, string $words) => throw new ErrorException($words));
      ['quote' => $quote, 'facts' => $facts, 'jwks' => $jwks] = json_decode(<<<'JSON'
        ${JSON.stringify({ quote, facts, jwks })}
        JSON, true);
      $keys = new Q\\KeySet($jwks);
      $now = $facts['now'];
      echo json_encode((function () use ($quote, $facts, $keys, $now) { ${script} })());`,
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  return JSON.parse(stdout);
}

const ODD = `
  $list = [1]; $list[] = &$list;
  $odd = [NAN, INF, -INF, PHP_INT_MAX, PHP_INT_MIN, "\\xff\\xfe", str_repeat(' ', 1000000), $list, new stdClass(),
    new ArrayObject(['token' => 'a']), fn () => 1, fopen('php://memory', 'r'), Q\\Advice::FixServer, new DateTime()];
`;

test("as a fact it was not given", needs("PHP"), () => {
  const needed = ["merchant", "env", "subject", "baseAmount", "currency", "country", "state"];
  const optional = ["shipTo", "orderRef", "surchargeTaxRate", "iss"];
  const notChecked = run(`${ODD}
    $seen = [];
    foreach (${JSON.stringify([...needed, ...optional])} as $name) {
      foreach ($odd as $value) {
        $verdict = Q\\verifyQuote($quote, [...$facts, $name => $value], $keys, $now);
        $seen[$name][implode(' ', $verdict->notChecked)] = true;
      }
    }
    return array_map(array_keys(...), $seen);`);
  // One of the odd values is blanks, which say that what may be left out is left out.
  expect(notChecked).toEqual({
    ...Object.fromEntries(needed.map((name) => [name, [name]])),
    ...Object.fromEntries(optional.map((name) => [name, [name, ""]])),
  });
});

test("as facts, a quote or keys it gives a verdict", needs("PHP"), () => {
  const problems = run(`${ODD}
    $seen = [];
    foreach ($odd as $value) {
      $seen['quote'][] = Q\\verifyQuote($value, $facts, $keys, $now)->problem();
      $seen['facts'][] = Q\\verifyQuote($quote, $value, $keys, $now)->problem();
      $seen['keys'][] = Q\\verifyQuote($quote, $facts, new Q\\KeySet($value), $now)->problem();
    }
    return array_map(fn ($all) => array_values(array_unique(array_map(fn ($one) => $one->value, $all))), $seen);`);
  expect(problems).toEqual({ quote: ["malformed"], facts: ["not_checked"], keys: ["keys_unavailable"] });
});

test("as a part of a plan it is refused, and as an amount of a share it is a bad one", needs("PHP"), () => {
  const seen = run(`${ODD}
    $service = new Q\\Service('https://surcharge.example', 'sk_1', null, new Q\\StreamClient(), $keys);
    $claims = Q\\verifyQuote($quote, $facts, $keys, $now)->claims;
    $seen = [];
    foreach ($odd as $value) {
      $plans = [
        Q\\chargePlan($value, $facts, $service, now: $now),
        Q\\chargePlan($quote, $value, $service, now: $now),
        Q\\chargePlan($quote, $facts, $service, [$value], now: $now),
      ];
      foreach ($plans as $plan) {
        $seen[$plan::class] = true;
      }
      foreach (['refundShare', 'captureShare'] as $share) {
        try {
          ('CardSurcharge\\\\' . $share)($claims, $value, 0, 0);
        } catch (Q\\ShareError $error) {
          $seen[$error::class . ' ' . $error->problem] = true;
        }
        try {
          ('CardSurcharge\\\\' . $share)($value, 0, 0, 0);
        } catch (Q\\ShareError $error) {
          $seen[$error::class . ' ' . $error->problem] = true;
        }
      }
    }
    return array_keys($seen);`) as string[];
  expect(seen.toSorted()).toEqual([
    "CardSurcharge\\CaptureError bad_amount",
    "CardSurcharge\\CaptureError bad_claims",
    "CardSurcharge\\PlannedRefusal",
    "CardSurcharge\\RefundError bad_amount",
    "CardSurcharge\\RefundError bad_claims",
  ]);
});

test("a float without a fraction is the amount that it is", needs("PHP"), () => {
  const valid = run(`
    $isValid = fn (mixed $amount) => Q\\verifyQuote($quote, [...$facts, 'baseAmount' => $amount], $keys, $now)->isValid();
    return [$isValid(12500), $isValid(12500.0), $isValid(12500.5), $isValid('12500'), $isValid(true)];`);
  expect(valid).toEqual([true, true, false, false, false]);
});

<?php
/**
 * Verifies a surcharge quote on a PHP server. Needs PHP 8.1 or later with its openssl extension, and no package.
 *
 *     $keys = new SurchargeQuote\Keys('https://surcharge.example.com/.well-known/jwks.json', '/var/cache/shop/jwks.json');
 *     $verdict = SurchargeQuote\verify_quote($quote, $facts, $keys);
 *     if ($verdict['valid']) charge($verdict['claims']['totalAmount']);
 *
 * $facts is what your server knows by itself, never what the page says: merchant, env, subject, baseAmount, currency,
 * country, and state, shipTo, orderRef and surchargeTaxRate where the sale has them. See docs/integrate-server.md.
 */
declare(strict_types=1);

namespace SurchargeQuote;

const PROBLEMS = [
    'malformed', 'wrong_type', 'wrong_algorithm', 'forbidden_header', 'keys_unavailable', 'unknown_key',
    'bad_signature', 'retired_key', 'revoked_key', 'wrong_issuer', 'wrong_merchant', 'wrong_env', 'expired',
    'life_too_long', 'not_yet_valid', 'informational_only', 'wrong_subject', 'wrong_sale', 'wrong_amount', 'wrong_currency', 'wrong_tax', 'wrong_place', 'wrong_order',
    'inconsistent_claims', 'inconsistent_amounts', 'not_checked',
];
const MAX_AMOUNT = 999_999_999_999;
const MAX_TAX_RATE = 50_000;
const CLOCK_SKEW_SECONDS = 5;
const RETIRED_KEY_GRACE_SECONDS = 3_600;
const KEYS_FRESH_SECONDS = 600;
const UNKNOWN_KEY_COOLDOWN_SECONDS = 30;
const FAILURE_COOLDOWN_SECONDS = 5;
const KEYS_STALE_SECONDS = 86_400;
const MAX_KEYS_BYTES = 65_536;
/** What precedes the two coordinates of a P-256 public key in DER (RFC 5480). */
const P256_PUBLIC_KEY_HEAD = '3059301306072a8648ce3d020106082a8648ce3d030107034200' . '04';

class KeysUnavailable extends \RuntimeException
{
}

/** Keys in hand: the content of /.well-known/jwks.json, kept by you. */
class KeySet
{
    /** @param array{keys: list<array<string, mixed>>} $jwks */
    public function __construct(protected array $jwks)
    {
    }

    /** @return array<string, mixed>|null */
    public function find(string $kid): ?array
    {
        $found = array_values(array_filter($this->jwks['keys'], fn ($key) => ($key['kid'] ?? null) === $kid));
        return count($found) === 1 ? $found[0] : null;
    }
}

/** The service's keys, fetched from their address. The copy is a file that only your server can write. */
class Keys extends KeySet
{
    private int $fetched = 0;

    public function __construct(private string $url, private string $file)
    {
        if (!preg_match('#^(https://|http://(localhost|127\.0\.0\.1)[:/])#', $url)) {
            throw new \InvalidArgumentException('url must be https; http is for loopback only');
        }
        parent::__construct(['keys' => []]);
        $this->read((string) @file_get_contents($file), (int) @filemtime($file));
    }

    public function find(string $kid): ?array
    {
        $age = time() - $this->fetched;
        $key = parent::find($kid);
        if ($age > KEYS_FRESH_SECONDS || ($key === null && $age > UNKNOWN_KEY_COOLDOWN_SECONDS)) {
            $isThere = $this->refresh();
            $key = parent::find($kid);
            if (!$isThere && ($key === null || $age > KEYS_STALE_SECONDS)) {
                throw new KeysUnavailable();
            }
        }
        return $key;
    }

    private function read(string $text, int $time): bool
    {
        $jwks = json_decode($text, true);
        if (!is_array($jwks) || !is_array($jwks['keys'] ?? null)) {
            return false;
        }
        [$this->jwks, $this->fetched] = [$jwks, $time];
        return true;
    }

    private function refresh(): bool
    {
        $failure = "{$this->file}.failed";
        if (time() - (int) @filemtime($failure) < FAILURE_COOLDOWN_SECONDS) {
            return false;
        }
        $http = stream_context_create(['http' => ['timeout' => 3, 'follow_location' => 0]]);
        $stream = @fopen($this->url, 'r', false, $http);
        $status = $stream === false ? '' : (stream_get_meta_data($stream)['wrapper_data'][0] ?? '');
        // A redirect is an answer too: keys come from the address you named, and from no other.
        $isOk = preg_match('#^HTTP/\S+ 200\b#', $status) === 1;
        $text = $isOk ? (string) stream_get_contents($stream, MAX_KEYS_BYTES) : '';
        if (!$this->read($text, time())) {
            touch($failure);
            return false;
        }
        $draft = $this->file . '.' . bin2hex(random_bytes(6));
        file_put_contents($draft, $text);
        rename($draft, $this->file);
        return true;
    }
}

function encode(string $bytes): string
{
    return rtrim(strtr(base64_encode($bytes), '+/', '-_'), '=');
}

function decode(string $text): string
{
    return (string) base64_decode(strtr($text, '-_', '+/'));
}

/** subject_hash('token', $merchant, $token), or subject_hash('customer', $merchant, $customerId, $paymentMethodId). */
function subject_hash(string $kind, string ...$parts): string
{
    $bytes = '';
    foreach (["surcharge-quote/$kind", ...$parts] as $part) {
        $bytes .= pack('N', strlen($part)) . $part;
    }
    return encode(hash('sha256', $bytes, true));
}

/** The tax on a surcharge, rounded half up; the rate is in thousandths of a percent. The product fits 64 bits. */
function surcharge_tax_on(int $surcharge, int $taxRate): int
{
    return intdiv($surcharge * $taxRate + 50_000, 100_000);
}

/**
 * The part of the surcharge that goes back with this refund, and its tax.
 *
 * @param array<string, mixed> $claims
 * @return array{surchargeAmount: int, surchargeTaxAmount: int}
 * @throws \InvalidArgumentException on amounts that cannot be
 */
function refund_share(array $claims, int $refundBase, int $refundedBaseBefore, int $refundedSurchargeBefore): array
{
    [$base, $surcharge, $taxRate] = [$claims['baseAmount'], $claims['surchargeAmount'], $claims['surchargeTaxRate']];
    foreach ([$base, $surcharge, $refundBase, $refundedBaseBefore, $refundedSurchargeBefore] as $amount) {
        if (!is_amount($amount)) {
            throw new \InvalidArgumentException('every amount must be a whole number of minor units');
        }
    }
    if (!is_amount($taxRate, MAX_TAX_RATE)) {
        throw new \InvalidArgumentException('surchargeTaxRate must be that of a quote');
    }
    $refunded = $refundedBaseBefore + $refundBase;
    if ($refunded > $base || $refundedSurchargeBefore > $surcharge) {
        throw new \InvalidArgumentException('more would be refunded than was charged');
    }
    // Rounded up: the surcharge less its part, rounded down, of the base that is kept.
    $due = $base === 0 ? 0 : $surcharge - multiply_divide($surcharge, $base - $refunded, $base);
    $share = max(0, $due - $refundedSurchargeBefore);
    // What is kept of the tax is the tax on the surcharge that is kept.
    $kept = $surcharge - $refundedSurchargeBefore;
    $tax = surcharge_tax_on($kept, $taxRate) - surcharge_tax_on($kept - $share, $taxRate);
    return ['surchargeAmount' => $share, 'surchargeTaxAmount' => $tax];
}

/** floor($a * $b / $c) for 0 <= $a, $b <= $c < 2^40, where the product does not fit 64 bits: bit by bit. */
function multiply_divide(int $a, int $b, int $c): int
{
    [$quotient, $rest] = [0, 0];
    for ($bit = 39; $bit >= 0; $bit--) {
        $rest = 2 * $rest + (($b >> $bit) & 1) * $a;
        $quotient = 2 * $quotient + intdiv($rest, $c);
        $rest %= $c;
    }
    return $quotient;
}

function is_amount(mixed $value, int $largest = MAX_AMOUNT): bool
{
    return is_int($value) && $value >= 0 && $value <= $largest;
}

function is_text(mixed $value): bool
{
    return is_string($value) && $value !== '';
}

function is_place(mixed $value): bool
{
    return is_array($value) && is_text($value['country'] ?? null) && array_key_exists('state', $value)
        && ($value['state'] === null || is_text($value['state']));
}

/** Whether every claim is there and in its form. Unknown claims, brands and reasons of a later version are fine. */
function are_claims(mixed $claims): bool
{
    if (!is_place($claims)) {
        return false;
    }
    $isNullOr = fn (string $name, int $largest) => array_key_exists($name, $claims)
        && ($claims[$name] === null || is_amount($claims[$name], $largest));
    $hasTexts = fn (mixed $of, string ...$names) => is_array($of)
        && array_filter($names, fn ($name) => !is_text($of[$name] ?? null)) === [];
    return $hasTexts($claims, 'iss', 'aud', 'jti', 'reason', 'brand', 'currency')
        && is_amount($claims['iat'] ?? null, PHP_INT_MAX) && is_amount($claims['exp'] ?? null, PHP_INT_MAX)
        && in_array($claims['env'] ?? null, ['test', 'live'], true)
        && in_array($claims['outcome'] ?? null, ['surcharge', 'none', 'unknown'], true)
        && in_array($claims['funding'] ?? null, ['credit', 'charge', 'debit', 'prepaid', 'unknown'], true)
        && is_amount($claims['rateBps'] ?? null, 10_000)
        && is_amount($claims['surchargeTaxRate'] ?? null, MAX_TAX_RATE)
        && $isNullOr('baseAmount', MAX_AMOUNT) && $isNullOr('surchargeAmount', MAX_AMOUNT)
        && $isNullOr('surchargeTaxAmount', MAX_AMOUNT) && $isNullOr('totalAmount', PHP_INT_MAX)
        && $hasTexts($claims['subject'] ?? null, 'kind', 'hash')
        && in_array($claims['subject']['kind'], ['token', 'customer', 'bin'], true)
        && $hasTexts($claims['rules'] ?? null, 'version') && is_array($claims['rules']['ids'] ?? null)
        && array_key_exists('disclosure', $claims)
        && ($claims['disclosure'] === null || $hasTexts($claims['disclosure'], 'locale', 'version', 'sha256'))
        && (!array_key_exists('shipTo', $claims) || is_place($claims['shipTo']))
        && (!array_key_exists('orderRef', $claims) || is_text($claims['orderRef']));
}

/**
 * The header, or the problem with it. No key is looked up before it is in order.
 *
 * @return array<string, mixed>|string
 */
function read_header(mixed $quote): array|string
{
    // D: without it $ would let a line break pass at the end.
    if (!is_string($quote) || strlen($quote) > 8_192 || !preg_match('/^([\w-]+)\.[\w-]+\.([\w-]{86})$/D', $quote, $parts)) {
        return 'malformed';
    }
    $header = json_decode(decode($parts[1]), true);
    // The last character of a signature has four spare bits: two spellings of one signature.
    if (encode(decode($parts[2])) !== $parts[2] || !is_array($header) || array_is_list($header)) {
        return 'malformed';
    }
    return match (true) {
        ($header['typ'] ?? null) !== 'surcharge-quote+jwt' => 'wrong_type',
        ($header['alg'] ?? null) !== 'ES256' => 'wrong_algorithm',
        array_diff(array_keys($header), ['alg', 'typ', 'kid']) !== [] => 'forbidden_header',
        !is_string($header['kid'] ?? null) => 'unknown_key',
        default => $header,
    };
}

/** A DER integer: no leading zeroes, but one where the first bit is set. */
function der_integer(string $bytes): string
{
    $bytes = ltrim($bytes, "\0");
    if ($bytes === '' || ord($bytes[0]) > 127) {
        $bytes = "\0$bytes";
    }
    return "\x02" . chr(strlen($bytes)) . $bytes;
}

/**
 * ES256: ECDSA on P-256 with SHA-256. A quote has r and s of 32 bytes each, openssl wants them in DER.
 *
 * @param array<string, mixed> $key
 */
function is_signed(string $quote, array $key): bool
{
    $dot = (int) strrpos($quote, '.');
    $signature = decode(substr($quote, $dot + 1));
    $numbers = der_integer(substr($signature, 0, 32)) . der_integer(substr($signature, 32));
    $point = str_pad(decode($key['x']), 32, "\0", STR_PAD_LEFT) . str_pad(decode($key['y']), 32, "\0", STR_PAD_LEFT);
    $spki = chunk_split(base64_encode(hex2bin(P256_PUBLIC_KEY_HEAD) . $point), 64, "\n");
    $pem = "-----BEGIN PUBLIC KEY-----\n$spki-----END PUBLIC KEY-----\n";
    $der = "\x30" . chr(strlen($numbers)) . $numbers;
    return openssl_verify(substr($quote, 0, $dot), $der, $pem, OPENSSL_ALGO_SHA256) === 1;
}

/**
 * Any case, and US-IL for IL. Give codes; full names are understood by the service and by the Node package alone.
 *
 * @param array<string, mixed> $place
 * @return array{string, string}
 */
function normalise_place(array $place): array
{
    $country = strtoupper(trim($place['country']));
    // A state is nothing to the rules of any other country, and stands in no quote.
    if (!in_array($country, ['US', 'CA'], true)) {
        return [$country, ''];
    }
    $state = strtoupper(trim($place['state'] ?? ''));
    return [$country, str_starts_with($state, "$country-") ? substr($state, strlen($country) + 1) : $state];
}

class Findings
{
    /** @var array<string, true> */
    public array $problems = [];
    /** @var list<string> */
    public array $missing = [];

    public function add(string $problem, bool $isWrong): void
    {
        if ($isWrong) {
            $this->problems[$problem] = true;
        }
    }

    public function missing(string $fact): void
    {
        $this->missing[] = $fact;
        $this->add('not_checked', true);
    }

    /** $problem if the fact was given and is wrong; not_checked if it was not given. */
    public function compare(string $problem, string $fact, mixed $given, mixed $quoted): void
    {
        is_text($given) ? $this->add($problem, $given !== $quoted) : $this->missing($fact);
    }

    /** @param array<string, mixed> $given @param array<string, mixed> $quoted */
    public function comparePlace(array $given, array $quoted, string $stateFact): void
    {
        [$country, $state] = normalise_place($given);
        if ($country === $quoted['country'] && $state === '' && $quoted['state'] !== null) {
            $this->missing($stateFact);
        }
        $this->add('wrong_place', $country !== $quoted['country'] || ($state !== '' && $state !== $quoted['state']));
    }
}

/** @param array<string, mixed> $claims @param array<string, mixed> $facts */
function check_subject(Findings $findings, array $claims, array $facts): void
{
    if ($claims['subject']['kind'] === 'bin') {
        $findings->add('informational_only', true);
        return;
    }
    $subject = $facts['subject'] ?? [];
    $isToken = isset($subject['token']);
    $ids = $isToken ? [$subject['token']] : [$subject['customerId'] ?? null, $subject['paymentMethodId'] ?? null];
    if (array_filter($ids, fn ($id) => !is_text($id)) !== []) {
        $findings->missing('subject');
    } elseif (is_text($facts['merchant'] ?? null)) {
        $kind = $isToken ? 'token' : 'customer';
        $hash = subject_hash($kind, $facts['merchant'], ...$ids);
        $isSame = $kind === $claims['subject']['kind'] && hash_equals($claims['subject']['hash'], $hash);
        $findings->add('wrong_subject', !$isSame);
    }
}

/**
 * Left out or null says that the surcharge is not taxed, which is right only of a quote without a tax.
 *
 * @param array<string, mixed> $claims @param array<string, mixed> $facts
 */
function check_tax(Findings $findings, array $claims, array $facts): void
{
    $given = $facts['surchargeTaxRate'] ?? '';
    if ($given === '' && $claims['surchargeTaxRate'] === 0) {
        return;
    }
    if (is_int($given) || is_float($given)) {
        $findings->add('wrong_tax', (float) $given !== (float) $claims['surchargeTaxRate']);
    } else {
        $findings->missing('surchargeTaxRate');
    }
}

/**
 * A quote that contradicts itself was not made by a sound service, however well it is signed.
 *
 * @param array<string, mixed> $claims
 */
function check_consistency(Findings $findings, array $claims): void
{
    $isSurcharge = $claims['outcome'] === 'surcharge';
    $isCredit = in_array($claims['funding'], ['credit', 'charge'], true);
    $findings->add(
        'inconsistent_claims',
        $isSurcharge !== ($claims['reason'] === 'eligible') || ($isSurcharge && !$isCredit)
            || $isSurcharge !== ($claims['disclosure'] !== null)
    );
    [$base, $surcharge] = [$claims['baseAmount'], $claims['surchargeAmount']];
    [$tax, $total] = [$claims['surchargeTaxAmount'], $claims['totalAmount']];
    $isRight = $base === null
        ? $surcharge === null && $tax === null && $total === null
        : $surcharge === intdiv($base * $claims['rateBps'], 10_000)
            && $tax === surcharge_tax_on($surcharge, $claims['surchargeTaxRate'])
            && $total === $base + $surcharge + $tax && $isSurcharge === ($surcharge > 0);
    $findings->add('inconsistent_amounts', !$isRight || $isSurcharge !== ($claims['rateBps'] > 0));
}

/** @return array<string, mixed> */
function refuse(string ...$problems): array
{
    return ['valid' => false, 'problem' => $problems[0], 'problems' => $problems, 'notChecked' => []];
}

/**
 * Whether the quote was signed by the service for exactly this sale. Never throws, whatever the quote is.
 *
 * @param array<string, mixed> $facts 'purpose' => 'refund' ignores the expiry
 * @param int|null $now seconds since 1970; default: the clock
 * @return array<string, mixed> valid, and claims or problem, problems and notChecked
 */
function verify_quote(mixed $quote, array $facts, KeySet $keys, ?int $now = null): array
{
    $now ??= time();
    $header = read_header($quote);
    if (is_string($header)) {
        return refuse($header);
    }
    try {
        $key = $keys->find($header['kid']);
    } catch (KeysUnavailable) {
        return refuse('keys_unavailable');
    }
    if ($key === null) {
        return refuse('unknown_key');
    }
    if (!is_signed($quote, $key)) {
        return refuse('bad_signature');
    }
    $claims = json_decode(decode(explode('.', $quote)[1]), true);
    if (!are_claims($claims)) {
        return refuse('malformed');
    }

    $findings = new Findings();
    $isRefund = ($facts['purpose'] ?? null) === 'refund';
    $usedAt = $isRefund ? $claims['iat'] : max($claims['iat'], $now);
    $findings->add('retired_key', isset($key['retired_at']) && $usedAt > $key['retired_at'] + RETIRED_KEY_GRACE_SECONDS);
    $findings->compare('wrong_merchant', 'merchant', $facts['merchant'] ?? null, $claims['aud']);
    $findings->compare('wrong_env', 'env', $facts['env'] ?? null, $claims['env']);
    $findings->add('expired', !$isRefund && $now >= $claims['exp'] + CLOCK_SKEW_SECONDS);
    $findings->add('not_yet_valid', $now < $claims['iat'] - CLOCK_SKEW_SECONDS);
    check_subject($findings, $claims, $facts);
    // null is an amount here: the lookup was asked without one.
    $amount = $facts['baseAmount'] ?? null;
    if (array_key_exists('baseAmount', $facts) && ($amount === null || is_int($amount) || is_float($amount))) {
        $findings->add('wrong_amount', $amount !== $claims['baseAmount']);
    } else {
        $findings->missing('baseAmount');
    }
    $currency = $facts['currency'] ?? null;
    $findings->compare('wrong_currency', 'currency', is_string($currency) ? strtoupper(trim($currency)) : null, $claims['currency']);
    check_tax($findings, $claims, $facts);
    if (is_text($facts['country'] ?? null)) {
        $findings->comparePlace($facts, $claims, 'state');
    } else {
        $findings->missing('country');
    }
    if (is_array($facts['shipTo'] ?? null)) {
        // A quote without a shipping place is for goods that go to the billing place.
        $findings->comparePlace($facts['shipTo'], $claims['shipTo'] ?? $claims, 'shipTo.state');
    } elseif (isset($claims['shipTo'])) {
        $findings->missing('shipTo');
    }
    if (isset($facts['orderRef']) || isset($claims['orderRef'])) {
        $findings->compare('wrong_order', 'orderRef', $facts['orderRef'] ?? null, $claims['orderRef'] ?? null);
    }
    check_consistency($findings, $claims);

    $problems = array_values(array_filter(PROBLEMS, fn ($problem) => isset($findings->problems[$problem])));
    if ($problems === []) {
        return ['valid' => true, 'claims' => $claims];
    }
    return [...refuse(...$problems), 'notChecked' => $findings->missing, 'claims' => $claims];
}

/** Run by itself it reads one sale as JSON, {"quote", "facts", "jwks", "now"?}, and prints the verdict. */
if (PHP_SAPI === 'cli' && realpath($_SERVER['SCRIPT_FILENAME']) === __FILE__) {
    $sale = json_decode((string) stream_get_contents(STDIN), true);
    $verdict = verify_quote($sale['quote'] ?? null, $sale['facts'], new KeySet($sale['jwks']), $sale['now'] ?? null);
    echo json_encode($verdict, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE), "\n";
}

/**
 * Mutants that live on because nobody could notice them: each is another way to say the same, and the reason says why. The list
 * stays true: an entry fails the run once its code is gone, or once a test kills its mutant.
 */

export interface ExplainedSurvivor {
  readonly file: string;
  /** The code that Stryker replaces, as it stands in the file. It may stand there more than once. */
  readonly code: string;
  readonly replacement: string;
  readonly why: string;
}

const MONEY = "worker/surcharge/money.ts";
const PARITY = "worker/surcharge/parity.ts";
const ASSESS = "worker/surcharge/assess.ts";
const GROUNDS = "worker/surcharge/grounds.ts";
const RECORDS = "worker/surcharge/merchant-records.ts";
const DAY = "worker/surcharge/day.ts";
const CHECKS = "contract/verify-checks.ts";
const KEYS = "contract/verify-keys.ts";
const FETCH = "contract/fetch-keys.ts";
const JWK = "contract/verify-jwk.ts";
const VERIFY = "contract/verify.ts";

const LEEWAY = "worker/rules/leeway.ts";
const COMPARE = "worker/rules/compare.ts";
const VOUCHED = "worker/rules/vouched.ts";
const SCHEMA = "worker/rules/schema.ts";
const FRESHNESS = "worker/rules/freshness.ts";
const PACK = "worker/rules/pack.ts";
const ISSUES = "worker/http/issues.ts";
const NUMBER = "contract/card-number.ts";
const LOOKUP = "contract/lookup.ts";
const JSON_KEYS = "worker/json-keys.ts";
const BODY = "worker/http/body.ts";
const BYTES = "worker/http/body-bytes.ts";
const CARDS = "worker/http/card-numbers.ts";
const PREFIX = "worker/doors/client-prefix.ts";
const LIMITER = "worker/doors/rate-limit.ts";
const OPERATOR = "worker/doors/operator.ts";

const SEEN_TWICE =
  "A place that is judged twice says the same twice, and whoever reads objections takes each once: it saves time.";
const NOT_READ = "Whoever asks for a key learns that the set cannot be had, and never reads why.";
const KEPT = "What is kept is only not made again: it saves time.";
const REFUSED_ALIKE = "What is done with it next throws, and a throw is told as the same problem.";
const NO_FACTS = "A reason before this one, in the contract's order, takes every sale without facts.";
const NULL_IS_NO_DAY = "To JavaScript no text is before or after null; the compiler wants it said.";
const OUR_OBJECTION = "Of our own objections the words alone are read.";
const SAVES_TIME = "What would come next says the same: it saves time.";
const NO_WORDS_OF_OURS = "The library's words begin so, and none of ours has them in it.";
const NOT_ASKED = "The rules never ask it of a merchant that has recorded nothing.";
const IN_BOTH = "It stands in both books, and only what differs is told.";
const SAME_DAY = "Where both are the same day, it is that day either way.";

export const EXPLAINED: readonly ExplainedSurvivor[] = [
  {
    file: MONEY,
    code: "baseAmount === null",
    replacement: "false",
    why: "To JavaScript null <= amount is true; the compiler wants it said.",
  },
  {
    file: MONEY,
    code: "baseAmount <= amount",
    replacement: "baseAmount < amount",
    why: "Where both are the same the division comes to 100 % as well, and no limit is of 0.",
  },
  {
    file: PARITY,
    code: "own === null",
    replacement: "false",
    why: "To JavaScript every cost is >= null; the compiler wants it said.",
  },
  {
    file: ASSESS,
    code: "lapsed !== null",
    replacement: "true",
    why: "To JavaScript no text is >= null; the compiler wants it said.",
  },
  {
    file: ASSESS,
    code: "[]",
    replacement: '["Stryker was here"]',
    why: "A text among objections has no reason, so that it is no reason's.",
  },
  {
    file: ASSESS,
    code: "places.filter((place, index) => places.findIndex((other) => samePlace(place, other)) === index)",
    replacement: "places",
    why: SEEN_TWICE,
  },
  {
    file: ASSESS,
    code: "places.findIndex((other) => samePlace(place, other)) === index",
    replacement: "true",
    why: SEEN_TWICE,
  },
  {
    file: ASSESS,
    code: '""',
    replacement: '"Stryker was here!"',
    why: "Who set a cap is told only of one that was set.",
  },
  {
    file: CHECKS,
    code: "subject[0] === claims.subject.kind",
    replacement: "true",
    why: "The hash has the kind in it: another kind has another hash.",
  },
  {
    file: KEYS,
    code: "[]",
    replacement: '["Stryker was here"]',
    why: "A text among keys has no id, so that it is no key.",
  },
  { file: KEYS, code: '"the key set is longer than 64 KiB"', replacement: '""', why: NOT_READ },
  { file: KEYS, code: '"jwks is missing"', replacement: '""', why: NOT_READ },
  { file: KEYS, code: "kept?.text === text", replacement: "false", why: KEPT },
  { file: KEYS, code: "{ text, keys }", replacement: "{}", why: KEPT },
  { file: KEYS, code: 'typeof jwks !== "object" || jwks === null', replacement: "false", why: REFUSED_ALIKE },
  {
    file: KEYS,
    code: 'typeof jwks !== "object" || jwks === null',
    replacement: 'typeof jwks !== "object" && jwks === null',
    why: REFUSED_ALIKE,
  },
  { file: KEYS, code: 'typeof jwks !== "object"', replacement: "false", why: REFUSED_ALIKE },
  { file: KEYS, code: "jwks === null", replacement: "false", why: REFUSED_ALIKE },
  { file: FETCH, code: "key !== null", replacement: "true", why: REFUSED_ALIKE },
  { file: FETCH, code: '"not a key set of at most 100 keys"', replacement: '""', why: NOT_READ },
  { file: FETCH, code: "response.body?.cancel", replacement: "response.body.cancel", why: REFUSED_ALIKE },
  {
    file: JWK,
    code: 'typeof x === "string"',
    replacement: "true",
    why: "The import refuses a coordinate that is no text.",
  },
  {
    file: JWK,
    code: 'typeof y === "string"',
    replacement: "true",
    why: "The import refuses a coordinate that is no text.",
  },
  { file: JWK, code: "known !== undefined", replacement: "false", why: KEPT },
  { file: JWK, code: "imported.set(member, key);", replacement: ";", why: KEPT },
  { file: VERIFY, code: "COMPACT_JWS.exec(quote)?.[1]", replacement: "COMPACT_JWS.exec(quote)[1]", why: REFUSED_ALIKE },
  { file: VERIFY, code: "signature === undefined", replacement: "false", why: REFUSED_ALIKE },
  { file: VERIFY, code: "claims === null", replacement: "false", why: REFUSED_ALIKE },
  { file: VERIFY, code: 'typeof quote !== "string"', replacement: "false", why: REFUSED_ALIKE },
  {
    file: VERIFY,
    code: "{ algorithms: [QUOTE_ALG] }",
    replacement: "{}",
    why: "The header was read before, and a key is for this algorithm alone.",
  },
  {
    file: "contract/low-s.ts",
    code: "readS(signature) * 2n < ORDER",
    replacement: "readS(signature) * 2n <= ORDER",
    why: "The order is odd: twice a number is never it.",
  },
  {
    file: "contract/fact-values.ts",
    code: 'typeof time === "number"',
    replacement: "true",
    why: "Nothing but a number is finite; the compiler wants it said.",
  },
  {
    file: "contract/sale.ts",
    code: "/^(.{8})(.{4})(.{4})(.{4})/",
    replacement: "/(.{8})(.{4})(.{4})(.{4})/",
    why: "The first place that fits is the start in any case.",
  },
  { file: GROUNDS, code: "facts?.method", replacement: "facts.method", why: NO_FACTS },
  { file: GROUNDS, code: "facts?.funding", replacement: "facts.funding", why: NO_FACTS },
  { file: GROUNDS, code: "facts?.customerExempt", replacement: "facts.customerExempt", why: NO_FACTS },
  { file: GROUNDS, code: "facts?.surchargeable", replacement: "facts.surchargeable", why: NO_FACTS },
  { file: GROUNDS, code: "facts !== null", replacement: "true", why: NO_FACTS },
  { file: GROUNDS, code: "facts === null", replacement: "false", why: NO_FACTS },
  {
    file: GROUNDS,
    code: 'finding.kind === "trouble"',
    replacement: "true",
    why: "Nothing but trouble has such a reason; the compiler wants it said.",
  },
  { file: GROUNDS, code: 'first.reason === "eligible"', replacement: "false", why: SAVES_TIME },
  { file: GROUNDS, code: '"eligible"', replacement: '""', why: SAVES_TIME },
  {
    file: "worker/surcharge/case.ts",
    code: "[]",
    replacement: '["Stryker was here"]',
    why: NO_FACTS,
  },
  { file: RECORDS, code: "revisedOn !== undefined", replacement: "true", why: NULL_IS_NO_DAY },
  { file: RECORDS, code: "stale !== null", replacement: "true", why: NULL_IS_NO_DAY },
  {
    file: "worker/surcharge/places.ts",
    code: '""',
    replacement: '"Stryker was here!"',
    why: "What is split has one part at least; the compiler wants it said.",
  },
  ...[
    ["ms / DAY_MS", "ms * DAY_MS"],
    ["known !== undefined", "false"],
    ["written.size >= MOST_WRITTEN", "true"],
    ["written.size >= MOST_WRITTEN", "false"],
    ["written.size >= MOST_WRITTEN", "written.size > MOST_WRITTEN"],
    ["written.size >= MOST_WRITTEN", "written.size < MOST_WRITTEN"],
    ["written.set(day, text);", ";"],
  ].map(([code = "", replacement = ""]) => ({ file: DAY, code, replacement, why: KEPT })),
  { file: FETCH, code: "set?.keys", replacement: "set.keys", why: REFUSED_ALIKE },
  {
    file: KEYS,
    code: "/^127(\\.\\d{1,3}){3}$/",
    replacement: "/127(\\.\\d{1,3}){3}$/",
    why: "A host that ends in a number is an IPv4 address or none: URL takes no other.",
  },
  {
    file: CHECKS,
    code: "now === undefined",
    replacement: "false",
    why: "To JavaScript an unknown time is after nothing; the compiler wants it said.",
  },
  ...[
    ['"mch_nobody"', '""'],
    ['"Nobody"', '""'],
    ["true", "false"],
    ['"test"', '""'],
    ["{ country: place.country, state: place.state ?? undefined }", "{}"],
    ["place.state ?? undefined", "place.state && undefined"],
    ['"USD"', '""'],
    ["[brand]", "[]"],
    ["[]", '["Stryker was here"]'],
    ['"shown"', '""'],
    ['"en"', '""'],
  ].map(([code = "", replacement = ""]) => ({ file: LEEWAY, code, replacement, why: NOT_ASKED })),
  {
    file: LEEWAY,
    code: '"US"',
    replacement: '""',
    why: "Whatever is no member of the EEA is outside it.",
  },
  { file: LEEWAY, code: "on !== undefined", replacement: "true", why: NULL_IS_NO_DAY },
  {
    file: LEEWAY,
    code: "readings.some((reading) => means(row, reading))",
    replacement: "readings.every(reading => means(row, reading))",
    why: "A sale of which nothing is in doubt is read in one way.",
  },
  {
    file: LEEWAY,
    code: "`${a.kind} ${a.rule}` < `${b.kind} ${b.rule}`",
    replacement: "`${a.kind} ${a.rule}` <= `${b.kind} ${b.rule}`",
    why: "No rule asks twice for the same.",
  },
  ...[
    ['a.kind === "nothing" && b.kind === "nothing"', 'a.kind === "nothing" || b.kind === "nothing"'],
    ['a.kind === "nothing"', "true"],
    ['b.kind === "nothing"', "true"],
  ].map(([code = "", replacement = ""]) => ({
    file: LEEWAY,
    code,
    replacement,
    why: "Nothing and something differ by either question: only the first has a reason.",
  })),
  { file: COMPARE, code: "day !== null", replacement: "true", why: NULL_IS_NO_DAY },
  { file: COMPARE, code: "day > from", replacement: "day >= from", why: SAME_DAY },
  {
    file: VOUCHED,
    code: 'before.status === "prohibited"',
    replacement: "false",
    why: "A bar's percentage is 0, which no permission stays within.",
  },
  {
    file: VOUCHED,
    code: '"prohibited"',
    replacement: '""',
    why: "A bar's percentage is 0, which no permission stays within.",
  },
  {
    file: VOUCHED,
    code: "after.maxBps !== null",
    replacement: "true",
    why: "A row that loses its percentage has another basis.",
  },
  { file: VOUCHED, code: '""', replacement: '"Stryker was here!"', why: IN_BOTH },
  ...["is?.status", "is?.kind"].map((code) => ({
    file: VOUCHED,
    code,
    replacement: code.replace("?", ""),
    why: "An id that was not there before is there after; the compiler wants it said.",
  })),
  ...["true", "behind.length >= 0"].map((replacement) => ({
    file: VOUCHED,
    code: "behind.length > 0",
    replacement,
    why: "No widening is known behind which no row is: should there be one, it is refused.",
  })),
  ...[
    ['"eu-everything"', '""'],
    ['"conditional"', '""'],
    ['"fixed"', '""'],
    ["[]", '["Stryker was here"]'],
    ['"None."', '""'],
    ['"https://example.com/"', '""'],
    ['"2000-01-01"', '""'],
    ['"high"', '""'],
  ].map(([code = "", replacement = ""]) => ({ file: VOUCHED, code, replacement, why: IN_BOTH })),
  {
    file: "worker/lookup/ticket.ts",
    code: "false",
    replacement: "true",
    why: "What the key is derived from is never kept: nobody can ask for its bytes.",
  },
  ...[
    ["row.effectiveFrom !== null && row.effectiveTo !== null", "true"],
    [
      "row.effectiveFrom !== null && row.effectiveTo !== null",
      "row.effectiveFrom !== null || row.effectiveTo !== null",
    ],
    ["row.effectiveFrom !== null", "true"],
    ["row.effectiveTo !== null", "true"],
    ["row.recheckOn !== null", "true"],
    ["aged !== null && row.recheckOn !== null", "true"],
    ["aged !== null && row.recheckOn !== null", "aged !== null || row.recheckOn !== null"],
    ["aged !== null", "true"],
  ].map(([code = "", replacement = ""]) => ({ file: SCHEMA, code, replacement, why: NULL_IS_NO_DAY })),
  { file: SCHEMA, code: '"custom"', replacement: '""', why: OUR_OBJECTION },
  { file: FRESHNESS, code: "aged === null", replacement: "false", why: NULL_IS_NO_DAY },
  { file: FRESHNESS, code: "row.recheckOn !== null", replacement: "true", why: NULL_IS_NO_DAY },
  { file: FRESHNESS, code: "row.extendedTo !== undefined", replacement: "true", why: NULL_IS_NO_DAY },
  { file: FRESHNESS, code: "row.recheckOn < aged", replacement: "row.recheckOn <= aged", why: SAME_DAY },
  { file: FRESHNESS, code: "row.extendedTo > own", replacement: "row.extendedTo >= own", why: SAME_DAY },
  { file: PACK, code: '"custom"', replacement: '""', why: OUR_OBJECTION },
  { file: PACK, code: "a < b", replacement: "a <= b", why: "No object has two members of one name." },
  { file: PACK, code: "given.length === 0", replacement: "false", why: SAVES_TIME },
  {
    file: PACK,
    code: "[]",
    replacement: '["Stryker was here"]',
    why: "A text among extensions names no row, so that it extends none.",
  },
  {
    file: PACK,
    code: "renewals.length === 0 && extensions.length === 0",
    replacement: "false",
    why: SAVES_TIME,
  },
  {
    file: ISSUES,
    code: "[]",
    replacement: '["Stryker was here"]',
    why: "Of the forms one reaches as far as the furthest; the compiler wants it said.",
  },
  { file: ISSUES, code: "error.issues.slice(0, MOST_ISSUES)", replacement: "error.issues", why: SAVES_TIME },
  {
    file: ISSUES,
    code: "objections.slice(0, MOST_ISSUES)",
    replacement: "objections",
    why: "Only where a form has more than twenty objections and a later one is further in does it tell another form.",
  },
  {
    file: ISSUES,
    code: "/^Too (big|small):/",
    replacement: "/Too (big|small):/",
    why: NO_WORDS_OF_OURS,
  },
  {
    file: ISSUES,
    code: "/^Invalid (input|option): /",
    replacement: "/Invalid (input|option): /",
    why: NO_WORDS_OF_OURS,
  },
  {
    file: ISSUES,
    code: 'issue.code === "too_big" || issue.code === "too_small"',
    replacement: "true",
    why: "The words say it as well; the compiler wants it said.",
  },
  ...[
    ["isPlain(text) && !/(?:\\d\\D*){12}/.test(text)", "false"],
    ["/(?:\\d\\D*){12}/", "/(?:\\d\\D*)/"],
    ["lacksDigits(text)", "false"],
    ["/^[ -~]*$/", "/^[ -~]$/"],
    ["isPlain(text)", "false"],
    ["(text: string): boolean => isPlain(text) && !/(?:\\d\\D*){12}/.test(text)", "() => undefined"],
    ["(text: string): boolean => /^[ -~]*$/.test(text)", "() => undefined"],
  ].map(([code = "", replacement = ""]) => ({ file: NUMBER, code, replacement, why: SAVES_TIME })),
  {
    file: NUMBER,
    code: '"x"',
    replacement: '""',
    why: "On both sides of what is taken out stands something that is no digit, or the text ends: no run goes over it.",
  },
  {
    file: NUMBER,
    code: "total + (value > 9 ? value - 9 : value)",
    replacement: "total - (value > 9 ? value - 9 : value)",
    why: "A sum below 0 can be divided by ten where the sum above can.",
  },
  { file: LOOKUP, code: '"custom"', replacement: '""', why: OUR_OBJECTION },
  {
    file: JSON_KEYS,
    code: "at < text.length",
    replacement: "at <= text.length",
    why: "After the text there is no character, and none of those that are looked for.",
  },
  ...[
    ["level?.keys != null", "true"],
    ["level?.keys", "level.keys"],
  ].map(([code = "", replacement = ""]) => ({
    file: JSON_KEYS,
    code,
    replacement,
    why: "In valid JSON a comma stands in a container, and whether an array expects a key is never read.",
  })),
  {
    file: BODY,
    code: '""',
    replacement: '"Stryker was here!"',
    why: "Any text that is no type of ours is refused like none.",
  },
  ...[
    ["announced <= maxBytes", "false"],
    ["announced <= maxBytes", "announced < maxBytes"],
    ["announced <= maxBytes", "announced > maxBytes"],
    ["only !== undefined && parts.length === 1", "false"],
    ["only !== undefined", "only === undefined"],
  ].map(([code = "", replacement = ""]) => ({ file: BYTES, code, replacement, why: SAVES_TIME })),
  {
    file: BYTES,
    code: "only !== undefined",
    replacement: "true",
    why: "Where there is one part, it is there; the compiler wants it said.",
  },
  {
    file: BYTES,
    code: "timer !== null",
    replacement: "true",
    why: "There is a timer from the start; the compiler wants it said.",
  },
  {
    file: CARDS,
    code: 'typeof value === "string" || typeof value === "number"',
    replacement: "true",
    why: "No other value has twelve digits as a text.",
  },
  { file: CARDS, code: '""', replacement: '"Stryker was here!"', why: "No member of ours has either name." },
  {
    file: PREFIX,
    code: '""',
    replacement: '"Stryker was here!"',
    why: "Where an address is not cut short, its first four groups are in its head.",
  },
  {
    file: PREFIX,
    code: "address === undefined",
    replacement: "false",
    why: "Read as a text it is no address either; the compiler wants it said.",
  },
  {
    file: LIMITER,
    code: "limiter === undefined",
    replacement: "false",
    why: "To ask a limiter that is not there throws, and a throw is taken as down.",
  },
  ...[
    ['""', '"Stryker was here!"'],
    ["key === null", "false"],
  ].map(([code = "", replacement = ""]) => ({
    file: OPERATOR,
    code,
    replacement,
    why: "What is hashed where there is no key is no key of the settings.",
  })),
  ...[
    ["operation?.area", "operation.area"],
    ["operation === null", "false"],
  ].map(([code = "", replacement = ""]) => ({
    file: OPERATOR,
    code,
    replacement,
    why: "Behind this door each route has its operation; the compiler wants it said.",
  })),
  {
    file: "worker/doors/unlisted-origins.ts",
    code: '""',
    replacement: '"Stryker was here!"',
    why: "Among more than the most there is a first; the compiler wants it said.",
  },
];

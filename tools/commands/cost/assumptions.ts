/** What the simulation takes for granted: nobody measured these, so `docs/cost.md` shows each halved and doubled. */

export interface Assumptions {
  /** Of the platform, those that shoppers come through. Their shares fall as 1, 1/2, 1/3 ... */
  readonly locations: number;
  /** Copies of the Worker that a location runs. Each request meets any of them. */
  readonly isolatesPerLocation: number;
  /** Mean life of an isolate; it is replaced by one that remembers nothing. */
  readonly isolateLifeMs: number;
  /** From the page's first sight to the token: mean, exponentially distributed. */
  readonly typingMs: number;
  /** Mean number of questions after the first about a token, geometrically distributed. */
  readonly repeats: number;
  /** Mean time between questions about a token, exponentially distributed. */
  readonly pauseMs: number;
  /** Share of the repeats that bring a place that was not asked about before. */
  readonly newPlaceShare: number;
  /** Mean time of the gateway: half of it fixed, half exponentially distributed. */
  readonly gatewayMs: number;
  /** Card programmes of each merchant. */
  readonly cardProgrammes: number;
}

export const ASSUMED: Assumptions = {
  locations: 40,
  isolatesPerLocation: 1,
  isolateLifeMs: 3_600_000,
  typingMs: 45_000,
  repeats: 1,
  pauseMs: 20_000,
  newPlaceShare: 0.2,
  gatewayMs: 100,
  cardProgrammes: 0,
};

/** A shop's customers live near each other: the share of a merchant's checkouts that come through its own location. */
export const HOME_SHARE = 0.7;

/** What an object takes beside the gateway, to read a question and to write an answer or a row. */
export const OBJECT_OWN_MS = 5;

/** Of the Worker's processor time, by step: the higher figure of one run of `npm run bench`. */
export const CPU_MS = { policy: 0.36, preflight: 0.32, first: 1.65, repeat: 1.06, ticket: 0.7 } as const;

/** One kind of answers of a merchant in a minute, as it is stored. */
export const COUNT_BYTES = 60;

/** A log line of ours with what the platform adds. */
export const LOG_BYTES = 1_300;

/** The day's shape: the rate is the mean times 1 + SWING sin(2 pi hour / 24). */
export const SWING = 0.8;

export interface Scenario {
  readonly name: string;
  readonly merchants: number;
  /** Cards looked up a day, of each merchant: a million a day altogether. */
  readonly lookupsPerDay: number;
}

export const SCENARIOS: readonly Scenario[] = [
  { name: "1 merchant", merchants: 1, lookupsPerDay: 1_000_000 },
  { name: "10,000 merchants", merchants: 10_000, lookupsPerDay: 100 },
  { name: "100,000 merchants", merchants: 100_000, lookupsPerDay: 10 },
];

/**
 * Which faults come, in which order and for how long: all told by one seed, so that a run can be made again. How long the
 * service is well in between is not told here, for it lasts until it has been seen to be well.
 */
import { type Random, randomFrom } from "../load/random.ts";
import { ALL_FAULTS, type Fault } from "./faults.ts";

/** One fault, or two at once at different places. */
export interface Episode {
  readonly faults: readonly Fault[];
  readonly seconds: number;
}

/** Long enough for breakers to open and for requests to run into every time limit. */
const SHORT_SECONDS = { from: 4, to: 6 };
/** Long enough for a breaker's longest wait; one episode in so many. */
const LONG_SECONDS = 40;
const ONE_LONG_IN = 25;

/** In an order of chance; Fisher and Yates. */
function shuffled<T>(values: readonly T[], random: Random): T[] {
  const left = [...values];
  const found: T[] = [];
  while (left.length > 0) found.push(...left.splice(random.whole(0, left.length - 1), 1));
  return found;
}

/**
 * Without end: each fault by itself once, in an order of chance, then pairs of any two at different places.
 *
 * @param among at least one
 */
export function* episodes(seed: number, among: readonly Fault[] = ALL_FAULTS): Generator<Episode> {
  const random = randomFrom(seed);
  let count = 0;
  const lasting = (faults: readonly Fault[]): Episode => {
    count += 1;
    const short = random.whole(SHORT_SECONDS.from, SHORT_SECONDS.to);
    return { faults, seconds: count % ONE_LONG_IN === 0 ? LONG_SECONDS : short };
  };
  for (const fault of shuffled(among, random)) yield lasting([fault]);
  for (;;) {
    const [one, ...others] = shuffled(among, random);
    const other = others.find(({ place }) => place !== one?.place);
    if (one !== undefined) yield lasting(other === undefined ? [one] : [one, other]);
  }
}

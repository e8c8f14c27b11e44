/** The instant at which rules are judged. */

const DAY_MS = 86_400_000;

/**
 * Now, as the rules see it. Every build has it at no days ahead of the real clock; the test run that proves that nothing
 * lapses by itself builds with others.
 *
 * @param now milliseconds since 1970
 */
export function rulesNow(now: number = Date.now()): Date {
  return new Date(now + __RULES_DAYS_AHEAD__ * DAY_MS);
}

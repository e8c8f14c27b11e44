/** Which book decides. */
import { worldDays } from "../surcharge/day.ts";
import type { RuleBook } from "./book.ts";
import { builtInBook } from "./built-in.ts";
import { rulesNow } from "./clock.ts";
import { developmentBook } from "./development.ts";

let developed: { readonly day: string; readonly book: RuleBook } | undefined;

/** A development build's book of today; made anew when the day is another, so that a run of months does not lapse. */
function developedToday(): RuleBook {
  const at = rulesNow();
  const day = worldDays(at).first;
  if (developed?.day !== day) developed = { day, book: developmentBook(at) };
  return developed.book;
}

/** The book in force. */
export const bookInForce = (): RuleBook => (__DEVELOPMENT__ ? developedToday() : builtInBook);

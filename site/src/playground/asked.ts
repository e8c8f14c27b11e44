/** One question and everything that came of it so far. */
import type { QuoteVerdict } from "../../../contract/verify-report.ts";
import type { LiveElement } from "./live-element.ts";
import type { Question } from "./question.ts";
import type { Reply, RuleRow } from "./service.ts";
import type { ChangeName } from "./tamper.ts";

export interface Asked {
  readonly question: Question;
  /** What is asked about: the question's, or the sandbox's for a card of its; empty: there is none yet. */
  token: string;
  readonly live: LiveElement;
  reply?: Reply;
  beside?: Reply;
  /** Null: they could not be read. */
  rows?: readonly RuleRow[] | null;
  change: ChangeName;
  verdict?: QuoteVerdict;
}

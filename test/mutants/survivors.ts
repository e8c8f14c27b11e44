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

export const EXPLAINED: readonly ExplainedSurvivor[] = [];

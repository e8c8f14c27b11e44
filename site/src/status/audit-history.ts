/**
 * The changes that were read of the audit: the newest page, again and again, and older ones as they are asked for. What was
 * read stays, so that no change is lost between two pages when new ones push the newest page on. Pure but for what it keeps.
 */
import type { AuditedChangeRead, AuditRead } from "./read/audit.ts";

export class AuditHistory {
  readonly #byNumber = new Map<number, AuditedChangeRead>();
  #cursor: string | null = null;

  /** The newest first. */
  get changes(): readonly AuditedChangeRead[] {
    return [...this.#byNumber.values()].toSorted((a, b) => b.number - a.number);
  }

  /** Where what is older than all of these begins; null: there is nothing older. */
  get cursor(): string | null {
    return this.#cursor;
  }

  /** The newest page. Where it does not reach down to what was read before, there may be more between: that is let go. */
  addNewest({ changes, cursor }: AuditRead): void {
    const doesReach = cursor === null || changes.some(({ number }) => this.#byNumber.has(number));
    if (!doesReach) this.#byNumber.clear();
    if (this.#byNumber.size === 0) this.#cursor = cursor;
    this.#keep(changes);
  }

  /** The page behind the cursor. */
  addOlder({ changes, cursor }: AuditRead): void {
    this.#cursor = cursor;
    this.#keep(changes);
  }

  /** What is said last of a change counts: one that was unfinished may have ended. */
  #keep(changes: readonly AuditedChangeRead[]): void {
    for (const change of changes) this.#byNumber.set(change.number, change);
  }
}

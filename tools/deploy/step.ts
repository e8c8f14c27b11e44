/** What a step of a deploy is: data for a dry run, and what looks and does. */
import type { Surroundings } from "../cli/surroundings.ts";
import type { Deployed } from "./deployed.ts";
import type { DeployEnvironment } from "./environment.ts";
import type { Wrangler } from "./wrangler.ts";

/** What the person or the pipeline has said. */
export interface Wishes {
  readonly host?: string | undefined;
  readonly account?: string | undefined;
  /** A file; false: none is to be added. */
  readonly merchant?: string | false | undefined;
  readonly gatewayKey?: string | undefined;
  /** Every secret of the file is sent once more. */
  readonly secrets?: boolean | undefined;
}

/** What the steps have found or made so far; each is there for those behind it. */
export interface Found {
  account?: { readonly id: string; readonly name: string };
  /** What is at the platform now; null: no Worker of this name. */
  deployed?: Deployed | null;
  issuer?: string;
  /** Ids by binding. */
  stores?: Readonly<Record<string, string>>;
  /** Where there is an operator's key: the merchants that are there. */
  merchants?: readonly { readonly id: string; readonly mode: string | null }[];
}

export interface Work {
  readonly environment: DeployEnvironment;
  readonly wishes: Wishes;
  readonly surroundings: Surroundings;
  readonly wrangler: Wrangler;
  readonly found: Found;
}

/** What a look at it found. */
export interface Look {
  readonly isDone: boolean;
  /** What is there, or what is missing, in words. */
  readonly says: string;
}

export interface DeployStep {
  readonly name: string;
  /** What it does, in words. */
  readonly does: string;
  /** Everything that it runs, writes and sends, a line each. Nothing is asked for it. */
  plan(environment: DeployEnvironment, wishes: Wishes): readonly string[];
  /** What it takes to undo it, and what that costs. */
  undo(environment: DeployEnvironment): string;
  look(work: Work): Promise<Look>;
  /** Does what the look found missing. @returns what was done, in words @throws ToolError saying what to do */
  carryOut(work: Work): Promise<string>;
}

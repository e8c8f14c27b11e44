/** How the page writes figures. */
import type { Assumptions } from "./assumptions.ts";

export const dollars = (amount: number): string => `$${amount.toFixed(2)}`;

/** Whole dollars, with commas. */
export const wholeDollars = (amount: number): string => `$${Math.round(amount).toLocaleString("en-US")}`;

/** Thousands or millions, to three digits. */
export function amountOf(count: number): string {
  if (count >= 1_000_000) return `${(count / 1_000_000).toPrecision(3)} million`;
  return count >= 1_000 ? `${Math.round(count / 1_000)} thousand` : String(Math.round(count));
}

export const percent = (share: number): string => `${Math.round(share * 100)} %`;

export const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;

const minutes = (ms: number) => `${ms / 60_000} minutes`;
const seconds = (ms: number) => `${ms / 1_000} s`;

/** What each assumption is, and how its value is written. */
export const ASSUMPTION_WORDS: Readonly<
  Record<keyof Assumptions, { readonly what: string; readonly write: (value: number) => string }>
> = {
  locations: {
    what: "locations of the platform that shoppers come through, with shares of 1, 1/2, 1/3 ...",
    write: String,
  },
  isolatesPerLocation: {
    what: "isolates a location runs, each request meets any of them. [The platform](https://blog.cloudflare.com/eliminating-cold-starts-2-shard-and-conquer/) sends a Worker's requests to one server until that is busy",
    write: String,
  },
  isolateLifeMs: { what: "mean life of an isolate", write: minutes },
  typingMs: { what: "mean time from a page's first sight to the token", write: seconds },
  repeats: { what: "mean number of further questions about a token", write: String },
  pauseMs: { what: "mean time between two questions about a token", write: seconds },
  newPlaceShare: { what: "share of the further questions that bring a new place", write: percent },
  gatewayMs: { what: "mean time of the gateway", write: (ms) => `${ms} ms` },
  cardProgrammes: { what: "card programmes of each merchant", write: String },
};

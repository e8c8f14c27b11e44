/**
 * Writes `docs/element-states.md` from the element's table of transitions: what each event does, in words and as a
 * picture. Run `npm run states` after a change of the table.
 */
import { writeFileSync } from "node:fs";
import { STATUSES, type Status } from "../../contract/lists.ts";
import type { Source } from "../../widget/checkout/state.ts";
import { TRANSITIONS, type Transition } from "../../widget/checkout/transitions.ts";
import { imageOf } from "./pictures.ts";

export const PAGE = new URL("../../docs/element-states.md", import.meta.url);

const EVENTS: Readonly<Record<Transition["event"], string>> = {
  changed: "a place, an amount, the language or anything else that is sent is another one",
  typed: "the Tokenizer tells of a card number, or that there is none any more",
  touched: "the focus goes into the card form",
  otherMethod: "another method than a card is chosen",
  otherSuccess: "the Tokenizer succeeds with another method",
  token: "there is a token: of the Tokenizer, or set by the page",
  savedAnswer: "the page sets a server-made answer",
  again: "the page presses again where no answer came",
  decided: "there is an answer, of the service or of the element itself",
  accepted: "the shopper accepts",
  acceptCancelled: "the page is against the acceptance",
  confirmed: "the page is not against the acceptance",
  pressed: "the page asks for a review of what is answered",
  expired: "the answer is too old to charge",
  reset: "reset, declined, restored by the browser, or out of the page",
};

const DECISIONS = {
  agreed: "the offer that was accepted before",
  offer: "an offer",
  free: "nothing is added",
} as const;
const SOURCES = {
  none: "no source",
  token: "a token",
  answer: "a server-made answer",
  method: "another method",
} as const;
/** Where each source can be. */
const STATUSES_OF: Readonly<Record<Source["kind"], readonly Status[]>> = {
  none: ["idle", "preview", "unknown", "expired"],
  token: ["pending", "surcharge", "accepted", "none", "unknown"],
  answer: ["pending", "surcharge", "accepted", "none", "unknown"],
  method: ["none"],
};
const AGREED = { same: "", none: "gone", offer: "that offer" } as const;
const LAPSED = { same: "", none: "gone", kept: "what was shown" } as const;
const TOLD = { same: "", none: "none", told: "the event's" } as const;

const listed = (statuses: readonly Status[] | undefined) => statuses?.map((status) => `\`${status}\``).join(", ");

function conditionOf({ statuses, sources, decision }: Transition): string {
  const parts = [
    listed(statuses),
    sources?.map((source) => SOURCES[source]).join(" or "),
    decision && DECISIONS[decision],
  ];
  return parts.filter(Boolean).join("; ");
}

/** The status that a new turn starts in. */
function startWords({ event, source, preview }: Transition): string {
  if (event === "token" || event === "again" || event === "savedAnswer") return "`pending`";
  if (source === "same") return "`pending` with a token, else `preview` or `idle`";
  return source === "none" && preview !== "none" ? "`preview` or `idle`" : "`idle`";
}

function statusWords(row: Transition): string {
  if (row.status === "same") return "";
  if (row.status === "start") return startWords(row);
  return row.status === "outcome" ? "the answer's outcome" : `\`${row.status}\``;
}

const heldWords = ({ held }: Transition) => (held === "same" ? "" : held);
const reviewWords = ({ review }: Transition) => (review === "same" ? "" : review);

function rowOf(row: Transition): string {
  const cells = [
    `\`${row.event}\``,
    conditionOf(row),
    statusWords(row),
    TOLD[row.source],
    row.turn === "new" ? "new" : "",
    AGREED[row.agreed],
    LAPSED[row.lapsed],
    heldWords(row),
    reviewWords(row),
  ];
  return `| ${cells.join(" | ")} |`;
}

/** Where a row leads; nothing where it stays. */
function targetsOf({ event, status, source, preview, decision }: Transition, from: Status): readonly Status[] {
  if (status === "same") return [];
  if (status === "outcome") return decision === "offer" ? ["surcharge"] : ["none", "unknown"];
  if (status !== "start") return [status];
  if (event === "token" || event === "again" || event === "savedAnswer") return ["pending"];
  if (source === "told") return ["none"];
  if (source === "same") return STATUSES_OF.token.includes(from) ? ["pending"] : [];
  return preview === "told" ? ["preview", "idle"] : ["idle"];
}

/** An arrow between two statuses, with all events that take it. */
export interface Arrow {
  readonly from: Status | "any";
  readonly to: Status;
  readonly events: readonly string[];
}

/** What is drawn: each arrow once. Arrows to where one is already are left out. */
export function arrows(): Arrow[] {
  const found = new Map<string, { from: Status | "any"; to: Status; events: string[] }>();
  for (const row of TRANSITIONS) {
    const isFromAny = !row.statuses && !row.sources && row.event !== "decided" && row.event !== "changed";
    const froms = row.statuses ?? row.sources?.flatMap((source) => STATUSES_OF[source]) ?? STATUSES;
    for (const status of new Set(row.event === "decided" ? STATUSES_OF.token.slice(0, 1) : froms))
      for (const to of targetsOf(row, status)) {
        if (status === to && !isFromAny) continue;
        const from = isFromAny ? "any" : status;
        const arrow = found.get(`${from} ${to}`) ?? { from, to, events: [] };
        if (!arrow.events.includes(row.event)) arrow.events.push(row.event);
        found.set(`${from} ${to}`, arrow);
      }
  }
  return [...found.values()];
}

/** The page as it must stand in `docs/`. */
export function elementStatesPage(): string {
  return `# The element's states

Written by \`npm run states\` from [\`widget/checkout/transitions.ts\`](../widget/checkout/transitions.ts): change it there.

${imageOf("states")}

In words it is the second table below, and the shorter one of [statuses](integrate.md#statuses) in the guide. An arrow from a frame leaves any status in it. Left out are events that change no
status, and that a malformed attribute makes any status \`unknown\`.

## Events

| event | when |
| --- | --- |
${Object.entries(EVENTS)
  .map(([name, words]) => `| \`${name}\` | ${words} |`)
  .join("\n")}

## What each event changes

The first row that fits counts; where none fits, nothing happens. An empty cell stays as it was. A **turn** ends whenever anything
that an answer depends on changes: an answer to an older turn is dropped. **Agreed** is what a shopper had accepted before the
answer expired; **lapsed** is an answer that expired and can still be read. The **held success** is what the Tokenizer gave; it is handed over once a press, which is a \`review()\` or a
\`submit()\` of the page's: \`let go\` waits for the next one. A waiting **review** that is \`superseded\` rejects, unless the Tokenizer still owes it a token.

| event | only with | status becomes | source | turn | agreed | lapsed | held success | review |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
${TRANSITIONS.map(rowOf).join("\n")}
`;
}

if (import.meta.main) writeFileSync(PAGE, elementStatesPage());

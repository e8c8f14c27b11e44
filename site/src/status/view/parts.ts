/** Small parts that every view uses: times, bars, states, cards and what is said where something could not be read. */
import { html, nothing, svg, type TemplateResult } from "lit/html.js";
import type { Failure } from "../client.ts";
import { formatShare, formatTime, formatUtc, type TimeStyle } from "../format.ts";
import type { Polled } from "../polled.ts";

/** In the reader's zone, with UTC for a pointer. @param at milliseconds since 1970 */
export const timeOf = (at: number, style: TimeStyle = "moment"): TemplateResult =>
  html`<time datetime=${new Date(at).toISOString()} title=${formatUtc(at)}>${formatTime(at, style)}</time>`;

/** The same of an ISO 8601 text; one that is none is shown as it is. */
export function timeOfText(text: string | null | undefined, style: TimeStyle = "moment"): unknown {
  const at = Date.parse(text ?? "");
  return Number.isFinite(at) ? timeOf(at, style) : (text ?? "–");
}

/** A bar beside its figure, which says the same. @param share 0 to 1 */
export const barOf = (share: number, tone = "accent"): TemplateResult => html`<svg
  class="bar ${tone}" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true"
>${svg`<rect width=${Math.max(0, Math.min(100, share * 100))} height="1"></rect>`}</svg>`;

/** A share with its bar. */
export const shareCell = (share: number | null, tone?: string): TemplateResult =>
  html`<span class="share">${share === null ? nothing : barOf(share, tone)}<span>${formatShare(share)}</span></span>`;

/** A text of the service, in which names stand between backticks. */
export const withCode = (text: string): unknown =>
  text.split("`").map((part, index) => (index % 2 === 0 ? part : html`<code>${part}</code>`));

const SIGN = { well: "✓", look: "!", trouble: "✕", off: "–" } as const;
export type Tone = keyof typeof SIGN;

/** A state as a sign and a word; never by colour alone. */
export const stateOf = (tone: Tone, word: string): TemplateResult =>
  html`<span class="state ${tone}"><span class="sign" aria-hidden="true">${SIGN[tone]}</span>${word}</span>`;

export const cardOf = (title: string, body: unknown, note: unknown = nothing): TemplateResult =>
  html`<section class="card"><h2>${title}</h2>${note}${body}</section>`;

/** What could not be read, and since when what is shown stands. */
export function failureOf(name: string, polled: Pick<Polled<unknown>, "failure" | "readAt">): unknown {
  const { failure, readAt } = polled;
  if (failure === undefined) return nothing;
  const since = readAt === undefined ? nothing : html` Shown as of ${timeOf(readAt, "clock")}.`;
  return html`<p class="missing">${sayFailure(name, failure)}${since}</p>`;
}

export const sayFailure = (name: string, { text }: Failure): string => `${name}: ${text}`;

/** The view of something that is read: itself, or that it is on its way, or why it is not there. */
export function shown<T>(name: string, polled: Polled<T>, view: (value: T) => unknown): unknown {
  const { value, failure } = polled;
  if (value !== undefined) return html`${failureOf(name, polled)}${view(value)}`;
  return failure === undefined ? html`<p class="quiet">Reading …</p>` : failureOf(name, polled);
}

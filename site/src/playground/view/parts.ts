/** Small parts that several views share: the head, a card, JSON in a box that can be reached, an outcome in words. */
import { html, type TemplateResult } from "lit/html.js";
import type { Outcome } from "../../../../contract/lists.ts";

export const headOf = (): TemplateResult => html`
  <a class="skip" href="#main" @click=${skip}>To the content</a>
  <header>
    <a class="name" href="/"><img src="/favicon.svg" alt="" width="24" height="24" />card-surcharge</a>
    <nav aria-label="Main"><a href="/builder">Builder</a><a href="/playground" aria-current="page">Playground</a><a href="/docs/">Docs</a><a href="/docs/api/">API</a></nav>
  </header>`;

/** The address is the question: going to the content must not change it. */
function skip(event: Event): void {
  event.preventDefault();
  document.querySelector<HTMLElement>("#main")?.focus();
}

/** A part of the page with a heading. @param id one of a kind in the page */
export const cardOf = (id: string, title: string, inside: unknown): TemplateResult => html`
  <section class="card ${id}" aria-labelledby=${id}><h2 id=${id}>${title}</h2>${inside}</section>`;

/** What was sent or came, as JSON. */
export const jsonOf = (label: string, value: unknown): TemplateResult => html`
  <div class="scroll code" role="region" aria-label=${label}><pre>${JSON.stringify(value, null, 2)}</pre></div>`;

const SIGN: Readonly<Record<Outcome, string>> = { surcharge: "+", none: "0", unknown: "?" };

/** In a sign and a word, not in colour alone. */
export const outcomeOf = (outcome: Outcome): TemplateResult =>
  html`<span class="outcome ${outcome}"><span class="sign" aria-hidden="true">${SIGN[outcome]}</span>${outcome}</span>`;

/** Boxes that do scroll can be reached by the keyboard; those that don't are no stop on its way. */
export function letScrollersBeReached(root: ParentNode): void {
  for (const box of root.querySelectorAll<HTMLElement>(".scroll")) {
    const doesScroll = box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1;
    if (doesScroll) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  }
}

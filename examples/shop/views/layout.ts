/** What every page of the shop has: head, name, footer. */
import { html, raw } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";

/** Markup that is safe to send: every value in it was escaped. */
export type Markup = HtmlEscapedString | Promise<HtmlEscapedString>;

export interface Layout {
  readonly title: string;
  readonly main: Markup;
  readonly scripts?: Markup | "";
}

export function layout({ title, main, scripts = "" }: Layout): Markup {
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="description" content="A sample shop: a checkout that says what a card costs before it is charged.">
    <title>${title} · Larch & Loam Coffee</title>
    <link rel="icon" href="/icon.svg" type="image/svg+xml">
    <link rel="stylesheet" href="/shop.css">
    ${scripts}
  </head>
  <body>
    <header class="bar">
      <a class="logo" href="/">
        <svg viewBox="0 0 32 32" width="30" height="30" aria-hidden="true"><path d="M16 2 6 15h5l-7 9h10v6h4v-6h10l-7-9h5z"/></svg>
        <span>Larch & Loam</span>
      </a>
      <p>Secure checkout</p>
    </header>
    ${main}
    <footer>Larch & Loam is a sample shop. Nothing is sold and no card is charged.</footer>
  </body>
</html>`;
}

/** A page that says one thing. */
export const notice = (title: string, text: string): Markup =>
  layout({
    title,
    main: html`<main class="sheet narrow"><h1>${title}</h1><p>${text}</p><p><a class="button" href="/">Back to the checkout</a></p></main>`,
  });

/** The offer as a page of its own, for a form that was sent without script. @param offer escaped markup */
export const offerPage = (offer: string): Markup =>
  layout({
    title: "Before you pay",
    main: html`<main class="sheet narrow"><h1>Before you pay</h1>${raw(offer)}</main>`,
  });

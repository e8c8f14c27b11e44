/**
 * The element's look. It takes font, colour and colour scheme from the page, and has no opinion beyond spacing. Lines are
 * a half-transparent grey, and what a shopper can press has an edge of 4.5:1 on white and on black.
 */
import { css } from "lit";
import { controls } from "./control-styles.ts";

const layout = css`
  :host {
    --line: var(--card-surcharge-border-color, #8887);
    --gap: var(--card-surcharge-gap, 0.75em);
    display: block;
    color: var(--card-surcharge-color, inherit);
    font-size: var(--card-surcharge-font-size, inherit);
    line-height: 1.45;
    max-width: var(--card-surcharge-max-width, 40em);
    text-align: start;
    text-wrap: pretty;
    overflow-wrap: break-word;
    hyphens: auto;
    hyphenate-limit-chars: 12 5 4;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  :lang(ja) {
    word-break: auto-phrase;
  }
  p,
  dl,
  dd {
    margin: 0;
  }
  .base,
  .view,
  .top,
  .any,
  .offer,
  .rows {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
  }
  .top > *,
  .any > *,
  .view {
    grid-area: 1 / 1;
  }
  .view {
    align-self: start;
    gap: var(--gap);
    min-block-size: 2lh;
    border-radius: var(--card-surcharge-radius, 0.5em);
    background: var(--card-surcharge-background, none);
  }
  :host([theme="outlined" i]) .view,
  :host([theme="filled" i]) .view {
    border: var(--card-surcharge-border-width, 1px) solid var(--line);
    padding: var(--card-surcharge-padding, min(1em, 5%));
  }
  :host([theme="filled" i]) .view {
    background: var(--card-surcharge-background, #8882);
    border-color: #0000;
  }
  /* The mark stands beside the text, and above it where that would leave no room for words. */
  .now {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-start;
    align-content: flex-start;
    gap: 0 var(--gap);
  }
  .lead {
    display: flex;
    align-items: center;
    width: 2em;
    height: 1lh;
  }
  .mark,
  ::slotted([slot="brand"]) {
    width: 100%;
    max-height: 100%;
  }
  .mark {
    overflow: visible;
    stroke: currentcolor;
    stroke-width: 2;
    stroke-linejoin: round;
  }
  .said {
    flex: 1 1 12em;
    min-width: 0;
  }
  .headline,
  .total {
    font-size: 1.125em;
    line-height: 1.3;
    font-weight: var(--card-surcharge-total-weight, 600);
  }
  .small {
    font-size: var(--card-surcharge-small-font-size, 0.875em);
  }
  .said > :not(:empty) + p:not(:empty) {
    margin-top: 0.3em;
  }
  .offer {
    grid-template-rows: 1fr;
    container-type: inline-size;
  }
  .rows {
    gap: var(--gap);
    min-height: 0;
  }
  .amounts {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    row-gap: 0.3em;
    font-variant-numeric: tabular-nums;
  }
  .amounts > :nth-child(odd) {
    padding-inline-end: 1em;
  }
  /* To the right in every language: that is where the decimals are. */
  .amounts > :nth-child(even) {
    text-align: right;
    white-space: nowrap;
  }
  .total {
    border-top: 1px solid var(--line);
    padding-top: 0.4em;
  }
  @container (max-width: 15em) {
    .amounts {
      grid-template-columns: minmax(0, 1fr);
      row-gap: 0;
    }
    dd.total {
      border: 0;
      padding: 0;
    }
    dt:not(:first-of-type) {
      margin-top: 0.3em;
    }
  }
  p.agreed {
    font-weight: 600;
  }
  p.agreed::before {
    content: "✓ " / "";
  }
  /* As high as the check, which is narrow and high where it has no 300 px. */
  .check {
    container-type: inline-size;
  }
  iframe {
    width: 100%;
    height: 70px;
    border: 0;
  }
  @container (max-width: 299px) {
    iframe {
      height: 145px;
    }
  }
  .room,
  .unseen,
  .away {
    visibility: hidden;
  }
  .room span::before {
    content: attr(data-text);
  }
  .away {
    display: var(--card-surcharge-reserve, none);
  }
  ::slotted([slot="other-method"]) {
    margin-top: var(--gap);
  }
  @media screen {
    .fold:not([open]) + .small {
      display: none;
    }
  }
  @media print {
    .view {
      break-inside: avoid;
    }
    .actions,
    .fold,
    .away,
    .room,
    iframe {
      display: none !important;
    }
  }
`;

/** Nothing moves for those who want nothing to move. */
const motion = css`
  /* Grows with the answer to a press. */
  @keyframes grow {
    0% {
      grid-template-rows: 0fr;
      overflow: clip;
    }
    99% {
      overflow: clip;
    }
  }
  /* Seen only once a check has taken a moment. */
  @keyframes turn {
    0% {
      visibility: visible;
    }
    100% {
      visibility: visible;
      rotate: 360deg;
    }
  }
  @media screen and (prefers-reduced-motion: no-preference) {
    .offer {
      animation: grow 150ms ease-out;
    }
    .room .offer {
      animation: none;
    }
    .pending:not(:empty)::after {
      content: "" / "";
      visibility: hidden;
      display: inline-block;
      box-sizing: border-box;
      width: 0.9em;
      height: 0.9em;
      margin-inline-start: 0.5em;
      vertical-align: -0.1em;
      border: 2px solid;
      border-inline-end-color: #0000;
      border-radius: 50%;
      forced-color-adjust: none;
      animation: turn 800ms linear 300ms infinite;
    }
  }
`;

export const styles = [layout, controls, motion];

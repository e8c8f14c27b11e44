/**
 * The element's look. It takes font, colour and colour scheme from the page, and has no opinion beyond
 * spacing. Lines are a half-transparent grey, which is visible on light and dark alike.
 */
import { css } from "lit";

export const styles = css`
  :host {
    --line: var(--card-surcharge-border-color, #8887);
    --gap: var(--card-surcharge-gap, 0.75em);
    display: block;
    color: var(--card-surcharge-color, inherit);
    font-size: var(--card-surcharge-font-size, inherit);
    line-height: 1.45;
    max-width: var(--card-surcharge-max-width, 40em);
    text-align: start;
    overflow-wrap: anywhere;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  .base {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
  }
  .view {
    grid-area: 1 / 1;
    align-self: start;
    display: grid;
    grid-template-columns: 2.25em minmax(0, 1fr);
    gap: var(--gap);
    border-radius: var(--card-surcharge-radius, 0.5em);
    background: var(--card-surcharge-background, none);
  }
  :host([theme="outlined" i]) .view,
  :host([theme="filled" i]) .view {
    border: var(--card-surcharge-border-width, 1px) solid var(--line);
    padding: var(--card-surcharge-padding, 1em);
  }
  :host([theme="filled" i]) .view {
    background: var(--card-surcharge-background, #8882);
    border-color: #0000;
  }
  .wide {
    grid-column: 1 / -1;
  }
  .notice {
    grid-area: 1 / 1 / 2 / -1;
  }
  .said {
    grid-area: 1 / 2;
  }
  p,
  dl,
  dd {
    margin: 0;
  }
  .lead {
    display: flex;
    align-items: center;
    width: 2.25em;
    height: 1.45em;
  }
  .mark {
    width: 100%;
    stroke: #888;
  }
  .amounts {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    row-gap: 0.3em;
  }
  dd {
    text-align: end;
    white-space: nowrap;
  }
  .total {
    font-weight: var(--card-surcharge-total-weight, 600);
    border-top: 1px solid var(--line);
    padding-top: 0.4em;
  }
  .small {
    font-size: var(--card-surcharge-small-font-size, 0.875em);
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em;
  }
  .button {
    box-sizing: border-box;
    font: inherit;
    color: inherit;
    background: var(--card-surcharge-secondary-background, none);
    border: 1px solid #888;
    border-radius: var(--card-surcharge-button-radius, 0.4em);
    padding: var(--card-surcharge-button-padding, 0.6em 0.8em);
    min-height: 44px;
    cursor: pointer;
  }
  .button:hover {
    opacity: 0.8;
  }
  .accept {
    flex-grow: 99;
    font-weight: 600;
    color: var(--card-surcharge-button-color, Canvas);
    background: var(--card-surcharge-button-background, CanvasText);
    border-color: #0000;
  }
  .accept + .button {
    flex-grow: 1;
  }
  .button:focus-visible {
    outline: 3px solid var(--card-surcharge-focus-color, Highlight);
    outline-offset: 2px;
  }
  [aria-disabled="true"] {
    opacity: 0.6;
    cursor: default;
  }
  @keyframes breathe {
    50% {
      opacity: 0.3;
    }
  }
  p.accepted {
    font-weight: 600;
  }
  p.accepted::before {
    content: "✓ " / "";
  }
  iframe {
    width: 100%;
    height: 160px;
    border: 0;
  }
  .room {
    visibility: hidden;
    display: var(--card-surcharge-reserve, grid);
  }
  .room span::before {
    content: attr(data-text);
  }
  .any {
    display: grid;
  }
  .any > * {
    grid-area: 1 / 1;
  }
  .away {
    visibility: hidden;
  }
  ::slotted([slot]) {
    margin-top: var(--gap);
  }
  @media (prefers-reduced-motion: no-preference) {
    .pending .mark {
      animation: breathe 1.6s infinite;
    }
  }
  @media (forced-colors: active) {
    .accept {
      color: ButtonText;
      background: ButtonFace;
    }
  }
  @media print {
    .actions,
    .away,
    .room,
    iframe {
      display: none !important;
    }
  }
`;

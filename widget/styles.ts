/** The element's look. It takes font, colour and colour scheme from the page, and has no opinion beyond spacing. */

/** Marks the text as a stylesheet, for editors and for the build. */
const css = String.raw;

export const styles = css`
  :host {
    --line: var(--card-surcharge-border-color, color-mix(in srgb, currentColor 24%, transparent));
    --gap: var(--card-surcharge-gap, 0.75em);
    --mark: var(--card-surcharge-mark-size, 2.25em);
    --fill: var(--card-surcharge-button-background, CanvasText);
    --quick: var(--card-surcharge-transition, 0.12s);
    display: block;
    color: var(--card-surcharge-color, inherit);
    font-size: var(--card-surcharge-font-size, inherit);
    line-height: var(--card-surcharge-line-height, 1.45);
    max-inline-size: var(--card-surcharge-max-width, 40em);
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
    border: var(--card-surcharge-border-width, 1px) solid var(--line);
    border-radius: var(--card-surcharge-radius, 0.5em);
    padding: var(--card-surcharge-padding, 1em);
    background: var(--card-surcharge-background, none);
  }
  .plain {
    border: 0;
    padding: 0;
  }
  .filled {
    background: var(--card-surcharge-background, color-mix(in srgb, currentColor 6%, transparent));
    border-color: transparent;
  }
  .view {
    grid-area: 1 / 1;
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: var(--gap);
    align-content: start;
  }
  .wide {
    grid-column: 1 / -1;
  }
  p,
  dl,
  dd,
  ul {
    margin: 0;
    padding: 0;
  }
  .lead {
    display: flex;
    align-items: center;
    inline-size: var(--mark);
    block-size: calc(1em * var(--card-surcharge-line-height, 1.45));
  }
  .mark {
    inline-size: var(--mark);
    flex: none;
  }
  .mark rect {
    stroke: color-mix(in srgb, currentColor 45%, transparent);
  }
  .mark text {
    fill: #fff;
    font: 700 11px system-ui, sans-serif;
    text-anchor: middle;
  }
  .amounts {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    row-gap: 0.3em;
    font-variant-numeric: tabular-nums;
  }
  dd {
    text-align: end;
    white-space: nowrap;
  }
  .total {
    font-weight: var(--card-surcharge-total-weight, 600);
    border-block-start: 1px solid var(--line);
    padding-block-start: 0.4em;
  }
  .small {
    font-size: var(--card-surcharge-small-font-size, 0.875em);
  }
  .rates,
  .rates li,
  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5em;
  }
  .rates {
    column-gap: 1.25em;
    list-style: none;
  }
  .button {
    box-sizing: border-box;
    font: inherit;
    color: inherit;
    background: var(--card-surcharge-secondary-background, none);
    border: 1px solid color-mix(in srgb, currentColor 50%, transparent);
    border-radius: var(--card-surcharge-button-radius, 0.4em);
    padding: var(--card-surcharge-button-padding, 0.6em 0.8em);
    min-block-size: 44px;
    cursor: pointer;
    transition: background-color var(--quick), opacity var(--quick);
  }
  .button:hover {
    background: color-mix(in srgb, currentColor 8%, transparent);
  }
  .accept,
  .accept:hover {
    flex: 1 1 auto;
    font-weight: 600;
    color: var(--card-surcharge-button-color, Canvas);
    background: var(--fill);
    border-color: var(--fill);
  }
  .accept:hover {
    background: var(--card-surcharge-button-hover-background, color-mix(in srgb, var(--fill) 85%, Canvas));
  }
  .button:focus-visible {
    outline: 3px solid var(--card-surcharge-focus-color, Highlight);
    outline-offset: 2px;
  }
  [aria-disabled="true"] {
    opacity: 0.6;
    cursor: default;
  }
  .spin {
    box-sizing: border-box;
    inline-size: 1.1em;
    block-size: 1.1em;
    margin: auto;
    border: 2px solid var(--line);
    border-block-start-color: currentColor;
    border-radius: 50%;
    animation: spin 0.9s linear infinite;
  }
  @keyframes spin {
    to {
      rotate: 1turn;
    }
  }
  .done {
    font-weight: 600;
  }
  .done::before {
    content: "✓ ";
  }
  iframe {
    inline-size: 100%;
    block-size: 20em;
    border: 0;
  }
  .room {
    visibility: hidden;
    display: var(--card-surcharge-reserve, grid);
    pointer-events: none;
  }
  .room i {
    font-style: inherit;
  }
  .room i::before {
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
    margin-block-start: var(--gap);
  }
  @media (prefers-reduced-motion) {
    .spin {
      animation: none;
    }
    .button {
      transition: none;
    }
  }
  @media (forced-colors: active) {
    .base {
      border-color: CanvasText;
    }
    .accept {
      forced-color-adjust: none;
      color: HighlightText;
      background: Highlight;
    }
    [aria-disabled="true"] {
      forced-color-adjust: auto;
      color: GrayText;
      opacity: 1;
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

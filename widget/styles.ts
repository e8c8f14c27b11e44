/** The element's look. It takes font, colour and colour scheme from the page, and has no opinion beyond spacing. */

/** Marks the text as a stylesheet, for editors and for the build. */
const css = String.raw;

export const styles = css`
  :host {
    --_line: var(--card-surcharge-border-color, color-mix(in srgb, currentColor 24%, transparent));
    --_gap: var(--card-surcharge-gap, 0.75em);
    --_small: var(--card-surcharge-small-font-size, 0.875em);
    display: block;
    color: var(--card-surcharge-color, inherit);
    font-size: var(--card-surcharge-font-size, inherit);
    line-height: var(--card-surcharge-line-height, 1.45);
    max-inline-size: var(--card-surcharge-max-width, 40em);
    text-align: start;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  .base {
    box-sizing: border-box;
    border-radius: var(--card-surcharge-radius, 0.5em);
    background: var(--card-surcharge-background, transparent);
    overflow-wrap: anywhere;
  }
  .outlined,
  .filled {
    padding: var(--card-surcharge-padding, 1em);
    border: var(--card-surcharge-border-width, 1px) solid var(--_line);
  }
  .filled {
    background: var(--card-surcharge-background, color-mix(in srgb, currentColor 6%, transparent));
    border-color: transparent;
  }
  .stack {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-items: start;
  }
  .stack > * {
    grid-area: 1 / 1;
  }
  .view,
  .room {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    column-gap: var(--_gap);
    row-gap: var(--_gap);
  }
  .view > .wide,
  .room > .wide {
    grid-column: 1 / -1;
  }
  .lead {
    grid-column: 1;
    block-size: 1.45em;
    display: flex;
    align-items: center;
  }
  .words {
    grid-column: 2;
  }
  p,
  dl,
  dd {
    margin: 0;
  }
  p:empty {
    display: none;
  }
  .mark {
    inline-size: var(--card-surcharge-mark-size, 2.25em);
    block-size: auto;
    flex: none;
  }
  .mark rect {
    stroke: color-mix(in srgb, currentColor 45%, transparent);
    stroke-width: 1;
  }
  .mark text {
    fill: #fff;
    font: 700 11px system-ui, sans-serif;
    text-anchor: middle;
  }
  dl {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 0.3em var(--_gap);
    font-variant-numeric: tabular-nums;
  }
  dd {
    text-align: end;
    white-space: nowrap;
  }
  .total {
    font-weight: var(--card-surcharge-total-weight, 600);
    border-block-start: 1px solid var(--_line);
    padding-block-start: 0.4em;
    margin-inline: 0;
  }
  dt.total {
    margin-inline-end: calc(-1 * var(--_gap));
  }
  .disclosure,
  .rates {
    font-size: var(--_small);
  }
  .rates {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em 1.25em;
    padding: 0;
    margin: 0;
    list-style: none;
  }
  .rates li {
    display: flex;
    align-items: center;
    gap: 0.5em;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em;
  }
  button {
    font: inherit;
    line-height: 1.3;
    color: inherit;
    background: var(--card-surcharge-secondary-background, transparent);
    border: 1px solid color-mix(in srgb, currentColor 50%, transparent);
    border-radius: var(--card-surcharge-button-radius, 0.4em);
    padding: var(--card-surcharge-button-padding, 0.55em 1em);
    min-block-size: max(2.75em, 44px);
    cursor: pointer;
    touch-action: manipulation;
    transition: background-color var(--card-surcharge-transition, 0.12s), opacity var(--card-surcharge-transition, 0.12s);
  }
  button:hover {
    background: color-mix(in srgb, currentColor 8%, transparent);
  }
  .accept {
    flex: 1 1 auto;
    font-weight: 600;
    color: var(--card-surcharge-button-color, Canvas);
    background: var(--card-surcharge-button-background, CanvasText);
    border-color: var(--card-surcharge-button-background, CanvasText);
  }
  .accept:hover {
    background: var(
      --card-surcharge-button-hover-background,
      color-mix(in srgb, var(--card-surcharge-button-background, CanvasText) 88%, Canvas)
    );
  }
  button:focus-visible {
    outline: 3px solid var(--card-surcharge-focus-color, Highlight);
    outline-offset: 2px;
  }
  button[aria-disabled="true"] {
    opacity: 0.55;
    cursor: default;
  }
  .lead .spin {
    inline-size: 1.1em;
    block-size: 1.1em;
    margin-inline: calc((var(--card-surcharge-mark-size, 2.25em) - 1.1em) / 2);
    border: 2px solid var(--_line);
    border-block-start-color: currentColor;
    border-radius: 50%;
    box-sizing: border-box;
    animation: spin 0.9s linear infinite;
  }
  @keyframes spin {
    to {
      transform: rotate(1turn);
    }
  }
  .done {
    font-weight: 600;
  }
  .done::before {
    content: "✓" / "";
    margin-inline-end: 0.4em;
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
    user-select: none;
  }
  .room i {
    font-style: normal;
    display: block;
  }
  .room [data-text]::before {
    content: attr(data-text);
  }
  .other {
    margin-block-start: var(--_gap);
  }
  .other.away {
    visibility: hidden;
  }
  .sr {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (prefers-reduced-motion: reduce) {
    .lead .spin {
      animation: none;
      border-style: dotted;
    }
    button {
      transition: none;
    }
  }
  @media (forced-colors: active) {
    .outlined,
    .filled {
      border-color: CanvasText;
    }
    .accept {
      forced-color-adjust: none;
      color: HighlightText;
      background: Highlight;
      border-color: ButtonBorder;
    }
    button[aria-disabled="true"] {
      forced-color-adjust: auto;
      color: GrayText;
      opacity: 1;
    }
  }
  @media print {
    .actions,
    .other,
    .room,
    iframe {
      display: none !important;
    }
  }
`;

/** What a shopper can press: the two buttons, the link that one of them becomes, and the summary of the disclosure. */
import { css } from "lit";

export const controls = css`
  :host {
    --edge: var(--card-surcharge-button-border-color, #767676);
    --shade: var(
      --card-surcharge-button-hover-background,
      var(--card-surcharge-button-background, color-mix(in srgb, CanvasText 80%, Canvas))
    );
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em;
  }
  button {
    font: inherit;
    color: inherit;
    background: none;
    border: 0;
    min-height: 44px;
    text-underline-offset: 0.2em;
    cursor: pointer;
  }
  .button {
    box-sizing: border-box;
    background: var(--card-surcharge-secondary-background, none);
    border: 1px solid var(--edge);
    border-radius: var(--card-surcharge-button-radius, 0.4em);
    padding: var(--card-surcharge-button-padding, 0.6em 0.8em);
    flex: 1 1 auto;
  }
  .accept {
    flex-grow: 99;
    font-weight: 600;
    color: var(--card-surcharge-button-color, Canvas);
    background: var(--card-surcharge-button-background, CanvasText);
    border-color: #0000;
  }
  /* As high as a thumb, and no further from its neighbours than a line of text. */
  .link {
    margin-block: calc((1lh - 44px) / 2);
    padding: 0;
    text-align: start;
    text-decoration: underline;
  }
  summary {
    display: list-item;
    width: fit-content;
    padding-block: 0.2em;
    cursor: pointer;
  }
  @media (hover: hover) {
    .button:hover {
      background: var(--card-surcharge-secondary-hover-background, color-mix(in srgb, currentcolor 8%, #0000));
      text-decoration: underline;
    }
    .accept:hover {
      background: var(--shade);
    }
    .link:hover {
      text-decoration-thickness: 2px;
    }
  }
  .button:active {
    background: var(--card-surcharge-secondary-active-background, color-mix(in srgb, currentcolor 16%, #0000));
  }
  .accept:active {
    background: var(--card-surcharge-button-active-background, var(--shade));
  }
  button.off {
    color: inherit;
    background: none;
    border-style: dashed;
    border-color: var(--edge);
    text-decoration: none;
    cursor: not-allowed;
  }
  button:focus-visible,
  summary:focus-visible,
  #status:focus-visible {
    outline: 3px solid var(--card-surcharge-focus-color, Highlight);
    outline-offset: 2px;
    border-radius: var(--card-surcharge-button-radius, 0.4em);
  }
  @media (forced-colors: active) {
    .accept {
      color: ButtonText;
      background: ButtonFace;
      border-width: 3px;
    }
    button.off {
      color: GrayText;
      border-color: GrayText;
    }
  }
`;

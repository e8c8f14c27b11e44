/** The element's custom properties, and which values the builder sets them to. A closed form keeps CSS from being broken. */

const FORMS = {
  color: {
    pattern: /^(#[0-9a-fA-F]{3}|#[0-9a-fA-F]{6}|inherit|transparent|currentColor|Canvas|CanvasText|Highlight)$/,
    form: "must be a colour such as #1a2b3c, or one of inherit, transparent, currentColor, Canvas, CanvasText, Highlight",
  },
  length: {
    pattern: /^\d{1,3}(\.\d{1,3})?(px|em|rem|%)$/,
    form: "must be a length such as 12px, 0.5em, 1rem or 50%",
  },
  lengths: {
    pattern: /^\d{1,3}(\.\d{1,3})?(px|em|rem|%)( \d{1,3}(\.\d{1,3})?(px|em|rem|%))?$/,
    form: "must be one or two lengths, such as 1em or 0.6em 0.8em",
  },
  weight: { pattern: /^[1-9]00$/, form: "must be a weight from 100 to 900, such as 600" },
  room: { pattern: /^(none|grid)$/, form: "must be none or grid" },
} as const;

/** By the name after `--card-surcharge-`. */
export const DESIGN_TOKENS = {
  color: "color",
  background: "color",
  "border-color": "color",
  "border-width": "length",
  radius: "length",
  padding: "lengths",
  gap: "length",
  "max-width": "length",
  "font-size": "length",
  "small-font-size": "length",
  "total-weight": "weight",
  "button-background": "color",
  "button-hover-background": "color",
  "button-active-background": "color",
  "button-border-color": "color",
  "button-color": "color",
  "button-radius": "length",
  "button-padding": "lengths",
  "secondary-background": "color",
  "secondary-hover-background": "color",
  "secondary-active-background": "color",
  "focus-color": "color",
  reserve: "room",
} as const satisfies Record<string, keyof typeof FORMS>;
export type DesignToken = keyof typeof DESIGN_TOKENS;

/** What is wrong with a value, as the end of a sentence; null: nothing. */
export function flawOfToken(token: DesignToken, value: string): string | null {
  const { pattern, form } = FORMS[DESIGN_TOKENS[token]];
  return pattern.test(value) ? null : form;
}

/** How each custom property of the element is set: by a colour, a slider or a choice. */
import type { DesignToken } from "../builder/design-tokens.ts";

export type Control =
  | { readonly kind: "color"; readonly label: string; readonly first: string }
  | {
      readonly kind: "slider";
      readonly label: string;
      readonly first: number;
      readonly most: number;
      readonly step: number;
      readonly unit: string;
    }
  | { readonly kind: "words"; readonly label: string; readonly words: readonly string[] };

const color = (label: string, first: string): Control => ({ kind: "color", label, first });
const slider = (label: string, first: number, most: number, step: number, unit: string): Control => ({
  kind: "slider",
  label,
  first,
  most,
  step,
  unit,
});

/** In the order of the page; `first` is where a control stands before it is moved. */
export const DESIGN_CONTROLS: Readonly<Record<DesignToken, Control>> = {
  color: color("Text", "#111716"),
  background: color("Background", "#ffffff"),
  "border-color": color("Border", "#767676"),
  "border-width": slider("Border width", 1, 6, 1, "px"),
  radius: slider("Corners", 8, 32, 1, "px"),
  padding: slider("Room inside", 1, 3, 0.125, "em"),
  gap: slider("Room between", 0.75, 3, 0.125, "em"),
  "max-width": slider("Largest width", 480, 800, 10, "px"),
  "font-size": slider("Text size", 16, 28, 1, "px"),
  "small-font-size": slider("Small text size", 14, 24, 1, "px"),
  "total-weight": { kind: "words", label: "Weight of the total", words: ["400", "500", "600", "700", "800"] },
  "button-background": color("Button", "#111716"),
  "button-hover-background": color("Button under the pointer", "#333b39"),
  "button-active-background": color("Button while pressed", "#4f5d5a"),
  "button-border-color": color("Button's border", "#111716"),
  "button-color": color("Button's text", "#ffffff"),
  "button-radius": slider("Button's corners", 6, 32, 1, "px"),
  "button-padding": slider("Room in buttons", 0.75, 2, 0.125, "em"),
  "secondary-background": color("Second button", "#ffffff"),
  "secondary-hover-background": color("Second button under the pointer", "#f3f6f5"),
  "secondary-active-background": color("Second button while pressed", "#dbe3e1"),
  "focus-color": color("Focus ring", "#0b6b63"),
  reserve: { kind: "words", label: "Room that is kept", words: ["none", "grid"] },
};

/** Shown at once; the others stand behind "More". */
export const FIRST_TOKENS: readonly DesignToken[] = [
  "color",
  "background",
  "border-color",
  "radius",
  "button-background",
  "button-color",
  "button-radius",
  "font-size",
];

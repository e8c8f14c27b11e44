/** The card form's look: inside the gateway's frame no stylesheet of the shop reaches, so its colours are repeated here. */

const LIGHT = { ink: "#24211c", edge: "#857d6e", field: "#ffffff", accent: "#2f5d46", alarm: "#a3341f" };
const DARK = { ink: "#efeae0", edge: "#8a8474", field: "#191815", accent: "#86c3a1", alarm: "#f0937e" };

/** @param {typeof LIGHT} colours */
const inColours = ({ ink, edge, field, accent, alarm }) => ({
  "#app": { color: ink },
  ":is(input, select)": { background: field, "border-color": edge },
  "input:focus-visible, select:focus-visible": { "border-color": accent, "outline-color": accent },
  ".problem": { color: alarm },
});

/** For the Tokenizer's `settings.styles`. Text is as large as on the page, whatever size the shopper has set. */
export const cardStyle = {
  ":root": { "color-scheme": "light dark", "font-size": getComputedStyle(document.documentElement).fontSize },
  body: { "font-size": "1rem" },
  "label, .problem": { "font-size": "0.875rem" },
  "input, select": { "min-height": "2.875rem" },
  ...inColours(LIGHT),
  "@media (prefers-color-scheme: dark)": inColours(DARK),
};

/** Everything that the builder prints, by the kind of page or server it is for. */
import type { Choices } from "./choices.ts";
import { firstPage } from "./first-page.ts";
import { reactComponent, svelteComponent, vueComponent } from "./frameworks.ts";
import { type CodeFile, embeddedPiece, wholePage } from "./page.ts";
import { nodeSavedCard, phpSavedCard, pythonSavedCard, rubySavedCard } from "./saved-card-servers.ts";
import { nodeServer, phpServer, pythonServer, rubyServer } from "./servers.ts";
import { OWN_PAGE, startCommand } from "./start-command.ts";
import { policyLines, roomRules } from "./style.ts";
import { wordPressPlugin } from "./word-press.ts";

export interface Output {
  readonly id: string;
  readonly label: string;
  /** Where it goes: in the shopper's browser, on the merchant's server, or among the page's own settings. */
  readonly side: "page" | "server" | "settings";
  /** What to know of this place, a sentence each. */
  readonly notes: readonly string[];
  readonly files: readonly CodeFile[];
}

const NPM = "npm install @card-surcharge/element fluidpay-tokenizer";
const FIRST = [
  `Save it as index.html in a folder of its own, run python3 -m http.server 9000 there, and open ${OWN_PAGE}.`,
  "It needs no server of yours: it shows what that would get.",
] as const;

/** A page asks only where its origin is allowed. */
function allowed(choices: Choices): string {
  const command = startCommand(choices);
  return command === null
    ? `${OWN_PAGE} has to be among the merchant's origins.`
    : `Start the service so that pages of ${OWN_PAGE} may ask: ${command}`;
}
const SAVED =
  "Your server answers GET /saved-card with what the service says about the shopper's card: see the server's half.";

/** All outputs, in the order of their tabs. */
export function outputsOf(choices: Choices): readonly Output[] {
  const isSaved = choices.card === "saved";
  const saved = isSaved ? [SAVED] : [];
  const policy: CodeFile = { name: "Content-Security-Policy", code: policyLines(choices) };
  const page = (id: string, label: string, files: readonly CodeFile[], ...notes: string[]): Output => ({
    id,
    label,
    side: "page",
    notes: [...notes, ...saved],
    files: [...files, policy],
  });
  const server = (id: string, label: string, print: (choices: Choices) => CodeFile): Output => ({
    id,
    label,
    side: "server",
    notes: [
      "The service's key (sk_...) is SERVER_KEY, the gateway's secret key (api_...) GATEWAY_KEY: keep both on the server.",
    ],
    files: [print(choices)],
  });
  const embed = (id: string, label: string, note: string): Output => page(id, label, [embeddedPiece(choices)], note);
  // Without a server nobody can ask about a saved card.
  const first = isSaved ? [] : [page("first", "One file to try", [firstPage(choices)], allowed(choices), ...FIRST)];
  return [
    ...first,
    page("html", "HTML", wholePage(choices, "module")),
    page("classic", "Classic script", wholePage(choices, "classic"), "For pages that cannot keep type=module."),
    page("react", "React", reactComponent(choices), NPM),
    page("vue", "Vue", vueComponent(choices), NPM),
    page("svelte", "Svelte", svelteComponent(choices), NPM),
    page(
      "wordpress",
      "WordPress, WooCommerce",
      wordPressPlugin(choices),
      "A folder of wp-content/plugins; then [card_surcharge] in a Shortcode block.",
    ),
    embed("webflow", "Webflow", "An Embed element on the checkout page; it is not shown in the Designer."),
    embed("wix", "Wix", "An HTML embed has an origin of its own: give that to the merchant's origins."),
    embed("squarespace", "Squarespace", "A Code block with Display Source off."),
    server("node", "Node", isSaved ? nodeSavedCard : nodeServer),
    server("php", "PHP", isSaved ? phpSavedCard : phpServer),
    server("python", "Python", isSaved ? pythonSavedCard : pythonServer),
    server("ruby", "Ruby", isSaved ? rubySavedCard : rubyServer),
    {
      id: "policy",
      label: "Content Security Policy",
      side: "settings",
      notes: [],
      files: [policy],
    },
    {
      id: "room",
      label: "Layout shift",
      side: "settings",
      notes: ["Room that is kept, so that nothing moves; the style sheets above have it."],
      files: [{ name: "room.css", code: roomRules(choices) }],
    },
  ];
}

/** The files of the page inside the Tokenizer's iframe, as they are sent. */
import bridge from "./browser/bridge.js";
import cards from "./browser/cards.js";
import field from "./browser/field.js";
import form from "./browser/form.js";
import gateway from "./browser/gateway.js";
import style from "./browser/page.css";
import page from "./browser/page.js";
import sections from "./browser/sections.js";
import styles from "./browser/styles.js";
import threeDSecure from "./browser/three-d-secure.js";

interface BrowserFile {
  readonly text: string;
  readonly type: string;
}

const SCRIPT = "text/javascript; charset=utf-8";

export const BROWSER_FILES: ReadonlyMap<string, BrowserFile> = new Map(
  Object.entries({
    "page.css": { text: style, type: "text/css; charset=utf-8" },
    "page.js": { text: page, type: SCRIPT },
    "bridge.js": { text: bridge, type: SCRIPT },
    "cards.js": { text: cards, type: SCRIPT },
    "field.js": { text: field, type: SCRIPT },
    "form.js": { text: form, type: SCRIPT },
    "gateway.js": { text: gateway, type: SCRIPT },
    "sections.js": { text: sections, type: SCRIPT },
    "styles.js": { text: styles, type: SCRIPT },
    "three-d-secure.js": { text: threeDSecure, type: SCRIPT },
  }),
);

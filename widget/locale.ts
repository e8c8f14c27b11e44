/** The language of the place in the page where the element stands. */
import { LANGUAGE_TAG } from "./inputs.ts";

/** The element and everything it is inside, through shadow roots. */
function* selfAndAncestors(element: Element): Generator<Element> {
  let node: Node | null = element;
  while (node) {
    if (node instanceof Element) yield node;
    node = node instanceof ShadowRoot ? node.host : node.parentNode;
  }
}

/** The nearest `lang`, or null when there is none that is a language tag. */
export function nearestLanguage(element: Element): string | null {
  for (const each of selfAndAncestors(element)) {
    const lang = each.getAttribute("lang");
    if (lang !== null) return LANGUAGE_TAG.test(lang.trim()) ? lang.trim() : null;
  }
  return null;
}

/** @returns ends the watch */
export function watchLanguage(element: Element, onChange: () => void): () => void {
  const observer = new MutationObserver(onChange);
  for (const each of selfAndAncestors(element)) observer.observe(each, { attributeFilter: ["lang"] });
  return () => observer.disconnect();
}

/** The language of the place in the page where the element stands. */
import { LANGUAGE_TAG } from "../service/inputs.ts";

/** The element and everything it is inside, through shadow roots. */
function scopesOf(element: Element): Element[] {
  const scopes: Element[] = [];
  for (let each: Element | undefined = element; each; each = outside(each)) scopes.push(each);
  return scopes;
}

const outside = (element: Element): Element | undefined =>
  element.parentElement ?? (element.getRootNode() as Partial<ShadowRoot>).host;

/** The nearest `lang`, or undefined when that is no language tag. */
export function nearestLanguage(element: Element): string | undefined {
  const langs = scopesOf(element).map((each) => each.getAttribute("lang"));
  const lang = langs.find((lang) => lang !== null)?.trim();
  return lang && LANGUAGE_TAG.test(lang) ? lang : undefined;
}

export function watchLanguage(element: Element, onChange: () => void, signal: AbortSignal): void {
  const observer = new MutationObserver(onChange);
  for (const each of scopesOf(element)) observer.observe(each, { attributeFilter: ["lang"] });
  signal.addEventListener("abort", () => observer.disconnect());
}

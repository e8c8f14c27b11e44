/** The language of the place in the page where the element stands, and whether it becomes another one. */
import type { ReactiveController } from "lit";
import { readLanguage } from "../service/inputs.ts";
import type { SurchargeHost } from "./host.ts";

const outside = (element: Element): Element | undefined =>
  element.parentElement ?? (element.getRootNode() as Partial<ShadowRoot>).host;

/** The element and everything it is inside, through shadow roots. */
function scopesOf(element: Element): Element[] {
  const scopes: Element[] = [];
  for (let each: Element | undefined = element; each; each = outside(each)) scopes.push(each);
  return scopes;
}

/** The nearest `lang` that can be read; undefined where the nearest says that there is none. */
export function nearestLanguage(element: Element): string | undefined {
  const langs = scopesOf(element).flatMap((each) => each.getAttribute("lang")?.trim() ?? []);
  const nearest = langs.find((lang) => lang === "" || readLanguage(lang) !== undefined);
  return nearest ? readLanguage(nearest) : undefined;
}

export class LanguageWatch implements ReactiveController {
  readonly #host: SurchargeHost;
  readonly #onChange: () => void;
  #observer: MutationObserver | undefined;

  constructor(host: SurchargeHost, onChange: () => void) {
    this.#host = host;
    this.#onChange = onChange;
    host.addController(this);
  }

  /** Also after a move within the page, which connects nothing anew. */
  hostConnected(): void {
    this.hostDisconnected();
    this.#observer = new MutationObserver(this.#onChange);
    for (const each of scopesOf(this.#host)) this.#observer.observe(each, { attributeFilter: ["lang"] });
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
  }
}

/** Which view an address shows. It stands in the fragment, so that nothing of it reaches a server. Pure. */

export const VIEW_NAMES = ["overview", "merchants", "alerts", "audit"] as const;
export type ViewName = (typeof VIEW_NAMES)[number];

export type Route =
  | { readonly view: ViewName }
  /** One merchant in detail. */
  | { readonly view: "merchant"; readonly id: string }
  /** An address that means nothing. */
  | { readonly view: "nowhere" };

const MERCHANT_ID = /^mch_[0-9A-Za-z_-]{1,48}$/;

/** @param fragment such as `#/merchants/mch_demo`; an empty one is the overview */
export function routeOf(fragment: string): Route {
  if (/^#?\/?$/.test(fragment)) return { view: "overview" };
  const [, name, id, ...rest] = fragment.replace(/^#/, "").split("/");
  const view = VIEW_NAMES.find((known) => known === name);
  if (view === undefined || rest.length > 0) return { view: "nowhere" };
  if (id === undefined || id === "") return { view };
  return view === "merchants" && MERCHANT_ID.test(id) ? { view: "merchant", id } : { view: "nowhere" };
}

export function addressOf(route: Exclude<Route, { view: "nowhere" }>): string {
  if (route.view === "merchant") return `#/merchants/${route.id}`;
  return route.view === "overview" ? "#/" : `#/${route.view}`;
}

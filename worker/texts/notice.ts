/** The notice that stands before any card is typed. */
import { formatRate } from "../../contract/format.ts";
import type { Brand } from "../../contract/lists.ts";
import { BRAND_NAMES } from "./brands.ts";
import { cleanName, fill } from "./fill.ts";
import { formatList } from "./format.ts";
import { readyTemplate } from "./messages.ts";
import type { LocaleTexts } from "./schema.ts";

/** What the notice tells. `place`: nothing is added for this address; `off`: the store adds nothing at all. */
export type Notice =
  | { readonly kind: "off" | "place" }
  | { readonly kind: "mayApply"; readonly brands: readonly Brand[] }
  | {
      readonly kind: "upTo";
      readonly brands: readonly Brand[];
      /** Basis points: the highest of the brands. */
      readonly rateBps: number;
      /** The store recorded the cost of accepting each of the brands, and none of the rates is above it. */
      readonly mayStateCost: boolean;
    };

function templatesOf(
  { sentences, notice }: LocaleTexts,
  { kind, mayStateCost }: { kind: Notice["kind"]; mayStateCost: boolean },
) {
  const first = { off: sentences.off, place: sentences.place, mayApply: notice.mayApply, upTo: notice.upTo }[kind];
  return mayStateCost ? [first, notice.cost] : [first];
}

/** The notice in words, nothing left to fill in. */
export function wordNotice(texts: LocaleTexts, storeName: string, notice: Notice): string {
  const brands = "brands" in notice ? notice.brands.map((brand) => BRAND_NAMES[brand]) : [];
  const values = {
    store: cleanName(storeName),
    brands: formatList(brands, "conjunction", texts),
    rate: notice.kind === "upTo" ? formatRate(notice.rateBps, texts.locale) : undefined,
  };
  const mayStateCost = notice.kind === "upTo" && notice.mayStateCost;
  return templatesOf(texts, { kind: notice.kind, mayStateCost })
    .map((template) => fill(readyTemplate(texts, template), values))
    .join(texts.gap);
}

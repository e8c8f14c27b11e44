/**
 * The disclosure beside the choice: the amount and the percentage, that the store adds it, credit cards only, and
 * whatever else the store has recorded and so may state. It claims nothing on its own account: not that a surcharge is
 * lawful, not that it equals a cost.
 */
import type { Brand } from "../../contract/lists.ts";
import { worldDays } from "../surcharge/day.ts";
import { recordedCost } from "../surcharge/merchant-records.ts";
import type { SurchargeProgramme } from "../surcharge/programme.ts";
import { cleanName, fill, guardBraces } from "./fill.ts";
import { formatList } from "./format.ts";
import { readyTemplate } from "./messages.ts";
import type { LocaleTexts, MethodWord } from "./schema.ts";

/**
 * The words a merchant may record in `otherMethods` and what each is called: a key of the language's `methods`, or a
 * proper name. A word that is not here is left out, since a code would tell a shopper nothing.
 */
const METHODS: ReadonlyMap<string, { readonly word: MethodWord } | { readonly name: string }> = new Map([
  ["bank", { word: "bank" }],
  ["ach", { word: "bank" }],
  ["cash", { word: "cash" }],
  ["check", { word: "check" }],
  ["cheque", { word: "check" }],
  ["invoice", { word: "invoice" }],
  ["interac_etransfer", { name: "Interac e-Transfer" }],
  ["paypal", { name: "PayPal" }],
  ["pix", { name: "Pix" }],
  ["venmo", { name: "Venmo" }],
  ["zelle", { name: "Zelle" }],
]);

export interface DisclosureFacts {
  readonly brand: Brand;
  /** Basis points after every cap. */
  readonly rateBps: number;
  /** False when no base amount was asked: only the rate is told. */
  readonly withAmount: boolean;
  /** The surcharge is taxed. */
  readonly withTax: boolean;
  /** Ids of the rules that spoke; a place's own wording is shown for these alone. */
  readonly ruleIds: readonly string[];
  readonly at: Date;
}

/**
 * True where what the store pays to accept the brand is on record at `at`, as the decision itself would count it, and
 * the rate is not above that.
 */
export function mayStateCost(programme: SurchargeProgramme, brand: Brand, rateBps: number, at: Date): boolean {
  const cost = recordedCost(programme, brand, worldDays(at));
  return cost !== null && rateBps <= cost;
}

/** What the caller fills in; a value that is left out stays a placeholder, as in a policy. */
export interface DisclosureValues {
  readonly store: string;
  readonly surcharge?: string | undefined;
  readonly tax?: string | undefined;
  readonly rate?: string | undefined;
}

/**
 * The whole disclosure, sentence by sentence, so that no value is ever read as a template.
 *
 * @param own passes on the texts the merchant wrote: as they are for an answer, with `guardBraces` for a policy
 */
export function discloseSurcharge(
  texts: LocaleTexts,
  programme: SurchargeProgramme,
  facts: DisclosureFacts,
  values: DisclosureValues,
  own: (text: string) => string = (text) => text,
): string {
  const { amount, rate, taxAmount, tax, cost, debitFree } = texts.disclosure;
  const templates = [facts.withAmount ? amount : rate];
  if (facts.withTax) templates.push(facts.withAmount ? taxAmount : tax);
  if (mayStateCost(programme, facts.brand, facts.rateBps, facts.at)) templates.push(cost);
  templates.push(debitFree);
  const filled = { ...values, store: own(values.store) };
  const sentences = templates.map((template) => fill(readyTemplate(texts, template), filled));
  const methods = listMethods(texts, programme.otherMethods);
  if (methods !== "") sentences.push(fill(readyTemplate(texts, texts.disclosure.methods), { methods }));
  const statutory = statutoryTexts(programme, facts.ruleIds);
  const last = statutory.map((text) => fill(readyTemplate(texts, "{text}"), { text: own(text) }));
  return [sentences.join(texts.gap), ...last].join(" ");
}

/** Every disclosure there could be for `surcharges`, with `{surcharge}`, `{tax}` and `{rate}` left for the element. */
export function disclosureTemplates(
  texts: LocaleTexts,
  programme: SurchargeProgramme,
  surcharges: readonly {
    readonly brand: Brand;
    readonly rateBps: number;
    readonly rules: { readonly ids: string[] };
  }[],
  at: Date,
): string[] {
  const values = { store: cleanName(programme.name) };
  const all = surcharges.flatMap(({ brand, rateBps, rules }) =>
    [false, true].flatMap((withTax) =>
      [true, false].map((withAmount) => {
        const facts = { brand, rateBps, withAmount, withTax, ruleIds: rules.ids, at };
        return discloseSurcharge(texts, programme, facts, values, guardBraces);
      }),
    ),
  );
  return [...new Set(all)];
}

/** The other ways to pay that the merchant says it offers: "bank payment or PayPal"; empty when it says none. */
function listMethods(texts: LocaleTexts, otherMethods: readonly string[]): string {
  const names = otherMethods.flatMap((code) => {
    const method = METHODS.get(code.toLowerCase());
    if (method === undefined) return [];
    return "word" in method ? texts.methods[method.word] : method.name;
  });
  return formatList([...new Set(names)], "disjunction", texts);
}

/** Wording that a place prescribes (Colorado does), as the merchant recorded it, in the language it recorded it in. */
function statutoryTexts(programme: SurchargeProgramme, ruleIds: readonly string[]): string[] {
  return programme.attestations
    .filter(({ kind, rule }) => kind === "statutory_text" && ruleIds.includes(rule))
    .map(({ text }) => cleanName(text ?? ""))
    .filter((text) => text !== "");
}

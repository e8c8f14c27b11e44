/** The choices as an address: whoever opens it sees the same builder. Closed, and every value is checked. */
import { LABEL_KEYS, type LabelKey } from "../../../contract/lists.ts";
import type { Choices } from "./choices.ts";
import { DESIGN_TOKENS, type DesignToken, flawOfToken } from "./design-tokens.ts";
import { FIELDS, type Field, LABEL_CHARACTERS, readWords } from "./fields.ts";

const TOKEN_PREFIX = "style-";
const LABEL_PREFIX = "label-";

/** What is amiss in an address: the parameter's name, and what is allowed. Never the value that was given. */
export interface ChoiceProblem {
  readonly name: string;
  readonly say: string;
}

export interface ReadChoices {
  /** What could be read; the rest is as it was before. */
  readonly choices: Choices;
  readonly problems: readonly ChoiceProblem[];
}

const fieldByName = new Map(Object.entries(FIELDS).map(([field, { name }]) => [name, field as Field]));

type Draft = { -readonly [Name in keyof Choices]: Choices[Name] } & {
  tokens: Partial<Record<DesignToken, string>>;
  labels: Partial<Record<LabelKey, string>>;
};

/** Takes one parameter; what is wrong with it, or null. */
function take(draft: Draft, name: string, text: string): string | null {
  const field = fieldByName.get(name);
  if (field !== undefined) {
    const value = FIELDS[field].read(text);
    if (value === undefined) return FIELDS[field].form;
    Object.assign(draft, { [field]: value });
    return null;
  }
  if (name.startsWith(TOKEN_PREFIX)) {
    const token = name.slice(TOKEN_PREFIX.length);
    if (!Object.hasOwn(DESIGN_TOKENS, token)) return "is no custom property of the element";
    const flaw = flawOfToken(token as DesignToken, text);
    if (flaw === null) draft.tokens[token as DesignToken] = text;
    return flaw;
  }
  const label = LABEL_KEYS.find((key) => name === LABEL_PREFIX + key);
  if (label === undefined) return "is none of the builder's choices";
  const words = readWords(text, LABEL_CHARACTERS);
  if (words === undefined || words === "")
    return `must be a line of 1 to ${LABEL_CHARACTERS} characters, without a key or a card number`;
  draft.labels[label] = words;
  return null;
}

/** A name as it may be repeated in a sentence. */
const safeName = (name: string): string => (/^[A-Za-z-]{1,40}$/.test(name) ? name : "a parameter");

/**
 * Reads choices from an address's query; never throws.
 *
 * @param query with or without the question mark
 * @param before what holds where the query says nothing, or nothing that can be read
 */
export function readChoices(query: string, before: Choices): ReadChoices {
  const draft: Draft = { ...before, tokens: { ...before.tokens }, labels: { ...before.labels } };
  const problems: ChoiceProblem[] = [];
  const seen = new Set<string>();
  for (const [name, text] of new URLSearchParams(query)) {
    const flaw = seen.has(name) ? "stands there twice" : take(draft, name, text);
    seen.add(name);
    if (flaw !== null) problems.push({ name: safeName(name), say: `${safeName(name)} ${flaw}` });
  }
  return { choices: draft, problems };
}

/** The query of the choices, without a question mark: what differs from `before`, in a fixed order. */
export function writeChoices(choices: Choices, before: Choices): string {
  const query = new URLSearchParams();
  for (const field of Object.keys(FIELDS) as Field[])
    if (choices[field] !== before[field]) query.set(FIELDS[field].name, String(choices[field] ?? ""));
  for (const token of Object.keys(DESIGN_TOKENS) as DesignToken[]) {
    const value = choices.tokens[token];
    if (value !== undefined && value !== before.tokens[token]) query.set(TOKEN_PREFIX + token, value);
  }
  for (const label of LABEL_KEYS) {
    const value = choices.labels[label];
    if (value !== undefined && value !== before.labels[label]) query.set(LABEL_PREFIX + label, value);
  }
  return query.toString();
}

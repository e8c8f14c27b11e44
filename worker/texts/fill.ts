/**
 * Fills templates with values that may hold anything: a store's name is text, never a template and never an instruction
 * to the reader's bidirectional algorithm.
 */

const FIRST_STRONG_ISOLATE = "\u2068";
const POP_ISOLATE = "\u2069";
const PLACEHOLDER = /\{([a-z]+)\}/g;
/** Embeddings, overrides and isolates: unbalanced, they would turn the digits of an amount beside them around. */
const BIDI_CONTROLS = /[\u202a-\u202e\u2066-\u2069]/g;
const LINE_BREAKS_AND_CONTROLS = /[\p{Cc}\u2028\u2029]+/gu;
const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/** Keeps what stands inside from turning the text around it, and the other way round (UAX #9, isolates). */
export function isolate(text: string): string {
  return `${FIRST_STRONG_ISOLATE}${text}${POP_ISOLATE}`;
}

/** A name or text that a merchant wrote, on one line and without bidirectional controls; otherwise verbatim. */
export function cleanName(name: string): string {
  return name.replace(BIDI_CONTROLS, "").replace(LINE_BREAKS_AND_CONTROLS, " ").trim();
}

/** Isolates every placeholder: what a right-to-left template needs before a left-to-right value can stand in it. */
export function isolatePlaceholders(template: string): string {
  return template.replace(PLACEHOLDER, (placeholder) => isolate(placeholder));
}

/**
 * Replaces each `{key}` that has a value, once: braces inside a value are text. Placeholders without a value stay.
 * A value in a right-to-left script is isolated unless the template already does it.
 */
export function fill(template: string, values: Readonly<Record<string, string | undefined>>): string {
  return template.replace(PLACEHOLDER, (placeholder, key: string, at: number) => {
    const value = Object.hasOwn(values, key) ? values[key] : undefined;
    if (value === undefined) return placeholder;
    return RIGHT_TO_LEFT.test(value) && template[at - 1] !== FIRST_STRONG_ISOLATE ? isolate(value) : value;
  });
}

/** A value for a template that someone else fills again: its own braces can no longer be taken for placeholders. */
export function guardBraces(value: string): string {
  return value.replaceAll("{", "{\u2060");
}

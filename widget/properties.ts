/**
 * The element's properties and the attributes behind them. Most are plain: text that is read when it is used, the same
 * under both names.
 */

/** These have accessors of their own in the class. */
const OWN = "baseAmount token answer disabled labels".split(" ");
const PLAIN =
  "merchant currency country state shipToCountry shipToState locale endpoint orderRef name tokenName theme tokenizer".split(
    " ",
  );
const ALL = [...OWN, ...PLAIN];

const attributeOf = (property: string) => property.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

export const ATTRIBUTES: readonly string[] = ALL.map(attributeOf);

/** Writes an attribute; null and undefined take it away. */
export function reflect(element: HTMLElement, attribute: string, value: unknown): void {
  if (value == null) element.removeAttribute(attribute);
  else element.setAttribute(attribute, value as string);
}

/** Gives a class the accessors of its plain properties. */
export function definePlain(prototype: HTMLElement): void {
  for (const property of PLAIN)
    Object.defineProperty(prototype, property, {
      get(this: HTMLElement) {
        return this.getAttribute(attributeOf(property));
      },
      set(this: HTMLElement, value: unknown) {
        reflect(this, attributeOf(property), value);
      },
    });
}

/** Properties that a page set before the class was there hide its accessors: they are set once more. */
export function adopt(element: HTMLElement): void {
  const fields = element as unknown as Record<string, unknown>;
  for (const name of ALL) {
    if (!Object.hasOwn(fields, name)) continue;
    const value = fields[name];
    delete fields[name];
    fields[name] = value;
  }
}

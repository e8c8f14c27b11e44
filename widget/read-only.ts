/**
 * Properties that only the element sets. Frameworks assign to what they find, and React takes the whole page down where that
 * throws: it is told in the console instead.
 */
export function refuseWrites(prototype: object, names: readonly string[]): void {
  for (const name of names) {
    const set = () => console.error(`<card-surcharge> ${name} is read-only`);
    Object.defineProperty(prototype, name, { ...Object.getOwnPropertyDescriptor(prototype, name), set });
  }
}

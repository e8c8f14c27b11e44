/** The place that goods go to, as a literal of each server's language. */
import { type Choices, shipToOf } from "./choices.ts";
import { js, php, python, ruby } from "./escape.ts";

const literal =
  (none: string, [open, close]: readonly [string, string], member: (name: string, text: string) => string) =>
  (choices: Choices): string => {
    const shipTo = shipToOf(choices);
    if (shipTo === null) return none;
    const members = Object.entries(shipTo).map(([name, text]) => member(name, text));
    return open + members.join(", ") + close;
  };

/** Each writes the place, or its language's word for none where the goods go to the payer. */
export const nodeShipTo = literal("null", ["{ ", " }"], (name, text) => `${name}: ${js(text)}`);
export const phpShipTo = literal("null", ["[", "]"], (name, text) => `${php(name)} => ${php(text)}`);
export const pythonShipTo = literal("None", ["{", "}"], (name, text) => `"${name}": ${python(text)}`);
export const rubyShipTo = literal("nil", ["{ ", " }"], (name, text) => `${name}: ${ruby(text)}`);

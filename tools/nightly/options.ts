/** What `npm run test:nightly` is asked for. */
import { parseArgs } from "node:util";
import { ToolError } from "../cli/tool-error.mjs";
import type { Part } from "./parts.ts";

export interface NightlyOptions {
  readonly parts: readonly Part[];
  readonly isList: boolean;
  readonly isRecorded: boolean;
  /** Above 0, up to 1: the part of the numbers of cases that is tried. */
  readonly share: number;
}

/** @throws ToolError that names what is wrong and what there is */
export function nightlyOptions(args: readonly string[], parts: readonly Part[]): NightlyOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      part: { type: "string", multiple: true, default: [] },
      list: { type: "boolean", default: false },
      record: { type: "boolean", default: false },
      share: { type: "string", default: "1" },
    },
  });
  const share = Number(values.share);
  if (!(share > 0 && share <= 1)) throw new ToolError(`--share is ${values.share}: it is a number above 0, up to 1.`);
  const unknown = values.part.find((name) => !parts.some((part) => part.name === name));
  if (unknown !== undefined)
    throw new ToolError(`There is no part ${unknown}. There are: ${parts.map(({ name }) => name).join(", ")}.`);
  const chosen = values.part.length === 0 ? parts : parts.filter(({ name }) => values.part.includes(name));
  return { parts: chosen, isList: values.list, isRecorded: values.record, share };
}

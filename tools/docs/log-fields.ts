/**
 * Writes the lists of `docs/logs.md` from the schemas of the log's lines (what a request leaves, and what does not come from a
 * request) and from the list of alarms. Run `npm run logs` after a change of any of them.
 */
import { readFileSync, writeFileSync } from "node:fs";
import * as z from "zod";
import { ALARMS, type AlarmName } from "../../worker/alarms.ts";
import { LogLine } from "../../worker/http/log.ts";
import { ALARM_RULES } from "../../worker/ledger/alerts/conditions.ts";
import { TaskLine } from "../../worker/task-log.ts";

export const PAGE = new URL("../../docs/logs.md", import.meta.url);

/** What is used here of JSON Schema. */
interface Described {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly const?: string;
  readonly enum?: readonly string[];
  readonly anyOf?: readonly Described[];
  readonly properties?: Readonly<Record<string, Described>>;
  readonly required?: readonly string[];
}

/** More values than this stand in the list that they come from, and not in a table. */
const MOST_VALUES = 6;

const nameOf = (type: string) => (type === "integer" ? "whole number" : type);

function typeOf({ type, const: only, enum: values, anyOf }: Described): string {
  if (anyOf !== undefined) return anyOf.map(typeOf).join(" or ");
  if (only !== undefined) return `\`${only}\``;
  if (values === undefined) return [type ?? "any"].flat().map(nameOf).join(" or ");
  return values.length > MOST_VALUES ? "word" : values.map((value) => `\`${value}\``).join(", ");
}

/** What is always there first. */
function tableOf({ properties = {}, required = [] }: Described): string {
  const isThere = (name: string) => Number(required.includes(name));
  const fields = Object.entries(properties).toSorted(([one], [other]) => isThere(other) - isThere(one));
  const rows = fields.map(([name, field]) => {
    const when = required.includes(name) ? "always" : "";
    return `| \`${name}\` | ${when} | ${typeOf(field)} | ${field.description ?? ""} |`;
  });
  return ["| field | | type | |", "| --- | --- | --- | --- |", ...rows].join("\n");
}

const jsonSchemaOf = (schema: z.ZodType) => z.toJSONSchema(schema, { unrepresentable: "any" }) as Described;

/** A heading and a table for each task, the task itself as its heading. */
function taskLists(): string {
  const lines = TaskLine.options.map((line) => {
    const { properties = {}, required } = jsonSchemaOf(line);
    const { task, ...fields } = properties;
    return `### \`${task?.const}\`\n\nWritten ${task?.description}.\n\n${tableOf({ properties: fields, required: required ?? [] })}`;
  });
  return lines.join("\n\n");
}

function alarmList(): string {
  const alarms = Object.keys(ALARMS).toSorted() as AlarmName[];
  const rows = alarms.map((alarm) => `| \`${alarm}\` | ${ALARMS[alarm]} | \`${ALARM_RULES[alarm]}\` |`);
  return ["| alarm | what it means | rule |", "| --- | --- | --- |", ...rows].join("\n");
}

const LISTS: Readonly<Record<string, () => string>> = {
  request: () => tableOf(jsonSchemaOf(LogLine)),
  tasks: taskLists,
  alarms: alarmList,
};

/** The page with its lists as they must be: each stands between two marks that name it. */
export function logsPage(page: string): string {
  return Object.entries(LISTS).reduce((text, [name, list]) => {
    const marks = new RegExp(`(<!-- ${name}: npm run logs -->\n).*?(<!-- end -->)`, "s");
    if (!marks.test(text)) throw new Error(`docs/logs.md has no place for the list of ${name}`);
    return text.replace(marks, (_, start: string, end: string) => `${start}\n${list()}\n\n${end}`);
  }, page);
}

if (import.meta.main) writeFileSync(PAGE, logsPage(readFileSync(PAGE, "utf8")));

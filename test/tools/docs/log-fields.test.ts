import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { logsPage, PAGE } from "../../../tools/docs/log-fields.ts";
import { LogLine } from "../../../worker/http/log.ts";
import { TaskLine } from "../../../worker/task-log.ts";

const page = readFileSync(PAGE, "utf8");

test("the lists of the log's lines are current (run `npm run logs` after a change of a schema)", () => {
  expect(page).toBe(logsPage(page));
});

test("every field is listed, and says what it is", () => {
  const tasks = TaskLine.options.map(({ shape }) => Object.entries(shape));
  const fields = [...Object.entries(LogLine.shape), ...tasks.flat()];
  expect(fields.length).toBeGreaterThan(30);
  for (const [name, { description }] of fields) expect([name, description]).toEqual([name, expect.any(String)]);
  for (const name of Object.keys(LogLine.shape)) expect(page).toContain(`| \`${name}\` |`);
});

test("a page without a place for a list is refused", () => {
  expect(() => logsPage(page.replace("<!-- tasks: npm run logs -->", ""))).toThrow("no place for the list of tasks");
});

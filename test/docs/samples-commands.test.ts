/** Every command that the documentation prints: its script, its words and its options are there; what it asks is answered. */
import { execFile, execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { apiDocumentText } from "../../tools/site/api-document.ts";
import { allSamples, nameOf, samplePages, whyNotRun } from "../support/docs/samples.ts";
import { type Command, commandsOf } from "../support/docs/shell.ts";
import type { OpenApiDocument } from "../support/node/openapi.ts";

const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Record<string, string> };

const SHELL = allSamples().filter((sample) => sample.language === "sh" && whyNotRun(sample) === undefined);
const printed: readonly (readonly [where: string, command: Command])[] = [
  ...SHELL.flatMap((sample) => commandsOf(sample.text).map((command) => [nameOf(sample), command] as const)),
  ...samplePages().flatMap((page) =>
    [...readFileSync(page, "utf8").matchAll(/`((?:npm|npx|curl|wrangler) [^`]+)`/g)].flatMap(([, text = ""]) =>
      // `[hour | day]` is a choice, and no pipe.
      commandsOf(text.replaceAll("\n", " ").replaceAll(/\[[^\]]*\]/g, "")).map((command) => [page, command] as const),
    ),
  ),
];
const called = (program: string, subcommand?: string) =>
  printed.filter(([, { words }]) => words[0] === program && (subcommand === undefined || words[1] === subcommand));

/** Programs that are other people's, or the shell's own; what they are given is tried where it is ours. */
const OTHERS = new Set(["cd", "export", "curl", "jq", "npm", "npx", "wrangler", "pip", "python3", "git", "openssl"]);

test("each command calls a program that a reader has", () => {
  expect(printed.length).toBeGreaterThan(90);
  expect(printed.filter(([, { words }]) => words.length > 0 && !OTHERS.has(words[0] ?? ""))).toEqual([]);
});

const OF_NPM = new Set(["ci", "install", "run", "start", "test", "pack", "publish"]);

test("npm knows each of its commands, and each script is there", () => {
  const runs = called("npm").map(([where, { words }]) => [where, words.filter((word) => word !== "--silent")] as const);
  const missing = runs.filter(([, [, command = "", script = ""]]) =>
    command === "run" ? scripts[script] === undefined : !OF_NPM.has(command),
  );
  expect(missing).toEqual([]);
});

const execute = promisify(execFile);
const helps = new Map<string, Promise<string>>();

/** What a script says of itself. One that has no `--help` is read: its options stand in it by name. */
function helpOf(script: string): Promise<string> {
  const line = scripts[script] ?? "";
  const [, file = ""] = /node (?:--\S+ )*(\S+)/.exec(line) ?? [];
  const known = helps.get(line);
  if (known !== undefined) return known;
  const help = /\/bench\//.test(file)
    ? Promise.resolve(readFileSync(file, "utf8"))
    : saidBy([...line.split(" ").slice(1), "--help"]);
  helps.set(line, help);
  return help;
}

/** All that a script prints, however it ends. */
const saidBy = (args: readonly string[]): Promise<string> =>
  execute(process.execPath, args).then(
    ({ stdout }) => stdout,
    ({ stdout, stderr }: { stdout: string; stderr: string }) => stdout + stderr,
  );

/** `--limit read` as `--limit`; words in capitals are the reader's own. */
const isOption = (word: string) => word.startsWith("--") && word !== "--";
const isPlainWord = (word: string) => /^[a-z][a-z-]+$/.test(word);

/** Options and subcommands that its help does not know. */
async function unknownIn(words: readonly string[]): Promise<string[]> {
  const [, first = "", ...rest] = words.filter((word) => word !== "--silent");
  const script = first === "run" ? (rest[0] ?? "") : first;
  const given = first === "run" ? rest.slice(1) : rest;
  const [, ...args] = given[0] === "--" ? given : ["", ...given];
  if (args.length === 0 || args.includes("--help")) return [];
  const isUmbrella = script === "cs";
  const name = isUmbrella ? (args[0] ?? "") : script;
  const help = await (isUmbrella
    ? saidBy([...(scripts["cs"] ?? "").split(" ").slice(1), name, "--help"])
    : helpOf(script));
  const own = isUmbrella ? args.slice(1) : args;
  const asked = [
    ...own.filter(isOption).map((word) => word.split("=")[0] ?? ""),
    ...own.slice(0, 1).filter(isPlainWord),
  ];
  return asked.filter((word) => !new RegExp(`(?<![\\w-])${word}(?![\\w-])`).test(help));
}

test("each script knows the words and options that it is given", async () => {
  const ours = [...called("npm", "run"), ...called("npm", "start")];
  const unknown: string[] = [];
  for (const [where, { words }] of ours)
    for (const word of await unknownIn(words)) unknown.push(`${where}: ${words.join(" ")} (${word})`);
  expect(unknown).toEqual([]);
});

test("wrangler knows each of its commands", () => {
  const calls = [
    ...called("npx", "wrangler").map(([, { words }]) => words.slice(2)),
    ...called("wrangler").map(([, { words }]) => words.slice(1)),
  ];
  expect(calls.length).toBeGreaterThan(3);
  const { stdout } = spawnSync(process.execPath, ["node_modules/wrangler/bin/wrangler.js", "--help"], {
    encoding: "utf8",
    env: { ...process.env, WRANGLER_SEND_METRICS: "false" },
  });
  expect(calls.filter(([command = ""]) => !stdout.includes(`wrangler ${command} `))).toEqual([]);
});

describe("what curl asks", async () => {
  const document = JSON.parse(await apiDocumentText()) as OpenApiDocument;
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema({ ...document, $id: "https://document.test/" });

  /** Asked of others than the API: the platform's own address of a development server, and the element's files. */
  const OF_OTHERS = /^\/(cdn-cgi|widget)\//;
  const requests = called("curl").map(([where, { words }]) => {
    const url = new URL((words.find((word) => /^https?:/.test(word)) ?? "").replace("HOST", "host.test"));
    const at = words.findIndex((word) => ["-d", "--data"].includes(word));
    return [where, url.pathname, at === -1 ? undefined : words[at + 1], words] as const;
  });

  test("is there", () => {
    expect(requests.length).toBeGreaterThan(3);
    const paths = requests.filter(([, path]) => !OF_OTHERS.test(path));
    const missing = paths.filter(
      ([, path, body]) => document.paths[path]?.[body === undefined ? "get" : "post"] === undefined,
    );
    expect(missing).toEqual([]);
  });

  test.each(requests.flatMap(([where, path, body]) => (body === undefined ? [] : [[where, path, body] as const])))(
    "%s sends a body that %s takes",
    (_where, path, body) => {
      const pointer = `paths/${path.replaceAll("~", "~0").replaceAll("/", "~1")}/post/requestBody/content/application~1json/schema`;
      const validate = ajv.getSchema(`https://document.test/#/${encodeURI(pointer)}`);
      // A quote and a token of the right form, in the place of those that the reader has.
      const filled = body
        .replace(/"quote": "[^"]*"/, `"quote": "${["eyJhIjoxfQ", "eyJhIjoxfQ", "c2ln"].join(".")}"`)
        .replace(/"token": "[^"]*"/, '"token": "0123456789abcdefABCDEF0123456789"');
      expect(validate?.(JSON.parse(filled)), JSON.stringify(validate?.errors)).toBe(true);
    },
  );

  test("carries an operator's or server's key where one is asked for", () => {
    const closed = requests.filter(([, path]) => path.startsWith("/v1/server/") || path.startsWith("/v1/admin/"));
    expect(closed.length).toBeGreaterThan(1);
    for (const [where, , , words] of closed)
      expect(
        words.some((word) => word.startsWith("Authorization: Bearer ")),
        where,
      ).toBe(true);
  });
});

const hasJq = spawnSync("jq", ["--version"]).status === 0;

test.skipIf(!hasJq)("what jq is given reads lines of the log", () => {
  const folder = mkdtempSync(join(tmpdir(), "card-surcharge-jq-"));
  const line = (log: object) => JSON.stringify({ Logs: [{ Message: [JSON.stringify(log)] }] });
  writeFileSync(
    join(folder, "events.log"),
    [line({ outcome: "unknown", gatewayMs: 30 }), line({ outcome: "none" })].join("\n"),
  );
  const [counted, ...more] = called("jq")
    .filter(([, { words }]) => words.at(-1) === "events.log")
    .map(
      ([, { words }]) => JSON.parse(execFileSync("jq", words.slice(1), { cwd: folder, encoding: "utf8" })) as object,
    );
  expect(counted).toEqual({ lookups: 2, unknown: 1 });
  expect(more).toEqual([{ calls: 1, p95: 30 }]);
  const tail = called("jq").filter(([, { words }]) => words.at(-1) !== "events.log");
  const told = { logs: [{ message: [JSON.stringify({ alarm: "rules_lapse" }), "not JSON"] }] };
  for (const [, { words }] of tail)
    expect(JSON.parse(execFileSync("jq", words.slice(1), { input: JSON.stringify(told), encoding: "utf8" }))).toEqual({
      alarm: "rules_lapse",
    });
});

test("each folder that is changed into, installed or served is there", () => {
  const folders = [
    ...called("cd").map(([, { words }]) => words[1] ?? ""),
    ...called("pip").map(([, { words }]) => words[2] ?? ""),
    ...called("npx", "vite").map(([, { words }]) => words[2] ?? ""),
  ].filter((folder) => !folder.startsWith("/"));
  expect(folders.length).toBeGreaterThan(1);
  expect(folders.filter((folder) => !existsSync(folder))).toEqual([]);
});

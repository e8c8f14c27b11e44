/** Every command that the documentation prints: its script, its words and its options are there; what it asks is answered. */
import { execFile, execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { Command } from "commander";
import { describe, expect, test } from "vitest";
import { COMMANDS, programOf } from "../../tools/cli/command-line.ts";
import { ownSurroundings } from "../../tools/cli/surroundings.ts";
import { apiDocumentText } from "../../tools/site/api-document.ts";
import { allSamples, nameOf, samplePages, whyNotRun } from "../support/docs/samples.ts";
import { commandsOf, type Command as Printed } from "../support/docs/shell.ts";
import { needs } from "../support/node/needs.ts";
import type { OpenApiDocument } from "../support/node/openapi.ts";

const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Record<string, string> };

const SHELL = allSamples().filter((sample) => sample.language === "sh" && whyNotRun(sample) === undefined);
const printed: readonly (readonly [where: string, command: Printed])[] = [
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
  // It is handed over as a file, and tried in every use of it.
  const isMonitor = ([program, file]: readonly string[]) => program === "node" && file === "monitor.mjs";
  expect(
    printed.filter(([, { words }]) => words.length > 0 && !OTHERS.has(words[0] ?? "") && !isMonitor(words)),
  ).toEqual([]);
});

const OF_NPM = new Set(["ci", "install", "run", "start", "test", "pack", "publish", "audit", "sbom"]);

test("npm knows each of its commands, and each script is there", () => {
  const runs = called("npm").map(([where, { words }]) => [where, words.filter((word) => word !== "--silent")] as const);
  const missing = runs.filter(([, [, command = "", script = ""]]) =>
    command === "run" ? scripts[script] === undefined : !OF_NPM.has(command),
  );
  expect(missing).toEqual([]);
});

const execute = promisify(execFile);

/** All that a program prints, however it ends. */
const saidBy = (args: readonly string[]): Promise<string> =>
  execute(process.execPath, args).then(
    ({ stdout }) => stdout,
    ({ stdout, stderr }: { stdout: string; stderr: string }) => stdout + stderr,
  );

/** Every word and option of a command of the command line, and of those below it. */
const wordsOf = (command: Command): string[] => [
  command.name(),
  ...command.options.map(({ flags }) => flags),
  ...command.commands.flatMap(wordsOf),
];

async function said(script: string): Promise<string> {
  const names: readonly string[] = COMMANDS;
  if (names.includes(script)) return wordsOf(await programOf([script], ownSurroundings())).join("\n");
  const [, file = "", own = ""] =
    /node (?:--\S+ )*(\S+) ?(.*)/.exec(scripts[script]?.split(" && ").at(-1) ?? "node tools/cs.mjs") ?? [];
  // A measurement has no `--help`: its options stand in it by name.
  if (/^(?:test|quality)\//.test(file)) return readFileSync(file, "utf8");
  return saidBy([
    file,
    ...own.split(" ").filter(Boolean),
    ...(scripts[script] === undefined ? [script] : []),
    "--help",
  ]);
}
const helps = new Map<string, Promise<string>>();

/** What a script, or a command of `npm run cs`, says of itself. */
function helpOf(script: string): Promise<string> {
  const help = helps.get(script) ?? said(script);
  helps.set(script, help);
  return help;
}

/** `--limit read` as `--limit`; words in capitals are the reader's own. */
const isOption = (word: string) => word.startsWith("--") && word !== "--";
const isPlainWord = (word: string) => /^[a-z][a-z-]+$/.test(word);

/** Options and subcommands that its help does not know. */
async function unknownIn(words: readonly string[]): Promise<string[]> {
  const [, first = "", ...rest] = words.filter((word) => word !== "--silent" && word !== "--");
  const [script = "", ...own] = first === "run" ? (rest[0] === "cs" ? rest.slice(1) : rest) : [first, ...rest];
  const asked = [
    ...own.filter(isOption).map((word) => word.split("=")[0] ?? ""),
    ...own.slice(0, 1).filter(isPlainWord),
  ].filter((word) => word !== "--help");
  if (asked.length === 0) return [];
  const help = await helpOf(script);
  return asked.filter((word) => !new RegExp(`(?<![\\w-])${word}(?![\\w-])`).test(help));
}

test("each script knows the words and options that it is given", async () => {
  const ours = [...called("npm", "run"), ...called("npm", "start")];
  const unknown = await Promise.all(
    ours.map(async ([where, { words }]) => {
      const strange = await unknownIn(words);
      return strange.map((word) => `${where}: ${words.join(" ")} (${word})`);
    }),
  );
  expect(unknown.flat()).toEqual([]);
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

  /** Asked of others than the API: the platform's own address of a development server, and files that the build makes. */
  const OF_OTHERS = /^\/(cdn-cgi|widget|docs\/pci)\//;
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

test("what jq is given reads lines of the log", needs("jq"), () => {
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

/**
 * What an editor shows: the compiler's own language server, told nothing but where the repository is, opens files of ours and
 * finds no error: the first of each kind in each folder, for those are one project's, and in the nightly every one. `npm run
 * types` names each project and so cannot see that an editor finds none of them.
 */
import { execFileSync, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { IS_NIGHTLY } from "./support/nightly/nightly.ts";

const MINUTES = 60_000;
/** They are their own packages, with dependencies of their own that are not installed here. */
const APART = /^examples\/(html|react|vue|svelte)\//;
const LANGUAGES: Readonly<Record<string, string>> = { ts: "typescript", mjs: "javascript", js: "javascript" };

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly result?: unknown;
}

/** A conversation with a language server over its standard input and output. */
function startServer() {
  const server = spawn("tsc", ["--lsp", "--stdio"], { stdio: ["pipe", "pipe", "ignore"] });
  const waiting = new Map<number, (result: unknown) => void>();
  let received = Buffer.alloc(0);
  let asked = 0;

  const send = (message: object) => {
    const text = JSON.stringify({ jsonrpc: "2.0", ...message });
    server.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  };
  const take = ({ id, method, result }: Message) => {
    if (id === undefined) return;
    // What the server asks of an editor, such as its settings, has no answer here.
    if (method !== undefined) send({ id, result: method === "workspace/configuration" ? [null] : null });
    else waiting.get(id)?.(result);
  };
  server.stdout.on("data", (chunk: Buffer) => {
    received = Buffer.concat([received, chunk]);
    for (;;) {
      const head = received.indexOf("\r\n\r\n");
      const length = Number(/Content-Length: (\d+)/.exec(received.subarray(0, Math.max(head, 0)).toString())?.[1]);
      if (head === -1 || received.length < head + 4 + length) return;
      take(JSON.parse(received.subarray(head + 4, head + 4 + length).toString()) as Message);
      received = received.subarray(head + 4 + length);
    }
  });

  return {
    notify: (method: string, params: object) => send({ method, params }),
    ask: (method: string, params: object) =>
      new Promise<unknown>((resolve) => {
        const id = ++asked;
        waiting.set(id, resolve);
        send({ id, method, params });
      }),
    stop: () => server.kill(),
  };
}

/** `a/b.workerd.test.ts` stands for every `a/*.workerd.test.ts`. */
function firstOfEach(files: readonly string[]): string[] {
  const kindOf = (file: string) => `${dirname(file)}/*${basename(file).slice(basename(file).indexOf("."))}`;
  return [...new Map(files.toReversed().map((file) => [kindOf(file), file])).values()];
}

let server: ReturnType<typeof startServer>;

beforeAll(async () => {
  server = startServer();
  await server.ask("initialize", {
    processId: process.pid,
    rootUri: pathToFileURL(".").href,
    capabilities: { textDocument: { diagnostic: {} } },
  });
  server.notify("initialized", {});
});
afterAll(() => server?.stop());

test("an editor shows none of our files red", { timeout: 5 * MINUTES }, async () => {
  const files = execFileSync("git", ["ls-files", "*.ts", "*.mjs", "*.js"], { encoding: "utf8" })
    .trim()
    .split("\n")
    .filter((file) => existsSync(file) && !APART.test(file));
  expect(files.length).toBeGreaterThan(400);
  const errors: string[] = [];
  for (const file of IS_NIGHTLY ? files : firstOfEach(files)) {
    const uri = pathToFileURL(file).href;
    const languageId = LANGUAGES[file.split(".").at(-1) ?? ""] ?? "typescript";
    const textDocument = { uri, languageId, version: 1, text: readFileSync(file, "utf8") };
    server.notify("textDocument/didOpen", { textDocument });
    const report = (await server.ask("textDocument/diagnostic", { textDocument: { uri } })) as {
      items?: { message: string; severity: number; range: { start: { line: number } } }[];
    };
    for (const { message, severity, range } of report.items ?? [])
      if (severity === 1) errors.push(`${file}:${range.start.line + 1} ${message}`);
    server.notify("textDocument/didClose", { textDocument: { uri } });
  }
  expect(errors).toEqual([]);
});

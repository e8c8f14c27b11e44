/**
 * The element's core in every browser engine that is installed: Chromium by Playwright, Firefox by WebDriver BiDi,
 * WebKitGTK by plain WebDriver. One that is missing is skipped with a notice.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { delimiter, join } from "node:path";
import puppeteer from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findChromium } from "../../tools/chromium.mjs";
import type { CardSurchargeElement } from "../../widget/element.ts";
import { answersIn, policyIn } from "../support/service/shopper-answers.ts";
import { servedFiles } from "../support/shopper/gallery.ts";
import { openBrowser } from "../support/shopper/shopper.ts";

const TOKEN = "Z2a87b7wk9PHzwl2RZLvslq1UzjzjHl1";

/** Runs an async function's source with one JSON argument in the page; the engines differ in how. */
type Run = <Argument, Result>(body: (argument: Argument) => Promise<Result>, argument: Argument) => Promise<Result>;
interface Engine {
  readonly run: Run;
  close(): Promise<unknown>;
}

const onPath = (...names: string[]) =>
  (process.env["PATH"] ?? "")
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((path) => existsSync(path));

async function openChromium(url: string): Promise<Engine> {
  const browser = await openBrowser();
  const page = await browser.newPage();
  await page.goto(url);
  return { run: (body, argument) => page.evaluate(body as never, argument as never), close: () => browser.close() };
}

async function openFirefox(url: string): Promise<Engine> {
  const executablePath = onPath("firefox", "firefox-esr") ?? "";
  const browser = await puppeteer.launch({ browser: "firefox", executablePath, headless: true });
  const page = await browser.newPage();
  await page.goto(url);
  return { run: (body, argument) => page.evaluate(body as never, argument as never), close: () => browser.close() };
}

async function openWebKit(url: string): Promise<Engine> {
  const display = `:${90 + Math.floor(Math.random() * 900)}`;
  const screen = spawn("Xvfb", [display, "-nolisten", "tcp"], { stdio: "ignore" });
  const port = 20_000 + Math.floor(Math.random() * 20_000);
  const driver = spawn("WebKitWebDriver", ["-p", String(port)], {
    env: { ...process.env, DISPLAY: display },
    stdio: "ignore",
    detached: true,
  });
  /** The driver leads a group of its own, so that its browser goes with it. */
  const stop = (child: ChildProcess, sign: 1 | -1) => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(sign * child.pid);
  };
  const call = async (path: string, body: unknown, method = "POST") => {
    const init = method === "POST" ? { method, body: JSON.stringify(body) } : { method };
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, init);
    const { value } = (await answer.json()) as { value: never };
    if (!answer.ok) throw new Error(JSON.stringify(value));
    return value;
  };
  for (let attempt = 0; attempt < 50; attempt++) {
    const isReady = await call("/status", null, "GET").then(
      () => true,
      () => false,
    );
    if (isReady) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const { sessionId } = (await call("/session", { capabilities: { alwaysMatch: {} } })) as { sessionId: string };
  await call(`/session/${sessionId}/url`, { url });
  const run: Run = async (body, argument) => {
    const script = `const done = arguments[1]; (${String(body)})(arguments[0]).then((value) => done({ value }), (error) => done({ error: String(error) }));`;
    const { value, error } = (await call(`/session/${sessionId}/execute/async`, { script, args: [argument] })) as {
      value: never;
      error?: string;
    };
    if (error !== undefined) throw new Error(error);
    return value;
  };
  return {
    run,
    async close() {
      await call(`/session/${sessionId}`, null, "DELETE").catch(() => null);
      stop(driver, -1);
      stop(screen, 1);
    },
  };
}

const ENGINES = [
  { name: "Chromium", open: openChromium, isThere: findChromium() !== undefined },
  { name: "Firefox", open: openFirefox, isThere: onPath("firefox", "firefox-esr") !== undefined },
  { name: "WebKitGTK", open: openWebKit, isThere: Boolean(onPath("WebKitWebDriver") && onPath("Xvfb")) },
];

let server: Server;
let origin = "";

beforeAll(async () => {
  const files = servedFiles();
  const page = `<!doctype html><html lang="en"><title>Checkout</title><script type="module" src="/card-surcharge.js"></script><form></form>`;
  server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    const json = (value: unknown) => response.setHeader("content-type", "application/json").end(JSON.stringify(value));
    if (path.endsWith("/policy")) json(policyIn("en"));
    else if (path === "/v1/lookup") json(answersIn("en").surcharge);
    else if (files.has(path.slice(1)))
      response.setHeader("content-type", "text/javascript").end(files.get(path.slice(1)));
    else response.setHeader("content-type", "text/html").end(page);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server?.close());

/** What a shopper goes through, told as what the page can see after each step. */
async function shop({ token, answers }: { token: string; answers: ReturnType<typeof answersIn> }) {
  await customElements.whenDefined("card-surcharge");
  const form = document.querySelector("form") as HTMLFormElement;
  const element: CardSurchargeElement = document.createElement("card-surcharge");
  const attributes = { merchant: "mch_demo", "base-amount": "12500", currency: "USD", country: "US", state: "IL" };
  for (const [name, value] of Object.entries({ ...attributes, name: "quote", "token-name": "token" }))
    element.setAttribute(name, value);
  const handed: { surcharge: { status: string } }[] = [];
  const tokenizer = {
    submit() {
      (this.submission as (response: object) => void)({ status: "success", token });
    },
    submission: (response: never) => void handed.push(response),
    iframe: document.createElement("iframe"),
  };
  document.body.append(tokenizer.iframe);
  element.connect(tokenizer);
  form.append(element);
  const seen: Record<string, unknown> = {};
  const look = async (name: string) => {
    await element.updateComplete;
    const shadow = element.shadowRoot;
    seen[name] = {
      status: element.status,
      valid: form.checkValidity(),
      entries: [...new FormData(form).keys()],
      handed: handed.map(({ surcharge }) => surcharge.status),
      said: shadow?.querySelector("[role=status]")?.textContent,
      total: shadow?.querySelector("dd[part=total]")?.textContent,
      accept: shadow?.querySelector("[part=accept]")?.textContent?.trim(),
    };
  };
  const until = async (isTrue: () => unknown) => {
    while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 10));
  };
  await until(() => shadowText().includes("Larch & Loam"));
  function shadowText() {
    return element.shadowRoot?.textContent ?? "";
  }
  await look("idle");
  await element.review();
  await look("offered");
  element.accept();
  await look("accepted");
  element.baseAmount = 1;
  await look("changed");
  element.baseAmount = 12500;
  element.answer = answers.none;
  await look("none");
  tokenizer.iframe.focus();
  await until(() => element.status === "idle");
  await look("touched");
  element.setAttribute("state", "Illinoiss");
  // A fault is told of once it rests.
  await until(() => element.status === "unknown");
  await look("malformed");
  return seen;
}

describe.each(ENGINES)("in $name", ({ name, open, isThere }) => {
  if (!isThere) console.warn(`${name} is not installed: its part of the element's core table is skipped.`);

  it.skipIf(!isThere)("a shopper goes through every step of the core table", async () => {
    const engine = await open(origin);
    try {
      const answers = answersIn("en");
      const seen = await engine.run(shop, { token: TOKEN, answers });
      const empty = { valid: true, entries: [], total: undefined, accept: undefined };
      // What JSON between the engines makes of undefined does not matter.
      expect(JSON.parse(JSON.stringify(seen, (_, value: unknown) => value ?? undefined))).toEqual(
        JSON.parse(
          JSON.stringify({
            idle: { ...empty, status: "idle", handed: [], said: "" },
            offered: {
              status: "surcharge",
              valid: false,
              entries: [],
              handed: [],
              said: answers.surcharge.message,
              total: "$128.75",
              accept: "Accept surcharge",
            },
            accepted: {
              status: "accepted",
              valid: true,
              entries: ["quote", "token"],
              handed: ["accepted"],
              said: "Surcharge accepted.",
              total: "$128.75",
            },
            changed: { ...empty, status: "pending", valid: false, handed: ["accepted"], said: "" },
            none: {
              ...empty,
              status: "none",
              entries: ["quote"],
              handed: ["accepted"],
              said: answers.none.message,
            },
            touched: { ...empty, status: "idle", handed: ["accepted"], said: "" },
            malformed: {
              ...empty,
              status: "unknown",
              handed: ["accepted"],
              said: "The card could not be checked just now, so no surcharge is added.",
            },
          }),
        ),
      );
    } finally {
      await engine.close();
    }
  });
});

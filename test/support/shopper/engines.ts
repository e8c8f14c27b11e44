/**
 * The browser engines that are installed: Chromium by Playwright, Firefox by WebDriver BiDi, WebKitGTK by plain WebDriver. What
 * is pressed is pressed as by a person: pages see trusted events.
 */
import { type ChildProcess, spawn } from "node:child_process";
import puppeteer from "puppeteer-core";
import { findEngines } from "../../../tools/checkout/engines.mjs";
import { openBrowser } from "./shopper.ts";

/** Whole pixels from the top left corner of what is seen of the page. */
export interface Point {
  readonly x: number;
  readonly y: number;
}
export type Pointer = "mouse" | "touch";
export type Key = "Tab" | "Enter" | "4";

export interface Engine {
  /** As it says itself. */
  readonly version: string;
  /** Runs an async function's source with one JSON argument in the page; the engines differ in how. */
  run<Argument, Result>(body: (argument: Argument) => Promise<Result>, argument: Argument): Promise<Result>;
  goto(url: string): Promise<unknown>;
  down(pointer: Pointer, at: Point): Promise<unknown>;
  up(pointer: Pointer, at: Point): Promise<unknown>;
  key(key: Key): Promise<unknown>;
  close(): Promise<unknown>;
}

async function openChromium(): Promise<Engine> {
  const browser = await openBrowser();
  const page = await browser.newPage({ hasTouch: true });
  const client = await page.context().newCDPSession(page);
  const touch = (type: "touchStart" | "touchEnd", touchPoints: Point[]) =>
    client.send("Input.dispatchTouchEvent", { type, touchPoints });
  return {
    version: browser.version(),
    run: (body, argument) => page.evaluate(body as never, argument as never),
    goto: (url) => page.goto(url),
    async down(pointer, at) {
      if (pointer === "touch") return touch("touchStart", [at]);
      await page.mouse.move(at.x, at.y);
      return page.mouse.down();
    },
    up: (pointer) => (pointer === "touch" ? touch("touchEnd", []) : page.mouse.up()),
    key: (key) => page.keyboard.press(key),
    close: () => browser.close(),
  };
}

async function openFirefox(executablePath: string): Promise<Engine> {
  const browser = await puppeteer.launch({ browser: "firefox", executablePath, headless: true });
  const page = await browser.newPage();
  const version = await browser.version();
  return {
    version: version.replace(/^\w+\//, ""),
    run: (body, argument) => page.evaluate(body as never, argument as never),
    goto: (url) => page.goto(url),
    async down(pointer, { x, y }) {
      if (pointer === "touch") return page.touchscreen.touchStart(x, y);
      await page.mouse.move(x, y);
      return page.mouse.down();
    },
    up: (pointer) => (pointer === "touch" ? page.touchscreen.touchEnd() : page.mouse.up()),
    key: (key) => page.keyboard.press(key),
    close: () => browser.close(),
  };
}

/** WebDriver's own names of keys. */
const WEBDRIVER_KEYS: Readonly<Record<Key, string>> = { Tab: "\uE004", Enter: "\uE007", 4: "4" };

async function openWebKit(): Promise<Engine> {
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
  for (let attempt = 0; attempt < 300; attempt++) {
    const isReady = await call("/status", null, "GET").then(
      () => true,
      () => false,
    );
    if (isReady) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const { sessionId, capabilities } = (await call("/session", { capabilities: { alwaysMatch: {} } })) as {
    sessionId: string;
    capabilities: { browserVersion: string };
  };
  const session = `/session/${sessionId}`;
  const act = (type: "pointer" | "key", id: string, actions: object[], parameters: object = {}) =>
    call(`${session}/actions`, { actions: [{ type, id, actions, parameters }] });
  return {
    version: capabilities.browserVersion,
    async run(body, argument) {
      const script = `const done = arguments[1]; (${String(body)})(arguments[0]).then((value) => done({ value }), (error) => done({ error: String(error) }));`;
      const { value, error } = (await call(`${session}/execute/async`, { script, args: [argument] })) as {
        value: never;
        error?: string;
      };
      if (error !== undefined) throw new Error(error);
      return value;
    },
    goto: (url) => call(`${session}/url`, { url }),
    down: (pointerType, { x, y }) =>
      act(
        "pointer",
        pointerType,
        [
          { type: "pointerMove", x, y, duration: 0 },
          { type: "pointerDown", button: 0 },
        ],
        { pointerType },
      ),
    up: (pointerType) => act("pointer", pointerType, [{ type: "pointerUp", button: 0 }], { pointerType }),
    key: (key) => {
      const value = WEBDRIVER_KEYS[key];
      return act("key", "keyboard", [
        { type: "keyDown", value },
        { type: "keyUp", value },
      ]);
    },
    async close() {
      await call(session, null, "DELETE").catch(() => null);
      stop(driver, -1);
      stop(screen, 1);
    },
  };
}

const HOW = {
  Chromium: { open: openChromium, hasTouch: true, seesCovers: true },
  Firefox: { open: openFirefox, hasTouch: true, seesCovers: false },
  // What is touched in WebKitGTK is told to the page as a mouse.
  WebKitGTK: { open: openWebKit, hasTouch: false, seesCovers: false },
};

/** `path` is undefined where an engine is not installed. */
export const ENGINES = findEngines().map(({ name, path }) => ({ name, path, ...HOW[name] }));

/** What a person reads when a local run cannot start: one line that says what to do. */
import { createServer } from "node:net";
import { describe, expect, test } from "vitest";
import { ToolError } from "../../../tools/cli/tool-error.mjs";
import { colourFor, isColoured } from "../../../tools/local/colour.mjs";
import { developmentSecrets, secretsProblem } from "../../../tools/local/dev-vars.mjs";
import { startLocal } from "../../../tools/local/local.mjs";
import { freePort, portProblem, portsFrom } from "../../../tools/local/ports.mjs";
import { startOptions } from "../../../tools/local/start-options.mjs";
import { startWords } from "../../../tools/local/start-words.mjs";

/** Never to be seen in a message. */
const PUBLIC_KEY = "pub_3f9a1c7e5d2b";
const secrets = developmentSecrets();

/** A program on a port of its own; undefined where the machine has no such address. */
async function listenOn(host: string) {
  const server = createServer();
  const port = await new Promise<number | undefined>((resolve) => {
    server.once("error", () => resolve(undefined));
    server.listen(0, host, () => resolve((server.address() as { port: number }).port));
  });
  return { port, close: () => server.close() };
}

const inUse = (port: number, name: string) =>
  `Port ${port} (${name}) is in use: stop the program that listens there, or choose other ports with npm start -- --port N.`;

describe("npm start", () => {
  test.each(["product", "sandbox", "shop"] as const)("names the port of the %s when it is in use", async (name) => {
    const { port = 0, close } = await listenOn("127.0.0.1");
    const ports = { ...portsFrom(await freePort(3)), [name]: port };
    const failure: unknown = await startLocal({ ports }).catch((error: unknown) => error);
    close();
    expect(failure).toBeInstanceOf(ToolError);
    expect((failure as Error).message).toBe(inUse(port, name));
  });

  test.each(["127.0.0.1", "0.0.0.0", "::1", "::"])("sees a program that listens on %s", async (host) => {
    const { port, close } = await listenOn(host);
    const problem = port === undefined ? null : await portProblem({ ...portsFrom(await freePort(3)), shop: port });
    close();
    if (port !== undefined) expect(problem).toBe(inUse(port, "shop"));
  });

  test("runs on three ports in a row, from 8787 on unless told otherwise", () => {
    expect(portsFrom(startOptions([], {}).port)).toEqual({ product: 8787, sandbox: 8788, shop: 8789 });
    expect(startOptions(["--port", "9000"], {}).port).toBe(9000);
    expect(
      startOptions(["--port=9000", "--origin", "http://localhost:1", "--origin", "http://localhost:2"], {}),
    ).toEqual({
      help: false,
      port: 9000,
      origins: ["http://localhost:1", "http://localhost:2"],
    });
    expect(startOptions(["-h"], {}).help).toBe(true);
  });

  test.each([
    [["--prot", "9000"], "Unknown option '--prot': npm start takes --port N, --origin URL and --help."],
    [["9000"], "Unexpected argument '9000': npm start takes --port N, --origin URL and --help."],
    [["--port"], "Option '--port <value>' argument missing: npm start takes --port N, --origin URL and --help."],
    [["--port", "many"], "--port takes a number from 1024 to 65533, not many."],
    [["--port", "65534"], "--port takes a number from 1024 to 65533, not 65534."],
    [["--port", "80"], "--port takes a number from 1024 to 65533, not 80."],
    [["--port", ""], "--port takes a number from 1024 to 65533, not ."],
    [
      ["--origin", "localhost:8790"],
      "--origin takes an address such as http://localhost:8790 and nothing behind it, not localhost:8790.",
    ],
    [
      ["--origin", "http://localhost:8790/shop"],
      "--origin takes an address such as http://localhost:8790 and nothing behind it, not http://localhost:8790/shop.",
    ],
  ])("answers %j in one line that says what is allowed", (args, line) => {
    expect(() => startOptions(args, {})).toThrow(new Error(line));
  });

  test("says so when npm took an option for its own", () => {
    expect(() => startOptions([], { npm_config_port: "9000" })).toThrow(
      new Error("npm kept --port for itself: write two dashes before it, npm start -- --port ..."),
    );
  });

  test("has nothing to say about the secrets that ship with the project", () => {
    expect(secretsProblem(secrets)).toBeUndefined();
  });

  test.each(Object.keys(secrets))("names %s when it is missing or empty, and says where to get it", (name) => {
    const { [name]: _, ...others } = secrets;
    const line = `.dev.vars lacks ${name}: copy the line from tools/local/development.vars, or delete .dev.vars to start from the example.`;
    expect(secretsProblem(others)).toBe(line);
    expect(secretsProblem({ ...secrets, [name]: "" })).toBe(line);
  });

  test("refuses a public key as the gateway's secret without repeating it", () => {
    expect(secretsProblem({ ...secrets, GATEWAY_SECRET_KEY: PUBLIC_KEY })).toBe(
      "GATEWAY_SECRET_KEY in .dev.vars is a public key (pub_...): put the gateway's secret key (api_...) there.",
    );
  });
});

describe("npm start, once everything runs,", () => {
  const origins = { product: "http://localhost:1", sandbox: "http://localhost:2", shop: "http://localhost:3" };
  const run = { origins, adminKeys: secrets["ADMIN_KEYS"] ?? "", hasSite: true, isUsualPort: true };

  test("names the console and the published key", () => {
    expect(startWords(run)).toMatch(/http:\/\/localhost:1\/status .*ak_sandbox_demo/);
    expect(startWords(run)).toContain("CARD_SURCHARGE_ADMIN_KEY is ak_sandbox_demo");
  });

  test("says that the site is being built only where it is", () => {
    expect(startWords(run)).not.toContain("being built");
    expect(startWords({ ...run, hasSite: false })).toMatch(/\/docs\/ +being built/);
  });

  test("names the origin that the operator's commands do not know by themselves", () => {
    expect(startWords(run)).not.toContain("CARD_SURCHARGE_ORIGIN");
    expect(startWords({ ...run, isUsualPort: false })).toContain("CARD_SURCHARGE_ORIGIN is http://localhost:1");
  });

  test.each([
    ["jo:ak_0f1e2d3c4b5a", "the key jo in .dev.vars"],
    ["ak_0f1e2d3c4b5a", "the key unnamed in .dev.vars"],
    ["", "a key of ADMIN_KEYS in .dev.vars"],
  ])("never shows a key of one's own: %s", (adminKeys, words) => {
    expect(startWords({ ...run, adminKeys })).toContain(words);
    expect(startWords({ ...run, adminKeys })).not.toContain("ak_");
  });
});

describe("colours", () => {
  const [terminal, file] = [{ isTTY: true }, {}];

  test("are for a terminal, unless NO_COLOR or FORCE_COLOR says otherwise", () => {
    expect([isColoured(terminal, {}), isColoured(file, {})]).toEqual([true, false]);
    expect(isColoured(terminal, { NO_COLOR: "1" })).toBe(false);
    expect(isColoured(terminal, { NO_COLOR: "" })).toBe(true);
    expect(isColoured(file, { FORCE_COLOR: "1" })).toBe(true);
    expect(isColoured(terminal, { FORCE_COLOR: "0" })).toBe(false);
    expect(isColoured(terminal, { FORCE_COLOR: "1", NO_COLOR: "1" })).toBe(true);
  });

  test("are never asked for and forbidden at once, of which Node complains", () => {
    const both = { A: "b", FORCE_COLOR: "3", NO_COLOR: "1" };
    expect(colourFor(both, false)).toEqual({ A: "b", NO_COLOR: "1" });
    expect(colourFor(both, true, { piped: true })).toEqual({ A: "b", FORCE_COLOR: "3" });
    expect(colourFor({}, true, { piped: true })).toEqual({ FORCE_COLOR: "1" });
    expect(colourFor({ A: "b" }, true)).toEqual({ A: "b" });
  });
});

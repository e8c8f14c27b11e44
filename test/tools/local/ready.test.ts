/** `npm start` and `npm test` on machines that lack something, each one a checkout of the tools alone. */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { needs } from "../../support/node/needs.ts";

let checkout: string;
let programs: string;
beforeEach(() => {
  checkout = mkdtempSync(join(tmpdir(), "ready-"));
  programs = join(checkout, "programs");
  for (const name of ["tools", "programs"]) mkdirSync(join(checkout, name));
  for (const name of ["local", "checkout"])
    cpSync(join("tools", name), join(checkout, "tools", name), { recursive: true });
  cpSync("package.json", join(checkout, "package.json"));
  writeFileSync(join(checkout, "package-lock.json"), "{}");
  program("npm");
  program("apt-get");
});
afterEach(() => rmSync(checkout, { recursive: true }));

/** A program that fails, and notes how it was called. */
function program(name: string) {
  writeFileSync(join(programs, name), `#!/bin/sh\necho "${name} $*" >> "${checkout}/calls"\nexit 100\n`, {
    mode: 0o755,
  });
}
const calls = () => (existsSync(join(checkout, "calls")) ? readFileSync(join(checkout, "calls"), "utf8") : "");

/** Leaves the checkout as npm would: with its record of what is installed. */
function install() {
  mkdirSync(join(checkout, "node_modules", ".bin"), { recursive: true });
  writeFileSync(join(checkout, "node_modules", ".package-lock.json"), "{}");
}

function run(tool: string, args: string[] = [], environment: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(checkout, "tools", tool), ...args], {
    env: { PATH: programs, HOME: checkout, ...environment },
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

describe("npm start, with nothing installed", () => {
  test("shows its options", () => {
    const { status, stdout } = run("local/start.mjs", ["--help"]);
    expect(status).toBe(0);
    for (const option of ["--port N", "--origin URL", "--help"]) expect(stdout).toContain(option);
    expect(calls()).toBe("");
  });

  test("refuses an unknown option in one line", () => {
    expect(run("local/start.mjs", ["--prot", "9000"])).toEqual({
      status: 1,
      stdout: "",
      stderr: "Unknown option '--prot': npm start takes --port N, --origin URL and --help.\n",
    });
    expect(calls()).toBe("");
  });

  test("says that a port is in use before it installs", async () => {
    const listener = createServer();
    const port = await new Promise<number>((resolve) => {
      listener.listen(0, "127.0.0.1", () => resolve((listener.address() as { port: number }).port));
    });
    const { status, stdout, stderr } = run("local/start.mjs", ["--port", String(port)]);
    listener.close();
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toMatch(/^Port \d+ \(product\) is in use: [^\n]*\n$/);
    expect(calls()).toBe("");
  });

  test("installs whatever the machine's settings would leave out, and ends when that fails", () => {
    const { status, stdout, stderr } = run("local/start.mjs", [], { NODE_ENV: "production" });
    expect({ status, stdout }).toEqual({ status: 1, stdout: "Installing packages (npm ci) ...\n" });
    expect(stderr).toBe("npm ci failed: see its message above. It needs the npm registry.\n");
    expect(calls()).toBe("npm ci --include=dev --include=optional --loglevel=error\n");
  });
});

describe("the Node that comes with the packages", needs("Linux"), () => {
  const name = `node-linux-${process.arch}`;
  const link = () => join(checkout, "node_modules", ".bin", "node");

  test("is found although npm 10 took its link away", () => {
    install();
    mkdirSync(join(checkout, "node_modules", name, "bin"), { recursive: true });
    writeFileSync(join(checkout, "node_modules", name, "bin", "node"), "");
    for (let time = 0; time < 2; time++) expect(run("checkout/link-node.mjs").status).toBe(0);
    expect(readlinkSync(link())).toBe(`../${name}/bin/node`);
  });

  test("is no failure of the install when there is none", () => {
    install();
    expect(run("checkout/link-node.mjs")).toEqual({ status: 0, stdout: "", stderr: "" });
    expect(existsSync(link())).toBe(false);
  });
});

describe("npm test, without a Chromium", () => {
  const mayInstallDebians = process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");

  test("says what it installs on the machine before it does, and how to go on when that fails", () => {
    install();
    writeFileSync(join(checkout, "node_modules", ".bin", "playwright"), "", { mode: 0o755 });
    const { status, stdout, stderr } = run("checkout/test.mjs");
    expect(status).toBe(1);
    expect(stdout).toBe(
      `No Chromium found. Installing Playwright's into its cache (playwright install chromium) ...\n${
        mayInstallDebians ? "Installing Debian's on this machine (apt-get install chromium) ...\n" : ""
      }`,
    );
    expect(stderr).toContain("Install one, or set CHROMIUM_PATH to one, then run this again.\n");
    expect(calls()).toBe(
      mayInstallDebians ? "apt-get update -qq\napt-get install -y -qq --no-install-recommends chromium\n" : "",
    );
  });

  test("installs none where CHROMIUM_PATH names one", () => {
    install();
    const { stdout } = run("checkout/test.mjs", [], { CHROMIUM_PATH: process.execPath });
    expect(stdout).not.toContain("Chromium");
    expect(calls()).toBe("");
  });
});

/** What a person reads when a local run or the tests cannot start: one line that says what to do. */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { developmentSecrets, secretsProblem } from "../../tools/dev-vars.mjs";
import { freePort, LocalRunError, startLocal } from "../../tools/local.mjs";

/** Never to be seen in a message. */
const PUBLIC_KEY = "pub_3f9a1c7e5d2b";
const secrets = developmentSecrets();

describe("npm start", () => {
  test.each(["product", "sandbox", "shop"] as const)("names the port of the %s when it is in use", async (name) => {
    const listener = createServer();
    const port = await new Promise<number>((resolve) => {
      listener.listen(0, "127.0.0.1", () => resolve((listener.address() as { port: number }).port));
    });
    const ports = { product: await freePort(), sandbox: await freePort(), shop: await freePort(), [name]: port };
    const failure: unknown = await startLocal({ ports }).catch((error: unknown) => error);
    listener.close();
    expect(failure).toBeInstanceOf(LocalRunError);
    expect((failure as Error).message).toBe(
      `Port ${port} (${name}) is in use: stop the program that listens there, then start again.`,
    );
  });

  test("has nothing to say about the secrets that ship with the project", () => {
    expect(secretsProblem(secrets)).toBeUndefined();
  });

  test.each(Object.keys(secrets))("names %s when it is missing or empty, and says where to get it", (name) => {
    const { [name]: _, ...others } = secrets;
    const line = `.dev.vars lacks ${name}: copy the line from .dev.vars.example, or delete .dev.vars to start from the example.`;
    expect(secretsProblem(others)).toBe(line);
    expect(secretsProblem({ ...secrets, [name]: "" })).toBe(line);
  });

  test("refuses a public key as the gateway's secret without repeating it", () => {
    expect(secretsProblem({ ...secrets, GATEWAY_SECRET_KEY: PUBLIC_KEY })).toBe(
      "GATEWAY_SECRET_KEY in .dev.vars is a public key (pub_...): put the gateway's secret key (api_...) there.",
    );
  });
});

describe("npm test", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "ready-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test("says in one line that it needs Chromium, and only root may install Debian's", () => {
    // A checkout with its packages installed, on a machine where nothing but apt-get can be found, and that fails.
    const [programs, asked] = [join(folder, "bin"), join(folder, "asked")];
    for (const name of ["tools", "node_modules", "bin"]) mkdirSync(join(folder, name));
    for (const name of ["ready.mjs", "chromium.mjs"]) cpSync(join("tools", name), join(folder, "tools", name));
    writeFileSync(join(folder, "package-lock.json"), "{}");
    writeFileSync(join(folder, "node_modules", ".package-lock.json"), "{}");
    writeFileSync(join(programs, "apt-get"), `#!/bin/sh\necho "$1" >> "${asked}"\nexit 100\n`, { mode: 0o755 });

    const { status, stderr } = spawnSync(process.execPath, [join(folder, "tools", "ready.mjs"), "--with-chromium"], {
      env: { PATH: programs, HOME: folder },
      encoding: "utf8",
    });
    expect(stderr).toBe(
      "The tests need Chromium and none could be installed: install it, or set CHROMIUM_PATH to one, then run `npm test` again.\n",
    );
    expect(status).toBe(1);
    const mayInstall = process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");
    expect(existsSync(asked) ? readFileSync(asked, "utf8") : "").toBe(mayInstall ? "update\ninstall\n" : "");
  });
});

import { readFileSync } from "node:fs";
import { get } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { shippedFolders } from "../../../tools/pci/bundles.ts";
import { buildFor, deploymentSecrets, startBuild } from "../../support/node/deployed.ts";

const SECONDS = 1_000;

/** The only places that may speak of localhost: hono's stand-ins for a missing origin, and the check of a key's address. */
const HARMLESS = [
  /`http:\/\/localhost\$\{\w+\("\/",\w+\)\}`/g,
  /new URL\("http:\/\/localhost"\)/g,
  /\w+==="localhost"\|\|\w+\.endsWith\("\.localhost"\)/g,
];

/** Addresses, ids and keys of development, and modules of Node, each with a little of what is around it. */
const FORBIDDEN =
  /.{0,40}(?:localhost|127\.0\.0\.1|_sandbox_demo|sandbox-demo-|mch_demo|local_sandbox|Larch & Loam|["']node:).{0,40}/g;

test.each(["staging", "production"])(
  "a deploy for the environment '%s' holds nothing of development",
  (environment) => {
    const code = readFileSync(join(buildFor(environment), "index.js"), "utf8");
    expect(code.length).toBeGreaterThan(100_000);
    const checked = HARMLESS.reduce((text, pattern) => text.replaceAll(pattern, ""), code);
    expect([...checked.matchAll(FORBIDDEN)].map(([excerpt]) => excerpt)).toEqual([]);
  },
  60 * SECONDS,
);

test("a deploy holds the packages that the bill of materials names for the Worker, and no others", async () => {
  const { outputs } = JSON.parse(readFileSync(join(buildFor("production"), "bundle-meta.json"), "utf8")) as {
    outputs: Record<string, { inputs: Record<string, { bytesInOutput: number }> }>;
  };
  const inputs = Object.values(outputs).flatMap((output) => Object.entries(output.inputs));
  const held = inputs.flatMap(([file, { bytesInOutput }]) =>
    bytesInOutput > 0 ? (/.*(node_modules\/(?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? []) : [],
  );
  const named = [...(await shippedFolders("dist/assets"))].flatMap(([folder, parts]) =>
    parts.includes("worker") ? folder : [],
  );
  expect(named).toContain("node_modules/hono");
  // Wrangler's own few lines around the Worker.
  expect([...new Set(held)].filter((folder) => folder !== "node_modules/wrangler").toSorted()).toEqual(
    named.toSorted(),
  );
}, 60_000);

describe("the production build", () => {
  const secrets = deploymentSecrets();
  const production = (changes: Record<string, string> = {}) => ({
    ENVIRONMENT: "production",
    ISSUER: "https://cs.example",
    ...secrets,
    ...changes,
  });
  let folder: string;
  let running: Awaited<ReturnType<typeof startBuild>>;

  beforeAll(async () => {
    folder = buildFor("production");
    running = await startBuild(folder, production());
  }, 60 * SECONDS);
  afterAll(() => running.stop());

  test("is ready without anything of Node", async () => {
    const response = await fetch(`${running.origin}/readyz`);
    expect(await response.json()).toMatchObject({ status: "ready" });
    expect(response.status).toBe(200);
  });

  test.each(["", "http://cs.example"])(
    "does not start with '%s' for an issuer, and the log says why",
    async (ISSUER) => {
      const refused = await startBuild(
        folder,
        ISSUER === "" ? { ENVIRONMENT: "production", ...secrets } : production({ ISSUER }),
      );
      try {
        const ready = await fetch(`${refused.origin}/readyz`);
        expect(ready.status).toBe(503);
        expect(await ready.json()).toMatchObject({ checks: { settings: "failing" } });
        expect((await fetch(`${refused.origin}/.well-known/security.txt`)).status).toBe(500);
        await expect.poll(() => refused.log.join("\n")).toContain("ISSUER must be the service's own https origin");
      } finally {
        await refused.stop();
      }
    },
  );

  test("of staging is ready with a warning while no issuer is set, and the log says so", async () => {
    const staging = await startBuild(buildFor("staging"), { ENVIRONMENT: "staging", ...secrets });
    try {
      expect(await (await fetch(`${staging.origin}/readyz`)).json()).toMatchObject({ checks: { settings: "warning" } });
      await expect.poll(() => staging.log.join("\n")).toContain("ISSUER is not set");
    } finally {
      await staging.stop();
    }
  });

  test("says of itself what it is told, and not the request's Host", async () => {
    const host = "evil.example";
    const answer = await new Promise<string>((resolve, reject) => {
      const asked = get(`${running.origin}/.well-known/security.txt`, { headers: { host } }, (response) => {
        let text = "";
        response.on("data", (data: Buffer) => {
          text += data.toString();
        });
        response.on("end", () => resolve(text));
      });
      asked.on("error", reject);
    });
    expect(answer).toContain("Contact: mailto:security@cs.example\n");
    expect(answer).toContain("Canonical: https://cs.example/.well-known/security.txt\n");
  });

  test("knows no merchant of development and none of its keys", async () => {
    const lookup = await fetch(`${running.origin}/v1/lookup`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ merchant: "mch_demo", token: "AbcdefghIjklmnopQrstuvwxYz012345", country: "US" }),
    });
    expect(lookup.status).toBe(404);
    for (const key of ["ak_sandbox_demo", "sk_sandbox_demo"]) {
      const headers = { Authorization: `Bearer ${key}` };
      expect((await fetch(`${running.origin}/v1/admin/merchants`, { headers })).status).toBe(401);
      expect((await fetch(`${running.origin}/v1/server/lookup`, { method: "POST", headers })).status).toBe(401);
    }
  });

  test("takes the merchants that its operator adds", async () => {
    const headers = { Authorization: `Bearer ${secrets.ADMIN_KEYS}`, "Content-Type": "application/json" };
    const merchant = {
      name: "Live Shop",
      mode: "live",
      gateway: "fluidpay_live",
      gatewayKey: "api_live_0123456789",
      origins: ["https://shop.example"],
      place: { country: "US", state: "IL" },
      currency: "USD",
    };
    const put = (body: object) =>
      fetch(`${running.origin}/v1/admin/merchants/mch_live`, { method: "PUT", headers, body: JSON.stringify(body) });
    expect((await put({ ...merchant, gateway: "local_sandbox" })).status).toBe(400);
    expect((await put({ ...merchant, origins: ["http://localhost:8789"] })).status).toBe(400);
    expect((await put(merchant)).status).toBe(201);
  });

  test("does not start with development's values", async () => {
    const refused = await startBuild(folder, production({ ADMIN_KEYS: "ak_sandbox_demo" }));
    try {
      expect((await fetch(`${refused.origin}/v1/admin/merchants`)).status).toBe(500);
      expect((await fetch(`${refused.origin}/readyz`)).status).toBe(503);
    } finally {
      await refused.stop();
    }
  });

  test("does not start as development", async () => {
    const refused = await startBuild(folder, { ENVIRONMENT: "development", ...secrets });
    try {
      expect((await fetch(`${refused.origin}/readyz`)).status).toBe(503);
    } finally {
      await refused.stop();
    }
  });
});

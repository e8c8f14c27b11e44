/**
 * The service and what is around it: the built Worker behind bindings that can fail, the sandbox as gateway and as KeySecure, and
 * a wire to each of the two. Switches faults on and off, and counts the calls that arrived.
 */
import { readFileSync } from "node:fs";
import { developmentSecrets } from "../../tools/local/dev-vars.mjs";
import { startWire, type Wire } from "../fault/wire.ts";
import { startBuilt } from "../support/node/built-worker.mjs";
import { type Fault, nameOf } from "./faults.ts";
import { entryOf } from "./faulty-bindings.mjs";
import { PROGRAMME, type SoakMerchant, settingsOf } from "./merchants.ts";

export const LOOKUP_PATH = "/api/lookup/bin/protected";
const KEYSECURE_PATHS = ["/open-api/v1/card/support/bins", "/open-api/v1/merchant/token"];
const PATHS = { gateway: [LOOKUP_PATH], keysecure: KEYSECURE_PATHS };
export const ADMIN = { Authorization: "Bearer ak_sandbox_demo", "Content-Type": "application/json" };
export const ISSUER = "https://surcharge.example";

export interface World {
  readonly service: URL;
  readonly setFaults: (faults: readonly Fault[]) => Promise<void>;
  /** A token for a card, minted beside the wire. */
  readonly mint: (card: string) => Promise<string>;
  /** Lookups that arrived at the gateway, or at the fault in front of it, since the last time. */
  readonly takeCalls: () => Promise<number>;
  readonly stop: () => Promise<void>;
}

/** Starts everything, with the merchants recorded and the programme pulled. @throws Error where that does not work */
export async function startWorld(merchants: readonly SoakMerchant[], onLog: (line: string) => void): Promise<World> {
  const sandbox = await startBuilt({ config: "sandbox/wrangler.toml" });
  const wires = { gateway: await startWire(sandbox.url), keysecure: await startWire(sandbox.url) };
  const service = await startBuilt({
    config: "wrangler.toml",
    environment: "development",
    bindings: {
      ...developmentSecrets(),
      ISSUER,
      SANDBOX_ORIGIN: wires.gateway.origin,
      KEYSECURE_ORIGIN: wires.keysecure.origin,
    },
    entry: entryOf(readFileSync(new URL("faulty-bindings.mjs", import.meta.url), "utf8")),
    onLog,
  });
  const send = async (base: URL, method: string, path: string, body?: object, headers: object = ADMIN) => {
    const text = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(new URL(path, base), { method, headers: { ...headers }, ...text });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.text();
  };
  const control = async (method: string, path: string, body?: object): Promise<unknown> =>
    JSON.parse(await send(sandbox.url, method, path, body, { "Content-Type": "application/json" }));

  for (const merchant of merchants) {
    // First as it once was: what a store that is behind still says.
    await send(
      service.url,
      "PUT",
      `/v1/admin/merchants/${merchant.id}`,
      settingsOf(merchant, { enabled: true, rates: { visa: 100 } }),
    );
    await send(service.url, "PUT", `/v1/admin/merchants/${merchant.id}`, settingsOf(merchant));
  }
  await send(service.url, "POST", `/v1/admin/card-programs/${PROGRAMME}/sync`);

  let spoiledCalls = 0;
  const cut = new Map<Wire, string>();
  const mend = async () => {
    for (const wire of cut.keys()) {
      if (wire === wires.gateway) spoiledCalls += wire.calls();
      await wire.set(null);
    }
    cut.clear();
  };
  return {
    service: service.url,
    async setFaults(faults) {
      await mend();
      await control("DELETE", "/sandbox/faults");
      const switches: Record<string, string> = {};
      for (const fault of faults) {
        if (fault.by === "binding") switches[fault.place] = fault.kind;
        else if (fault.by === "wire") {
          cut.set(wires[fault.place], nameOf(fault));
          await wires[fault.place].set(fault.kind);
        } else
          for (const path of PATHS[fault.place]) await control("PUT", "/sandbox/faults", { path, fault: fault.kind });
      }
      await send(service.url, "PUT", "/soak/switches", switches);
    },
    mint: async (card) => ((await control("POST", "/sandbox/tokens", { number: card })) as { token: string }).token,
    async takeCalls() {
      const arrived = (await control("GET", "/sandbox/calls")) as Record<string, number>;
      await control("DELETE", "/sandbox/calls");
      const calls = (arrived[LOOKUP_PATH] ?? 0) + spoiledCalls;
      spoiledCalls = 0;
      return calls;
    },
    async stop() {
      await service.stop();
      await Promise.all([wires.gateway.close(), wires.keysecure.close()]);
      await sandbox.stop();
    },
  };
}

/** The product under load: the built Worker in workerd, before the gateway's stand-in, as a deployment has it but for what `CONDITIONS` says. */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import type { JSONWebKeySet } from "jose";
import { developmentSecrets } from "../../tools/local/dev-vars.mjs";
import { ORIGIN } from "../bench/lookup-ask.mjs";
import type { BuiltOptions } from "../support/node/built-worker.mjs";

/** As in production, where it has to be set. */
export const ISSUER = "https://surcharge.example";

export const CONDITIONS: readonly string[] = [
  "The Worker is the development build: its demo merchant and keys; the code of a lookup is production's.",
  "The gateway is a stand-in that answers after 50 ms, in a process of its own on the same cores.",
  "The load generator runs on the same cores, and checks every answer.",
  "Rate limiters are replaced by some that admit everything: Miniflare keeps them on disk, at many times their cost.",
  "KV and Durable Objects are Miniflare's, on this machine.",
];

export interface Gateway {
  readonly origin: string;
  readonly stop: () => void;
}

export async function startGateway(): Promise<Gateway> {
  const child: ChildProcess = fork(new URL("./gateway.ts", import.meta.url));
  const [port] = (await once(child, "message")) as [number];
  return { origin: `http://127.0.0.1:${port}`, stop: () => child.disconnect() };
}

export const productOptions = (gatewayOrigin: string): BuiltOptions => ({
  config: "wrangler.toml",
  environment: "development",
  bindings: { ...developmentSecrets(), SANDBOX_ORIGIN: gatewayOrigin, DEMO_ORIGINS: ORIGIN, ISSUER },
  freeLimits: true,
});

/** The keys of a product that answers. */
export async function keysOf(origin: string | URL): Promise<JSONWebKeySet> {
  return (await (await fetch(new URL("/.well-known/jwks.json", origin))).json()) as JSONWebKeySet;
}

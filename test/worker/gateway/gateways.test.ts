import { expect, test } from "vitest";
import {
  COMPILED_GATEWAYS,
  findGateway,
  GATEWAY_NAME,
  type Gateway,
  gatewayNames,
} from "../../../worker/gateway/gateways.ts";

const OURS: Gateway = { brand: "My Brand", origin: "https://app.mybrand.example", mode: "live", tokenReuse: "unknown" };
const usual = { own: new Map<string, Gateway>(), sandboxOrigin: null };

test.each([...COMPILED_GATEWAYS.keys()].filter((name) => name !== "local_sandbox"))(
  "%s is an https origin without a path, in the mode of its name",
  (name) => {
    const { origin = "", mode } = findGateway(name, { ...usual, sandboxOrigin: "http://elsewhere.test" }) ?? {};
    expect(name).toMatch(GATEWAY_NAME);
    expect(new URL(origin).origin).toBe(origin);
    expect(origin).toMatch(/^https:\/\//);
    expect(mode).toBe(name.endsWith("_live") ? "live" : "test");
  },
);

test("no two names share a host", () => {
  const origins = [...COMPILED_GATEWAYS.values()].map(({ origin }) => origin);
  expect(new Set(origins).size).toBe(origins.length);
});

test("only the local stand-in listens where it is told to", () => {
  expect(findGateway("local_sandbox", usual)?.origin).toBe("http://localhost:8788");
  expect(findGateway("local_sandbox", { ...usual, sandboxOrigin: "http://127.0.0.1:9999" })?.origin).toBe(
    "http://127.0.0.1:9999",
  );
});

test("the operator's own are there beside the compiled ones, and change none of these", () => {
  const own = new Map([
    ["mybrand_live", OURS],
    ["fluidpay_live", OURS],
  ]);
  expect(findGateway("mybrand_live", { ...usual, own })).toEqual(OURS);
  expect(findGateway("fluidpay_live", { ...usual, own })?.origin).toBe("https://app.fluidpay.com");
  expect(gatewayNames({ ...usual, own: new Map([["mybrand_live", OURS]]) })).toEqual([
    ...COMPILED_GATEWAYS.keys(),
    "mybrand_live",
  ]);
});

test.each(["https://evil.test", "constructor", "", "mybrand_live"])(
  "a name that nobody gave has no gateway: %j",
  (name) => {
    expect(findGateway(name, usual)).toBeNull();
  },
);

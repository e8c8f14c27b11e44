import { expect, test } from "vitest";
import { COMPILED_GATEWAYS, findGateway, GATEWAY_NAMES } from "../../../worker/gateway/gateways.ts";

const usual = { sandboxOrigin: null };

test.each(GATEWAY_NAMES.filter((name) => name !== "local_sandbox"))(
  "%s is an https origin without a path, in the mode of its name",
  (name) => {
    const { origin = "", mode } = findGateway(name, { sandboxOrigin: "http://elsewhere.test" }) ?? {};
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
  expect(findGateway("local_sandbox", { sandboxOrigin: "http://127.0.0.1:9999" })?.origin).toBe(
    "http://127.0.0.1:9999",
  );
});

test.each(["https://evil.test", "constructor", ""])("a name that is not in the list has no gateway: %j", (name) => {
  expect(findGateway(name, usual)).toBeNull();
});

import { expect, test } from "vitest";
import { findGateway, GATEWAY_NAMES } from "../../../worker/gateway/gateways.ts";

test.each(GATEWAY_NAMES.filter((name) => name !== "local_sandbox"))(
  "%s is an https origin without a path, in the mode of its name",
  (name) => {
    const { origin, mode } = findGateway(name, "http://elsewhere.test");
    expect(new URL(origin).origin).toBe(origin);
    expect(origin).toMatch(/^https:\/\//);
    expect(mode).toBe(name.endsWith("_live") ? "live" : "test");
  },
);

test("no two names share a host", () => {
  const origins = GATEWAY_NAMES.map((name) => findGateway(name).origin);
  expect(new Set(origins).size).toBe(origins.length);
});

test("only the local stand-in listens where it is told to", () => {
  expect(findGateway("local_sandbox").origin).toBe("http://localhost:8788");
  expect(findGateway("local_sandbox", "http://127.0.0.1:9999").origin).toBe("http://127.0.0.1:9999");
});

test.each(["https://evil.test", "constructor", ""])("a name that is not in the list is refused: %j", (name) => {
  expect(() => findGateway(name)).toThrow(RangeError);
});

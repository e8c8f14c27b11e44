import { exports } from "cloudflare:workers";
import { expect, test } from "vitest";

test("the service says that it is alive", async () => {
  const response = await exports.default.fetch("https://card-surcharge.test/healthz");
  expect(response.status).toBe(200);
  const body = await response.json<{ status: string; requestId: string }>();
  expect(body.status).toBe("alive");
  expect(response.headers.get("X-Request-Id")).toBe(body.requestId);
});

test("an address that does not exist is a problem with a code and the request's id", async () => {
  const response = await exports.default.fetch("https://card-surcharge.test/v2/nothing");
  expect(response.status).toBe(404);
  expect(response.headers.get("Content-Type")).toBe("application/problem+json");
  expect(await response.json()).toMatchObject({
    code: "not_found",
    status: 404,
    requestId: response.headers.get("X-Request-Id"),
  });
});

test.each(["/", "/demo"])("%s leads to the sample shop in a development build", async (path) => {
  const response = await exports.default.fetch(`https://card-surcharge.test${path}`, { redirect: "manual" });
  expect(response.status).toBe(302);
  expect(response.headers.get("Location")).toBe("http://localhost:8789");
});

import { exports } from "cloudflare:workers";
import { expect, test } from "vitest";

test("the service says that it is alive", async () => {
  const response = await exports.default.fetch("https://card-surcharge.test/healthz");
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ status: "alive" });
});

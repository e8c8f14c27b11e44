import { expect, test } from "vitest";
import { startingChoices } from "../../../../site/src/builder-page/start.ts";

test("beside npm start it begins with the demo merchant and the sandbox's own port", () => {
  expect(startingChoices(new URL("http://localhost:9001/builder"), "1.2.3")).toMatchObject({
    merchant: "mch_demo",
    service: "http://localhost:9001",
    gateway: "http://localhost:9002",
    publicKey: "pub_sandbox_demo",
    version: "1.2.3",
  });
});

test("on a deployment it begins with the deployment's address and nothing of the demo's", () => {
  const choices = startingChoices(new URL("https://pay.example.com/builder"), "1.2.3");
  expect(choices.service).toBe("https://pay.example.com");
  expect(JSON.stringify(choices)).not.toMatch(/localhost|demo/);
});

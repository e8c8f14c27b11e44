import { expect, test } from "vitest";
import { USER_AGENT } from "../../contract/user-agent.ts";
import manifest from "../../package.json" with { type: "json" };

test("our calls are named after this release, and tell the package's home page", () => {
  const { version, homepage } = manifest;
  expect(USER_AGENT).toBe(`card-surcharge/${version} (+${homepage})`);
  expect(new URL(homepage).protocol).toBe("https:");
});

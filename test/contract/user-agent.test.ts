import { expect, test } from "vitest";
import { USER_AGENT } from "../../contract/user-agent.ts";
import manifest from "../../package.json" with { type: "json" };

test("our calls are named after this release of the package, and tell its home page", () => {
  const { name, version, homepage } = manifest;
  expect(USER_AGENT).toBe(`${name}/${version} (+${homepage})`);
  expect(new URL(homepage).protocol).toBe("https:");
});

/** The file of headers that the platform reads for what it serves without the Worker. */
import { describe, expect, test } from "vitest";
import { assetHeadersFile, withSandbox } from "../../../worker/http/headers.ts";

const SERVED = { moving: ["1"], unreleased: "1.1.0" };

/** The policy of a rule, by directive. */
function policyOf(path: string, scripts: readonly string[] = []): Record<string, string> {
  const rule = assetHeadersFile(SERVED, scripts)
    .split("\n\n")
    .find((text) => text.startsWith(`${path}\n`));
  const [, policy = ""] = /\n {2}Content-Security-Policy: (.*)/.exec(rule ?? "") ?? [];
  return Object.fromEntries(policy.split("; ").map((part) => [part.split(" ")[0], part.split(" ").slice(1).join(" ")]));
}

describe("a page's policy", () => {
  test("lists the docs' inline scripts and no other", () => {
    expect(policyOf("/docs/*", ["'sha256-a'", "'sha256-b'"])).toEqual({
      "default-src": "'none'",
      "script-src": "'self' 'wasm-unsafe-eval' 'sha256-a' 'sha256-b'",
      "style-src": "'self'",
      "style-src-attr": "'unsafe-inline'",
      "img-src": "'self' data:",
      "connect-src": "'self'",
      "base-uri": "'none'",
      "form-action": "'none'",
      "frame-ancestors": "'none'",
    });
  });

  test.each([
    ["/", "'none'"],
    ["/status", "lit-html"],
    ["/builder", "lit-html 'allow-duplicates'"],
    ["/playground", "lit-html 'allow-duplicates'"],
  ])("lets %s run nothing inline, and write no HTML but by its templates: %s", (path, trustedTypes) => {
    expect(policyOf(path, ["'sha256-a'"])).toMatchObject({
      "default-src": "'none'",
      "script-src": "'self'",
      "style-src": "'self'",
      "require-trusted-types-for": "'script'",
      "trusted-types": trustedTypes,
    });
  });
});

describe("with the sandbox of `npm start` beside it", () => {
  const SANDBOX = "http://localhost:8788";
  const plain = assetHeadersFile(SERVED, []);
  const policies = (file: string) =>
    new Map(
      file
        .split("\n\n")
        .map((rule) => [rule.split("\n")[0] ?? "", /\n {2}Content-Security-Policy: (.*)/.exec(rule)?.[1] ?? ""]),
    );

  test("the pages that hold the element, and no others, may show its card form and ask it", () => {
    const [before, after] = [policies(plain), policies(withSandbox(plain, SANDBOX))];
    const changed = [...after].filter(([path, policy]) => policy !== before.get(path)).map(([path]) => path);
    expect(changed).toEqual(["/builder", "/playground"]);
    for (const path of changed) {
      const policy = after.get(path);
      for (const directive of ["script-src 'self'", "connect-src 'self'", "frame-src"])
        expect(policy).toContain(`${directive} ${SANDBOX};`);
    }
  });

  test("what is deployed names none, and has no frame at all", () => {
    for (const policy of policies(plain).values()) expect(policy).not.toMatch(/localhost|frame-src|sandbox/);
  });
});

test("of what is below /widget/, only a release is kept for good", () => {
  const text = assetHeadersFile(SERVED, []);
  const cached = [...text.matchAll(/^(\/widget\/.*)\n {2}! Cache-Control\n {2}Cache-Control: (.*)$/gm)].map(
    ([, path, value]) => [path, value],
  );
  // The platform takes them in this order.
  expect(cached).toEqual([
    ["/widget/releases.json", "public, max-age=300"],
    ["/widget/:version/*", "public, max-age=31536000, immutable"],
    ["/widget/1/*", "public, max-age=300"],
    ["/widget/1.1.0/*", "no-cache"],
  ]);
});

describe("what the platform would cut off is refused", () => {
  test("more than 100 rules", () => {
    const moving = Array.from({ length: 100 }, (_, at) => String(at));
    expect(() => assetHeadersFile({ moving, unreleased: null }, [])).toThrow(/_headers has 1\d\d rules/);
  });

  test("a line of more than 2,000 characters", () => {
    const scripts = Array.from({ length: 40 }, (_, at) => `'sha256-${String(at).padStart(44, "0")}'`);
    expect(() => assetHeadersFile(SERVED, scripts)).toThrow(/a line of 2\d{3} characters/);
  });
});

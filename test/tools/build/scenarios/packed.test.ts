/**
 * What npm would publish, installed into empty projects and used: by strict TypeScript, three bundlers, and servers on each
 * Node that is kept. Needs the npm registry, so it runs at night; `build-package.test.ts` has the same package in the day.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { build } from "../../../../tools/build/build.mjs";

const MINUTES = 60_000;
/** Exact, so that a night differs from the one before it only by what is ours. */
const TOOLS = ["typescript@5.9.3", "vite@7.3.1", "esbuild@0.28.2", "webpack@5.105.0", "@arethetypeswrong/core@0.18.5"];
const NODES = ["20.20.2", "22.23.3", "24.21.0"];

const place = mkdtempSync(join(tmpdir(), "card-surcharge-packed-"));
let tarball = "";

/** What a program says; its own failure is the test's. */
function must(cwd: string, command: string, ...args: string[]): string {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(npm_|NODE$|INIT_CWD$|VITEST)/i.test(name)),
  );
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, env, encoding: "utf8" });
  expect(status, `${error?.message ?? ""}${stdout}${stderr}`).toBe(0);
  return stdout;
}

/** An empty project with the package and others. */
function project(name: string, packages: readonly string[], manifest: object = {}): string {
  const folder = join(place, name);
  mkdirSync(folder);
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, ...manifest }));
  must(folder, "npm", "install", "--no-audit", "--no-fund", "--loglevel=error", tarball, ...packages);
  return folder;
}

beforeAll(async () => {
  await build({ withSite: false });
  const [{ filename }] = JSON.parse(
    must(resolve("dist/package"), "npm", "pack", "--json", "--pack-destination", place),
  ) as [{ filename: string }];
  tarball = join(place, filename);
}, 2 * MINUTES);
afterAll(() => rmSync(place, { recursive: true, force: true }));

describe("in an empty project with a bundler", () => {
  let folder = "";
  const node = (...args: string[]) => must(folder, process.execPath, ...args);
  beforeAll(() => {
    folder = project("bundled", TOOLS, { type: "module" });
    writeFileSync(
      join(folder, "page.js"),
      `import "@card-surcharge/element/define";
       import { noticeHtml } from "@card-surcharge/element/notice";
       document.body.innerHTML = noticeHtml({ notice: "n", locale: "en", dir: "ltr" });`,
    );
    writeFileSync(join(folder, "index.html"), '<!doctype html><script type="module" src="/page.js"></script>');
  }, 5 * MINUTES);

  test.each(["node18", "nodenext", "bundler"])("strict TypeScript reads its types: %s", (kind) => {
    writeFileSync(
      join(folder, "page.ts"),
      `import "@card-surcharge/element/define";
       import type { CardSurchargeElement } from "@card-surcharge/element";
       import { verifyQuote } from "@card-surcharge/element/verify";
       import { noticeHtml } from "@card-surcharge/element/notice";
       import widget from "@card-surcharge/element/widget.json" with { type: "json" };
       export const element = document.querySelector("card-surcharge") satisfies CardSurchargeElement | null;
       export const hash: string = widget.module.integrity + noticeHtml({ notice: "", locale: "en", dir: "ltr" });
       // @ts-expect-error the facts of the sale are missing
       void verifyQuote("");`,
    );
    const module = kind === "bundler" ? ["esnext", "--moduleResolution", "bundler"] : [kind];
    const options = [
      "--noEmit",
      "--strict",
      "--resolveJsonModule",
      "--target",
      "es2022",
      "--lib",
      "es2023,dom,dom.iterable",
    ];
    node("node_modules/typescript/bin/tsc", ...options, "--module", ...module, "page.ts");
  });

  const BUNDLERS: readonly (readonly [name: string, args: readonly string[], file: RegExp])[] = [
    ["Vite", ["node_modules/vite/bin/vite.js", "build", "--logLevel", "error"], /^assets\/.*\.js$/],
    [
      "esbuild",
      ["node_modules/esbuild/bin/esbuild", "page.js", "--bundle", "--format=esm", "--outdir=dist"],
      /^page\.js$/,
    ],
    ["webpack", ["--eval", WEBPACK()], /^main\.js$/],
  ];
  test.each(BUNDLERS)("%s bundles the tag", (name, args, file) => {
    rmSync(join(folder, "dist"), { recursive: true, force: true });
    if (name === "esbuild") must(folder, join(folder, args[0] ?? ""), ...args.slice(1));
    else node(...args);
    const built = must(folder, "find", "dist", "-type", "f")
      .trim()
      .split("\n")
      .map((path) => path.slice("dist/".length));
    const script = built.find((path) => file.test(path));
    expect(readFileSync(join(folder, "dist", script ?? "none"), "utf8")).toMatch(
      /customElements\.define.*card-surcharge|card-surcharge/s,
    );
  });

  test("are-the-types-wrong finds nothing for modules and bundlers", () => {
    writeFileSync(
      join(folder, "types.mjs"),
      `import { readFileSync } from "node:fs";
       import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
       const { types, problems } = await checkPackage(createPackageFromTarballData(new Uint8Array(readFileSync(process.argv[2]))));
       console.log(JSON.stringify({ types, problems }));`,
    );
    const { types, problems } = JSON.parse(node("types.mjs", tarball)) as {
      types: object;
      problems: { kind: string; resolutionKind?: string }[];
    };
    expect(types).toEqual({ kind: "included" });
    // ES modules only, with exports: what resolves without exports finds nothing, and CommonJS is told that it gets a module.
    const other = problems.filter(
      ({ kind, resolutionKind }) =>
        resolutionKind !== "node10" && !(resolutionKind === "node16-cjs" && kind === "CJSResolvesToESM"),
    );
    expect(other).toEqual([]);
  });
});

/** webpack's own program would ask for a further package. */
function WEBPACK(): string {
  return `const { default: webpack } = await import("webpack");
    webpack({ mode: "production", entry: "./page.js" }, (error, stats) => {
      if (error || stats.hasErrors()) { console.error(error ?? stats.toString()); process.exit(1); }
    });`;
}

describe.each(NODES)("on a server with Node %s", (version) => {
  test(
    "verifies a quote, imported and required",
    ({ task }) => {
      task.meta.compatibility = { what: "verify", with: "Node", version };
      const name = `node-${process.platform}-${process.arch}`;
      const folder = project(`server-${version}`, [`${name}@${version}`]);
      const node = join(folder, "node_modules", name, "bin/node");
      const { jwks, cases } = JSON.parse(readFileSync("test/vectors/quotes.json", "utf8"));
      writeFileSync(join(folder, "case.json"), JSON.stringify({ jwks, ...cases[0] }));
      const use = `const { jwks, quote, facts } = JSON.parse(require("node:fs").readFileSync("case.json", "utf8"));
      const use = ({ verifyQuote }) => verifyQuote(quote, { ...facts, jwks, now: facts.now * 1000 }).then(({ valid }) => console.log(process.version, valid));`;
      for (const line of [
        'use(require("@card-surcharge/element/verify"))',
        'import("@card-surcharge/element/verify").then(use)',
      ])
        expect(must(folder, node, "--eval", `${use}\n${line}`)).toBe(`v${version} true\n`);
    },
    5 * MINUTES,
  );
});

/** The pages that the guide prints are the files that are bought from in the tests, and what is shared is the same file. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const GUIDE = "docs/integrate.md";
/** A fenced block and the file that it prints. */
const PRINTED = /<!-- (examples\/\S+) -->\n```(\w+)\n[\s\S]*?```\n/g;

test("the guide prints the example as it is; `-u` prints it anew", async () => {
  const guide = readFileSync(GUIDE, "utf8");
  const printed = guide.replaceAll(
    PRINTED,
    (_, path: string, language: string) => `<!-- ${path} -->\n\`\`\`${language}\n${readFileSync(path, "utf8")}\`\`\`\n`,
  );
  await expect(printed).toMatchFileSnapshot(`../../${GUIDE}`);
});

test("the guide prints all of the example that is not its look", () => {
  const paths = [...readFileSync(GUIDE, "utf8").matchAll(PRINTED)].map(([, path]) => path);
  expect(paths).toEqual(["index.html", "checkout.js", "payment.js"].map((name) => `examples/html/${name}`));
});

test.each(["payment.js", "page.css"])("every example has the same %s", (name) => {
  const ours = readFileSync(`examples/html/${name}`, "utf8");
  for (const framework of ["react", "vue", "svelte"])
    expect(readFileSync(`examples/${framework}/src/${name}`, "utf8"), framework).toBe(ours);
});

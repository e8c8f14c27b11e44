/**
 * The samples of the docs that are what the builder writes, made by the builder's functions: `npm run samples` writes them where
 * their marks stand.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { type Choices, LOCAL_CHOICES } from "../../site/src/builder/choices.ts";
import { bodyTags, firstPage, headTags } from "../../site/src/builder/first-page.ts";
import { embeddedPiece, scriptTag } from "../../site/src/builder/page.ts";
import { policyLines } from "../../site/src/builder/style.ts";

/** A service, a gateway and a merchant that everybody has to put their own in the place of. */
const ANYBODYS: Choices = {
  ...LOCAL_CHOICES,
  merchant: "mch_yours",
  service: "https://HOST",
  gateway: "https://GATEWAY",
  publicKey: "pub_...",
  moduleHash: "sha384-...",
  classicHash: "sha384-...",
};

interface Sample {
  readonly file: string;
  /** What the comment above the block says, such as `five-minutes page`. */
  readonly mark: string;
  /** Ends with a line break. */
  readonly code: string;
}

const tags = (choices: Choices): string => `${headTags(choices)}\n${bodyTags(choices)}`;

export const SAMPLES: readonly Sample[] = [
  { file: "README.md", mark: "builder: tags", code: tags({ ...ANYBODYS, merchant: LOCAL_CHOICES.merchant }) },
  { file: "docs/five-minutes.md", mark: "five-minutes page", code: firstPage(LOCAL_CHOICES).code },
  {
    file: "docs/site-builders.md",
    mark: "site-builders block",
    code: embeddedPiece({ ...LOCAL_CHOICES, action: "https://shop.example/pay" }).code,
  },
  { file: "docs/integrate.md", mark: "builder: tags", code: tags(ANYBODYS) },
  { file: "docs/integrate.md", mark: "builder: classic script", code: `${scriptTag(ANYBODYS, "classic")}\n` },
  { file: "docs/integrate.md", mark: "builder: policy", code: policyLines(ANYBODYS) },
];

/**
 * A page with its samples as the builder writes them now.
 *
 * @throws {Error} where a mark is not there, or not once
 */
export function withSamples(file: string, markdown: string): string {
  return SAMPLES.filter((sample) => sample.file === file).reduce((text, { mark, code }) => {
    const parts = text.split(`<!-- ${mark} -->\n`);
    const [, fence, rest] = /^(```\w*\n)[\s\S]*?(\n```\n[\s\S]*)$/.exec(parts[1] ?? "") ?? [];
    if (parts.length !== 2 || fence === undefined || rest === undefined)
      throw new Error(`${file} must have <!-- ${mark} --> once, with a fenced block below it`);
    return `${parts[0]}<!-- ${mark} -->\n${fence}${code.trimEnd()}${rest}`;
  }, markdown);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href)
  for (const file of new Set(SAMPLES.map((sample) => sample.file)))
    writeFileSync(file, withSamples(file, readFileSync(file, "utf8")));

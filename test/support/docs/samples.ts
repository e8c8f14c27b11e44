/** Every code sample of the documentation: what stands in fences, and what is indented as a command. */
import { globSync, readFileSync } from "node:fs";

/** One block of code as it is printed. */
export interface Sample {
  readonly file: string;
  /** Of its first line of code, from 1. */
  readonly line: number;
  /** Of the fence, such as `js`; `sh` where lines are only indented. Empty where the fence names none. */
  readonly language: string;
  readonly text: string;
  /** What the comment right above it says, such as `from examples/react/src/Checkout.tsx`; empty where there is none. */
  readonly mark: string;
}

/** The pages whose samples are meant to be copied. */
const PAGES = ["README.md", "CONTRIBUTING.md", "docs/**/*.md", "examples/*.md", "recipes/*/README.md"];

const FENCE = /^ *```(\w*)\s*$/;
const MARK = /^<!-- (.*) -->$/;
const INDENTED = /^ {4}(?=\S)/;
const LIST_ITEM = /^ *(?:[-*]|\d+\.) /;

/** The paths of all pages with samples, in order. */
export const samplePages = (): string[] => PAGES.flatMap((pattern) => globSync(pattern).toSorted());

/** The samples of one text. */
export function samplesIn(file: string, markdown: string): Sample[] {
  const lines = markdown.split("\n");
  const samples: Sample[] = [];
  let isInList = false;
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? "";
    const [fence, language = ""] = FENCE.exec(line) ?? [];
    const isIndented = fence === undefined && !isInList && INDENTED.test(line) && (lines[at - 1] ?? "").trim() === "";
    if (fence !== undefined || isIndented) {
      const first = fence === undefined ? at : at + 1;
      const isOver = (text: string) => (fence === undefined ? !/^ {4}/.test(text) : FENCE.test(text));
      const after = lines.findIndex((text, index) => index >= first && isOver(text));
      const end = after === -1 ? lines.length : after;
      const mark = MARK.exec(lines[first - 2] ?? "")?.[1] ?? "";
      const text = lines.slice(first, end).map((code) => (fence === undefined ? code.slice(4) : code));
      samples.push({
        file,
        line: first + 1,
        language: fence === undefined ? "sh" : language,
        text: `${text.join("\n")}\n`,
        mark,
      });
      at = fence === undefined ? end - 1 : end;
    } else if (line.trim() !== "") isInList = LIST_ITEM.test(line) || (isInList && line.startsWith(" "));
  }
  return samples;
}

/** The samples of all pages. */
export const allSamples = (): Sample[] => samplePages().flatMap((file) => samplesIn(file, readFileSync(file, "utf8")));

/** How a sample is named in a test: `docs/integrate.md:21`. */
export const nameOf = ({ file, line }: Sample): string => `${file}:${line}`;

/** The file that a sample prints, which other tests run; undefined where it prints none. */
export const printedFile = ({ mark }: Sample): string | undefined =>
  /^(?:from )?((?:examples|recipes|test)\/\S+)$/.exec(mark)?.[1];

/** Why a sample is neither run nor parsed; undefined where it is. */
export const whyNotRun = ({ mark }: Sample): string | undefined => /^not run: (.+)$/.exec(mark)?.[1];

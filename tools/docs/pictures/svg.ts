/**
 * A small hand for drawing: pictures as SVG texts, narrow enough for a phone, in the reader's light or dark. No font is fetched. Pure.
 */

/** Of every picture, in its own units; what is written in them is 14 units high. */
export const WIDTH = 400;

const STYLE = `
  svg { --paper: #fff; --ink: #1b2423; --quiet: #4a5856; --line: #7d8b88; --fill: #eef4f2; --accent: #0b6b63 }
  @media (prefers-color-scheme: dark) {
    svg { --paper: #161d1c; --ink: #f0f5f4; --quiet: #c0cac8; --line: #8e9c99; --fill: #25302e; --accent: #8fe5d8 }
  }
  text { font: 14px system-ui, "Liberation Sans", Arial, sans-serif; fill: var(--ink) }
  .b { font-weight: 700 }
  .q { fill: var(--quiet) }
  .a { fill: var(--accent) }
  .m { text-anchor: middle }
  .box { fill: var(--fill); stroke: var(--line) }
  .frame { fill: none; stroke: var(--line); stroke-dasharray: 4 3 }
  .line { fill: none; stroke: var(--accent); stroke-width: 1.5; marker-end: url(#tip) }
  .lane { stroke: var(--line); stroke-dasharray: 2 4 }
  #tip path, .dot { fill: var(--accent) }
  .paper { fill: var(--paper) }`;

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** A picture: its title and description are read aloud where it is opened by itself. */
export interface Picture {
  /** The file's name in `docs/images/`. */
  readonly name: string;
  /** What it shows, as its text alternative. */
  readonly title: string;
  readonly height: number;
  readonly parts: readonly string[];
}

export const svgOf = ({ title, height, parts }: Picture): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-labelledby="title">
<title id="title">${escaped(title)}</title>
<style>${STYLE}
</style>
<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path d="M0 0 8 4 0 8z"/></marker></defs>
<rect class="paper" width="${WIDTH}" height="${height}" rx="8"/>
${parts.join("\n")}
</svg>
`;

/** One line of text; `look`: `b` bold, `q` quiet, `a` accent, `m` with its middle at `x`. */
export const text = (x: number, y: number, words: string, look = ""): string =>
  `<text x="${x}" y="${y}"${look === "" ? "" : ` class="${look}"`}>${escaped(words)}</text>`;

/** No letter is wider on average. */
const LETTER = 7.8;

/** One line of text on paper of its own, so that no line runs through it. */
export const label = (x: number, y: number, words: string): string =>
  `<rect class="paper" x="${x - 2}" y="${y - 13}" width="${Math.ceil(Math.min(words.length * LETTER + 4, WIDTH - x))}" height="17"/>${text(x, y, words)}`;

/** Lines of at most `most` characters, broken between words. */
export function wrapped(words: string, most: number): string[] {
  const lines: string[] = [];
  for (const word of words.split(" ")) {
    const last = lines.at(-1);
    if (last === undefined || `${last} ${word}`.length > most) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

export const box = (x: number, y: number, width: number, height: number, look = "box"): string =>
  `<rect class="${look}" x="${x}" y="${y}" width="${width}" height="${height}" rx="6"/>`;

/** A line through points, with a tip at its end. */
export const arrow = (...points: readonly (readonly [number, number])[]): string =>
  `<polyline class="line" points="${points.map((point) => point.join(",")).join(" ")}"/>`;

export const lane = (x: number, from: number, to: number): string =>
  `<line class="lane" x1="${x}" y1="${from}" x2="${x}" y2="${to}"/>`;

export const dot = (x: number, y: number): string => `<circle class="dot" cx="${x}" cy="${y}" r="6"/>`;

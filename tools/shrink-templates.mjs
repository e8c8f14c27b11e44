/**
 * An esbuild plugin that takes the indentation out of the element's `html`, `svg` and `css` templates. Line breaks with
 * their blanks become one blank: what a browser makes of them anyway, except between inline elements, where the blank
 * that remains is the one that was there.
 */
import { readFileSync } from "node:fs";

const TEMPLATE = /\b(html|svg|css)`/g;

/** The text with each run of blanks that holds a line break inside those templates made one blank. @param {string} source */
export function shrink(source) {
  let out = "";
  let at = 0;
  TEMPLATE.lastIndex = 0;
  for (let match = TEMPLATE.exec(source); match; match = TEMPLATE.exec(source)) {
    out += source.slice(at, match.index + match[0].length);
    const end = endOfTemplate(source, match.index + match[0].length);
    out += shrinkText(source.slice(match.index + match[0].length, end), match[1] === "css");
    at = end;
    TEMPLATE.lastIndex = end;
  }
  return out + source.slice(at);
}

/** The index of the backtick that closes the template which begins at `from`. @param {string} source @param {number} from */
function endOfTemplate(source, from) {
  for (let at = from; at < source.length; at++) {
    if (source[at] === "\\") at++;
    else if (source[at] === "`") return at;
    else if (source[at] === "$" && source[at + 1] === "{") at = endOfExpression(source, at + 2);
  }
  return source.length;
}

/** The index of the brace that closes the expression which begins at `from`. @param {string} source @param {number} from */
function endOfExpression(source, from) {
  let depth = 0;
  for (let at = from; at < source.length; at++) {
    const character = source.charAt(at);
    if (character === "`") at = endOfTemplate(source, at + 1);
    else if (character === '"' || character === "'") at = source.indexOf(character, at + 1);
    else if (character === "{") depth++;
    else if (character === "}" && depth-- === 0) return at;
  }
  return source.length;
}

/** @param {string} text @param {boolean} isCss */
function shrinkText(text, isCss) {
  const joined = text.replace(/\s*\n\s*/g, (_, index) => (index === 0 ? "" : " "));
  if (isCss)
    return joined
      .replace(/\s*([{};])\s*/g, "$1")
      .replace(/;}/g, "}")
      .replace(/([a-z]): /g, "$1:")
      .trim();
  return joined.replace(/> </g, "><").replace(/ >/g, ">");
}

/** @returns {import("esbuild").Plugin} */
export function shrinkTemplates() {
  return {
    name: "shrink-templates",
    setup(build) {
      build.onLoad({ filter: /[\\/]widget[\\/][^\\/]+\.ts$/ }, ({ path }) => ({
        contents: shrink(readFileSync(path, "utf8")),
        loader: "ts",
      }));
    },
  };
}

/**
 * An esbuild plugin that takes out of the element's templates what a browser does not need: line breaks with their
 * indentation in `html`, and everything that a CSS minifier can do without in text marked as CSS. Blanks within a line
 * are text and stay.
 */
import { readFileSync } from "node:fs";
import { transformSync } from "esbuild";

const TEMPLATE = /html`|\/\* css \*\/ `/g;

/** The source with its templates made small. @param {string} source */
export function shrink(source) {
  let out = "";
  let at = 0;
  TEMPLATE.lastIndex = 0;
  for (let match = TEMPLATE.exec(source); match; match = TEMPLATE.exec(source)) {
    const from = match.index + match[0].length;
    const end = endOfTemplate(source, from);
    const text = source.slice(from, end);
    out += source.slice(at, from) + (match[0].startsWith("html") ? shrinkHtml(text) : shrinkCss(text));
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

/** Templates within expressions are made small with the one around them. @param {string} text */
function shrinkHtml(text) {
  return text
    .replace(/\s*\n\s*/g, (blank, at) => {
      const isBetweenTags = /[>`]$/.test(text.slice(0, at)) || /^([<`]|\$\{|$)/.test(text.slice(at + blank.length));
      return isBetweenTags || at === 0 ? "" : " ";
    })
    .replace(/ >/g, ">");
}

/** @param {string} text */
function shrinkCss(text) {
  return transformSync(text, { loader: "css", minify: true, charset: "utf8" }).code.trim().replaceAll("\\", "\\\\");
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

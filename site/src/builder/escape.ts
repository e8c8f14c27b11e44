/** Texts as each language has them, so that none ends where it stands: in HTML, in a script, in PHP, Python, Ruby, Svelte. */
import { escapeHtml } from "../../../contract/escape-html.ts";

/** What would end a script element, or a line of a script. */
const IN_SCRIPTS = /[<>&\u2028\u2029]/g;

const unicode = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** A string of JavaScript or TypeScript, also where that stands in an HTML file. */
export const js = (text: string): string => JSON.stringify(text).replaceAll(IN_SCRIPTS, unicode);

/** A string of PHP. In single quotes nothing is read but a quote and a backslash. */
export const php = (text: string): string => `'${text.replaceAll(/['\\]/g, "\\$&")}'`;

/** A string of Ruby: its single quotes are read in the same way. */
export const ruby = (text: string): string => php(text);

/** A string of Python: one of JSON is. */
export const python = (text: string): string => JSON.stringify(text);

/** An attribute with its name, for HTML and for Vue, whose templates read nothing else in one. */
export const attribute = (name: string, value: string): string => `${name}="${escapeHtml(value)}"`;

const IS_PLAIN = /^[\w .,:;/@%+-]*$/;

/** An attribute of JSX or Svelte: what is not plain stands as a string of JavaScript. */
export const bracedAttribute = (name: string, value: string): string =>
  IS_PLAIN.test(value) ? `${name}="${value}"` : `${name}={${js(value)}}`;

/** A text between tags of JSX or Svelte. */
export const bracedText = (text: string): string =>
  IS_PLAIN.test(text) && text.trim() === text ? text : `{${js(text)}}`;

/** A text between tags of Vue, which reads `{{`: an entity is not read so. */
export const vueText = (text: string): string => escapeHtml(text).replaceAll("{", "&#123;");

/** Each line of `code` but the empty ones, further in. */
export const indent = (code: string, by: string): string => code.replaceAll(/^(?=.)/gm, by);

/** Text as HTML has it, in an element or in a quoted attribute. For what is written where no template engine is. */

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** @returns HTML that shows `text` and holds no markup, safe between tags and in an attribute in either kind of quotes */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");

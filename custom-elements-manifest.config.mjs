/** How the custom-elements manifest is read from the element's class: its public side alone, under the package's names. */

/** What the browser or the base class calls, and what the page has no business with. */
const INTERNAL = /^#|Callback$/;

const isPublic = ({ name, privacy = "public", static: isStatic }) =>
  privacy === "public" && !isStatic && !INTERNAL.test(name);

/** What is written into an attribute, where its property takes more or its type says less. */
const WRITTEN = { theme: '"plain" | "outlined" | "filled"', answer: "string" };

/** @param {{ customElementsManifest: { modules: object[] } }} context */
function publicSide({ customElementsManifest }) {
  const [{ declarations }] = customElementsManifest.modules;
  const element = declarations.find(({ customElement }) => customElement);
  element.members = element.members.filter(isPublic);
  for (const attribute of element.attributes)
    if (Object.hasOwn(WRITTEN, attribute.name)) attribute.type = { text: WRITTEN[attribute.name] };
  // What a page reads there is the form itself; what it sets is the attribute of any form control.
  const form = element.members.find(({ name }) => name === "form");
  Object.assign(form, { readonly: true, attribute: "form", type: { text: "HTMLFormElement | null" } });
  element.attributes.push({
    name: "form",
    type: { text: "string | null" },
    description: "The id of the element's form.",
  });
  element.superclass = { name: "HTMLElement" };
  const declaration = { name: element.name, module: "index.js" };
  customElementsManifest.modules = [
    {
      kind: "javascript-module",
      path: "index.js",
      declarations: [element],
      exports: [{ kind: "js", name: element.name, declaration }],
    },
    {
      kind: "javascript-module",
      path: "define.js",
      declarations: [],
      exports: [{ kind: "custom-element-definition", name: element.tagName, declaration }],
    },
  ];
}

export default {
  globs: ["widget/element.ts"],
  packagejson: false,
  litelement: true,
  plugins: [{ name: "public-side", packageLinkPhase: publicSide }],
};

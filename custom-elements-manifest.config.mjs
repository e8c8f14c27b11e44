/** How the custom-elements manifest is read from the element's class: its public side alone, under the package's names. */

/** What the browser or the base class calls, and what the page has no business with. */
const INTERNAL = /^#|Callback$|^adoptedStyleSheets$/;

const isPublic = ({ name, privacy = "public" }) => privacy === "public" && !INTERNAL.test(name);

/** @param {{ customElementsManifest: { modules: object[] } }} context */
function publicSide({ customElementsManifest }) {
  const [{ declarations }] = customElementsManifest.modules;
  const element = declarations.find(({ customElement }) => customElement);
  element.members = element.members.filter(isPublic);
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

/** A page's own files, bundled as the site bundles them, with a page around them; for tests that need no built site. */
import { build } from "esbuild";

/** @param name of the page, of its box and of its folder @param data further attributes of the box */
const pageOf = (
  name: string,
  data: string,
) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${name}</title><link rel="icon" href="/favicon.ico"><link rel="stylesheet" href="/${name}.css"><script type="module" src="/${name}.js"></script></head>
<body><div id="${name}"${data}></div></body></html>`;

/** Path to type and text: the console's files, or those of another page of `site/src/`. */
export async function pageFiles(name = "status", data = ""): Promise<Map<string, { type: string; text: string }>> {
  const bundle = async (entry: string) => {
    const { outputFiles } = await build({
      entryPoints: [entry],
      bundle: true,
      format: "esm",
      minify: true,
      write: false,
    });
    return outputFiles[0]?.text ?? "";
  };
  return new Map([
    [`/${name}`, { type: "text/html", text: pageOf(name, data) }],
    [`/${name}.js`, { type: "text/javascript", text: await bundle(`site/src/${name}/main.ts`) }],
    [`/${name}.css`, { type: "text/css", text: await bundle(`site/src/${name}/${name}.css`) }],
  ]);
}

/** The console's own files, bundled as the site bundles them, with a page around them; for tests that need no built site. */
import { build } from "esbuild";

const PAGE = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Status</title><link rel="icon" href="/favicon.ico"><link rel="stylesheet" href="/status.css"><script type="module" src="/status.js"></script></head>
<body><div id="status"></div></body></html>`;

/** Path to type and text. */
export async function pageFiles(): Promise<Map<string, { type: string; text: string }>> {
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
    ["/status", { type: "text/html", text: PAGE }],
    ["/status.js", { type: "text/javascript", text: await bundle("site/src/status/main.ts") }],
    ["/status.css", { type: "text/css", text: await bundle("site/src/status/status.css") }],
  ]);
}

/**
 * The site: docs by Starlight under `/docs/`, and pages of their own. `tools/site/build-site.ts` prepares what is read here,
 * runs the build, and says by two variables where: `SITE_CONTENT`, the prepared Markdown, and `SITE_OUT`.
 */
import { join } from "node:path";
import starlight from "@astrojs/starlight";
import { defineConfig, passthroughImageService } from "astro/config";
import starlightOpenAPI, { openAPISidebarGroups } from "starlight-openapi";
import { sidebar } from "./sidebar.mjs";

const content = process.env.SITE_CONTENT;
const out = process.env.SITE_OUT;
if (content === undefined || out === undefined)
  throw new Error("Run npm run build in the repository's root: it prepares what the site is made of.");

export default defineConfig({
  outDir: join(out, "assets"),
  cacheDir: join(out, "cache"),
  // Files of the site's own origin alone: a policy without inline scripts or styles is then enough.
  build: { inlineStylesheets: "never" },
  // What the scripts hold of other packages, with their licences: tools/pci/ reads it.
  vite: { build: { assetsInlineLimit: 0, license: { fileName: "docs/pci/site-packages.json" } }, logLevel: "warn" },
  // Starlight's own choice fetches each page that is pointed at.
  prefetch: false,
  image: { service: passthroughImageService() },
  integrations: [
    starlight({
      title: "card-surcharge",
      logo: { src: "./src/mark.svg", alt: "" },
      favicon: "/favicon.svg",
      customCss: ["./src/styles/docs.css"],
      disable404Route: true,
      head: [{ tag: "script", attrs: { src: "/scrollable.js", defer: true } }],
      markdown: { processedDirs: [content] },
      sidebar: sidebar(content, openAPISidebarGroups),
      plugins: [
        starlightOpenAPI([{ base: "docs/api", schema: join(content, "openapi.json"), sidebar: { label: "API" } }]),
      ],
    }),
  ],
});

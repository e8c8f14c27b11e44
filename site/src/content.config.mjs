/** The docs: Markdown that the build prepared from the repository's `docs/`. */

import { defineCollection } from "astro:content";
import { docsSchema } from "@astrojs/starlight/schema";
import { glob } from "astro/loaders";

export const collections = {
  docs: defineCollection({
    loader: glob({ base: process.env["SITE_CONTENT"] ?? "", pattern: "docs/**/*.md" }),
    schema: docsSchema(),
  }),
};

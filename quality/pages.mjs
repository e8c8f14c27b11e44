/**
 * The kinds of pages that are measured, and what each must reach. `site`: as the platform serves it, files and headers alone.
 * `local`: as `npm start` serves it, with a service behind the element. `shop`: the sample shop of `npm start`.
 *
 * @typedef {{ at: "site" | "local" | "shop", path: string }} Page
 */

/** @type {readonly Page[]} */
export const PAGES = [
  { at: "site", path: "/docs/" },
  { at: "site", path: "/docs/integrate/" },
  { at: "site", path: "/docs/api/operations/reportoutcome/" },
  { at: "local", path: "/builder" },
  { at: "local", path: "/playground" },
  { at: "shop", path: "/" },
];

/** Lighthouse's categories, each out of 100. */
export const LEAST = { accessibility: 100, "best-practices": 100, seo: 95, performance: 95 };

/** Pages of each policy that the site has; graded by Mozilla's tests. The sample shop is no part of a deployment. */
export const GRADED = [
  "/",
  "/docs/",
  "/docs/integrate/",
  "/docs/api/operations/reportoutcome/",
  "/builder",
  "/playground",
  "/status",
];
export const GRADE = "A+";

/** Which browser engines are on this machine to test the element in. Plain Node 20 without dependencies. */
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { findChromium } from "../local/chromium.mjs";

/** @param {string[]} names @returns {string | undefined} the first of them that is on the PATH */
const onPath = (...names) =>
  (process.env.PATH ?? "")
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((path) => existsSync(path));

/**
 * `path`: what is started; undefined where it is not installed. `missing`: why, in words.
 *
 * @returns {{ name: "Chromium" | "Firefox" | "WebKitGTK", path: string | undefined, missing: string }[]}
 */
export const findEngines = () => [
  { name: "Chromium", path: findChromium(), missing: "no Chromium" },
  { name: "Firefox", path: onPath("firefox", "firefox-esr"), missing: "neither firefox nor firefox-esr on the PATH" },
  {
    name: "WebKitGTK",
    path: onPath("Xvfb") && onPath("WebKitWebDriver"),
    missing: "not both WebKitWebDriver and Xvfb on the PATH",
  },
];

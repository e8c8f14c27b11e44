/** Starts the operators' console in the page's one box. */
import { App } from "./app.ts";

const box = document.querySelector<HTMLElement>("#status");
if (box !== null) {
  const root = document.createElement("div");
  root.className = "console";
  const live = document.createElement("p");
  live.className = "for-ears";
  live.setAttribute("role", "status");
  box.replaceChildren(root, live);
  // oxlint-disable-next-line no-new -- it lives as long as the page
  new App(root, live);
}

/** Starts the builder in the page's one box. */
import { App } from "./app.ts";
import { startingChoices } from "./start.ts";

const box = document.querySelector<HTMLElement>("#builder");
const version = box?.dataset["version"];
if (box !== null && version !== undefined) {
  const root = document.createElement("div");
  root.className = "builder";
  const live = document.createElement("p");
  live.className = "told";
  live.setAttribute("role", "status");
  box.replaceChildren(root, live);
  void new App(root, live, startingChoices(location, version)).start();
}

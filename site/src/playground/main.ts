/** Starts the playground in the page's one box, and loads the element as any page would. */
import { askableSandbox } from "../local/place.ts";
import { Sandbox } from "../local/sandbox.ts";
import { App } from "./app.ts";

const box = document.querySelector<HTMLElement>("#playground");
const address = box?.dataset["element"];
if (box !== null && address !== undefined) {
  const root = document.createElement("div");
  const live = document.createElement("p");
  live.className = "for-ears";
  live.setAttribute("role", "status");
  box.replaceChildren(root, live);
  const app = new App(root, live);
  const sandbox = askableSandbox(location);
  if (sandbox !== null) {
    const beside = new Sandbox(sandbox);
    void beside.isThere().then((isThere) => (isThere ? app.useSandbox(beside) : undefined));
  }
  import(/* @vite-ignore */ address).then(
    () => app.elementLoaded(true),
    () => app.elementLoaded(false),
  );
}

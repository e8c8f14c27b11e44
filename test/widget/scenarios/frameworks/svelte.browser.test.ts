/** The element in a page of Svelte 5, compiled as a shop compiles it, in Svelte's development build. */
import { flushSync, mount, unmount } from "svelte";
import { writable } from "svelte/store";
import { keepsTheContract } from "../../../support/browser/framework-contract.ts";
import Checkout from "./Checkout.svelte";

keepsTheContract((box, { tokenizer, onAccept, amount, notice }) => {
  const sale = writable({ amount, notice });
  const page = mount(Checkout, { target: box, props: { tokenizer, onAccept, sale } });
  flushSync();
  return {
    redraw: (next) => {
      sale.set(next);
      flushSync();
    },
    leave: () => unmount(page),
  };
});

/** The element in a page of Vue 3, compiled as a shop compiles it, in Vue's development build. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createApp, createSSRApp, h, nextTick, shallowReactive } from "vue";
import { renderToString } from "vue/server-renderer";
import { defineCardSurcharge } from "../../../../widget/define.ts";
import { cleanPage, standInService } from "../../../support/browser/checkout-page.ts";
import {
  keepsTheContract,
  listenToConsole,
  nextTask,
  only,
  SALE,
  type Sale,
} from "../../../support/browser/framework-contract.ts";
import Checkout from "./Checkout.vue";

keepsTheContract((box, { tokenizer, onAccept, amount, notice }) => {
  const sale = shallowReactive<Sale>({ amount, notice });
  const app = createApp({
    render: () => h(Checkout, { tokenizer, onAccept, amount: sale.amount, notice: sale.notice }),
  });
  app.mount(box);
  return {
    redraw: (next) => {
      Object.assign(sale, next);
      return nextTick();
    },
    leave: () => app.unmount(),
  };
});

describe("a page that comes from a server", () => {
  beforeEach(() => defineCardSurcharge());
  afterEach(cleanPage);

  it("is taken over as it is", async () => {
    standInService();
    const said = listenToConsole();
    const app = createSSRApp(Checkout, { ...SALE, tokenizer: null, onAccept: vi.fn() });
    const box = document.body.appendChild(document.createElement("div"));
    box.innerHTML = await renderToString(app);
    const element = only(box);
    await element.updateComplete;
    await nextTask();
    app.mount(box);
    await nextTick();
    expect(said()).toEqual([]);
    expect(only(box)).toBe(element);
    app.unmount();
  });
});

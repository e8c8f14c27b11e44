/** The element in a page of Vue 3, compiled as a shop compiles it, in Vue's development build. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createApp, createSSRApp, h, KeepAlive, nextTick, shallowRef } from "vue";
import { renderToString } from "vue/server-renderer";
import { defineCardSurcharge } from "../../../../widget/define.ts";
import {
  cleanPage,
  entriesOf,
  OTHER_TOKEN,
  pageTokenizer,
  standInService,
  TOKEN,
  VISA_DEBIT,
} from "../../../support/browser/checkout-page.ts";
import {
  keepsTheContract,
  listenToConsole,
  nextTask,
  only,
  SALE,
  type Sale,
  submit,
} from "../../../support/browser/framework-contract.ts";
import Checkout from "./Checkout.vue";

keepsTheContract((box, { tokenizer, onAccept, amount, notice }) => {
  const sale = shallowRef<Sale>({ amount, notice });
  const app = createApp({ render: () => h(Checkout, { tokenizer, onAccept, ...sale.value }) });
  app.mount(box);
  return {
    redraw: (next) => {
      sale.value = next;
      return nextTick();
    },
    leave: () => app.unmount(),
  };
});

describe("Vue's own ways", () => {
  beforeEach(() => defineCardSurcharge());
  afterEach(cleanPage);

  it("keep a page alive that comes back: the answer has gone, the Tokenizer is its own still", async () => {
    const service = standInService();
    service.always = VISA_DEBIT;
    const { tokenizer } = await pageTokenizer();
    const isShown = shallowRef(true);
    const page = () => (isShown.value ? h(Checkout, { ...SALE, tokenizer, onAccept: vi.fn() }) : null);
    const app = createApp({ render: () => h(KeepAlive, null, { default: page }) });
    const box = document.body.appendChild(document.createElement("div"));
    app.mount(box);
    const element = only(box);
    submit(tokenizer, TOKEN);
    await vi.waitUntil(() => element.status === "none");
    isShown.value = false;
    await nextTick();
    isShown.value = true;
    await nextTick();
    expect([only(box), element.status]).toEqual([element, "idle"]);
    submit(tokenizer, OTHER_TOKEN);
    await vi.waitUntil(() => element.status === "none");
    const form = box.querySelector("form") as HTMLFormElement;
    expect(entriesOf(form)).toEqual({ quote: [VISA_DEBIT.quote], card_token: [OTHER_TOKEN] });
    app.unmount();
  });

  it("take a page from its server over as it is", async () => {
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

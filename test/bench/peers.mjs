/**
 * What the element is measured beside: an element that does nothing, and published card forms that run without their
 * maker's servers. All are bundled as the element is.
 */
import { build } from "esbuild";
import { COMMON } from "../../tools/build/build-widget.mjs";
import { installIn } from "../../tools/site/install.mjs";
import { builtWidget } from "../support/shopper/gallery.ts";

/** @typedef {{ name: string, script: string, style: string, body: string }} Contender `body` stands in the page's `#mount` */

const NOTICE = "Credit cards may carry a surcharge of up to 3 %.";

const EMPTY = `import { LitElement, html } from "lit";
customElements.define("empty-element", class extends LitElement {
  render() { return html\`<p>${NOTICE}</p>\`; }
});`;

const NMI = `import { mountNmiPayments } from "@nmipayments/nmi-pay";
mountNmiPayments("#mount", { tokenizationKey: "00000000-000000-000000-000000000000", paymentMethods: ["card"] });`;

/** Its texts are given, for it would fetch them. */
const ADYEN = `import { AdyenCheckout, Card } from "@adyen/adyen-web";
import "@adyen/adyen-web/styles/adyen.css";
const checkout = await AdyenCheckout({
  environment: "test",
  clientKey: "test_00000000000000000000000000000000",
  countryCode: "US",
  locale: "en-US",
  amount: { value: 12500, currency: "USD" },
  analytics: { enabled: false },
  paymentMethodsResponse: { paymentMethods: [{ name: "Cards", type: "scheme", brands: ["visa", "mc", "amex"] }] },
  onSubmit() {},
});
new Card(checkout).mount("#mount");`;

/** @param {string} contents @param {string} resolveDir whose packages it gets */
async function bundled(contents, resolveDir) {
  const { outputFiles } = await build({
    ...COMMON,
    stdin: { contents, resolveDir },
    outdir: "unwritten",
    format: "esm",
    minify: true,
    write: false,
  });
  const textOf = (/** @type {string} */ end) => outputFiles.find(({ path }) => path.endsWith(end))?.text ?? "";
  return { script: textOf(".js"), style: textOf(".css") };
}

/** @returns {Promise<Contender[]>} the first is the element */
export async function contenders() {
  installIn("quality");
  const { files } = await builtWidget();
  return [
    {
      name: "card-surcharge",
      script: files.get("card-surcharge.js") ?? "",
      style: "",
      body: `<card-surcharge merchant="mch_demo" base-amount="12500" currency="USD" country="US" state="IL" name="quote">${NOTICE}</card-surcharge>`,
    },
    { name: "an empty LitElement", ...(await bundled(EMPTY, ".")), body: "<empty-element></empty-element>" },
    { name: "@nmipayments/nmi-pay 1.0.2, card", ...(await bundled(NMI, "quality")), body: "" },
    { name: "@adyen/adyen-web 6.45.2, Card", ...(await bundled(ADYEN, "quality")), body: "" },
  ];
}

/** What an offer's HTML shows and sends, and what must not stand in it. */
import { TAXED } from "../parts/sale.ts";
import { sign } from "../parts/sign.ts";
import { answerOf, CLAIMS } from "./parts.ts";

const OPTIONS = {
  action: "/pay?a=1&b=2",
  fields: { token: "tok0123", order: 'A-"1001"' },
  anotherCard: "/checkout#card",
};

export const offers = () => [
  {
    name: "an offer, escaped",
    answer: answerOf(CLAIMS),
    options: { ...OPTIONS, fields: { ...OPTIONS.fields, quote: "older.quote" } },
    contains: [
      'method="post" action="/pay?a=1&amp;b=2"',
      "Tom &amp; Ann&#39;s &lt;shop&gt; adds a surcharge.",
      "Before surcharge",
      "125.00",
      "Surcharge (3%)",
      "3.75",
      "New total",
      "128.75",
      "Credit: 3 %.",
      '<input type="hidden" name="token" value="tok0123">',
      '<input type="hidden" name="order" value="A-&quot;1001&quot;">',
      `<button name="quote" value="${sign(CLAIMS)}">Accept surcharge and pay`,
      '<a href="/checkout#card">Use another card</a>',
    ],
    lacks: ["<shop>", "<script", "older.quote", "Tax on the surcharge"],
  },
  {
    name: "a tax on the surcharge",
    answer: answerOf(TAXED),
    options: OPTIONS,
    contains: ["Tax on the surcharge", "0.33", "129.08"],
    lacks: ["<script"],
  },
  {
    name: "labels of another language",
    answer: answerOf(CLAIMS),
    options: {
      ...OPTIONS,
      locale: "fr",
      dir: "ltr",
      labels: {
        base: "Avant supplément",
        surcharge: "Supplément ({rate})",
        surchargeTax: "Taxe sur le supplément",
        total: "Nouveau total",
        accept: "Accepter <le> supplément",
        decline: "Utiliser une autre carte",
      },
    },
    contains: [
      'lang="fr" dir="ltr"',
      "Avant supplément",
      "Accepter &lt;le&gt; supplément</button>",
      "Utiliser une autre carte</a>",
    ],
    lacks: ["Before surcharge", "<le>"],
  },
];

/**
 * What the product must not claim, searched for in every text of every language and in the documentation: that a
 * surcharge is lawful, required, a tax or at cost; that a bank, network or government adds it; that a lookup is certain; any
 * other name for a surcharge. Each language lists its own words, with examples that prove the search finds them.
 */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { LOCALES } from "../../../worker/texts/locales.ts";
import { flatten } from "../../support/merchant/wording.ts";

interface Claims {
  /** Lawful, compliant, required, guaranteed, added by a bank or a government. */
  readonly never: RegExp;
  /** "Tax": only in what is said of the tax on a surcharge. */
  readonly tax: RegExp;
  /** "Fee" and its kin in place of the language's word for a surcharge. */
  readonly fee: RegExp;
  /** "Cost": only in the store's own statement. */
  readonly cost: RegExp;
  readonly examples: readonly [never: string, fee: string, cost: string];
}

const CLAIMS: Readonly<Record<string, Claims>> = {
  en: {
    never: /\b(il)?legal|\blaw|complian|required|mandat|guarant|certified|your bank|issuer|government|federal/i,
    tax: /\btax/i,
    fee: /\bfees?\b|convenience|non-cash|processing|adjustment/i,
    cost: /\bcosts?\b|\bpays\b/i,
    examples: ["Your bank requires this legal charge.", "A convenience fee applies.", "Surcharge at cost."],
  },
  es: {
    never: /\b(i)?legal|\bley\b|obligat|garantiz|su banco|emisor|gobierno|exigid/i,
    tax: /impuesto/i,
    fee: /comisi[oó]n|\btasa\b|(?<!re)cargo por|conveniencia|procesamiento|gastos de gesti[oó]n/i,
    cost: /\bcostes?\b|\bcostos?\b|\bpaga\b/i,
    examples: ["Recargo legal exigido por su banco.", "Comisión de procesamiento.", "Recargo al coste."],
  },
  fr: {
    never: /l[ée]gal|\bloi\b|conforme|obligatoire|garanti|votre banque|émetteur|gouvernement|impos[ée]/i,
    tax: /taxe/i,
    fee: /\bfrais\b|commission|commodité|traitement|ajustement/i,
    cost: /\bco[uû]t/i,
    examples: ["Supplément légal imposé par votre banque.", "Frais de traitement.", "Supplément au prix coûtant."],
  },
  "fr-CA": {
    never: /l[ée]gal|\bloi\b|conforme|obligatoire|garanti|votre banque|émetteur|gouvernement|impos[ée]/i,
    tax: /taxe/i,
    fee: /\bfrais\b|commission|commodité|traitement|ajustement/i,
    cost: /\bco[uû]t/i,
    examples: ["Supplément conforme à la loi.", "Frais de commodité.", "Supplément au prix coûtant."],
  },
  de: {
    never: /\blegal|gesetz|vorgeschrieben|rechtmäßig|zulässig|garantiert|ihre bank|herausgeber|regierung|pflicht/i,
    tax: /steuer/i,
    fee: /gebühr|bearbeitung|entgelt|servicepauschale/i,
    cost: /kosten/i,
    examples: [
      "Gesetzlich vorgeschrieben von Ihrer Bank.",
      "Bearbeitungsgebühr",
      "zum Selbstkostenpreis: unsere Kosten",
    ],
  },
  it: {
    never: /legal|legge|conforme|obbligator|garantit|sua banca|emittente|governo|richiesto (da|per)/i,
    tax: /tassa|imposta/i,
    fee: /commission|spese|gestione|convenienza|elaborazione/i,
    cost: /\bcost[oi]\b|\bpaga\b/i,
    examples: ["Richiesto per legge dalla sua banca.", "Spese di gestione.", "Sovrapprezzo al costo."],
  },
  "pt-BR": {
    never: /legal|\blei\b|conforme|obrigat|garantid|seu banco|emissor|governo|exigid/i,
    tax: /imposto/i,
    fee: /\btaxa|tarifa|comissão|conveniência|processamento/i,
    cost: /\bcustos?\b|\bpaga\b/i,
    examples: ["Exigido por lei pelo seu banco.", "Taxa de conveniência.", "Acréscimo a preço de custo."],
  },
  nl: {
    never: /legaal|\bwet\b|wettelijk|verplicht|gegarandeerd|uw bank|uitgever|overheid|vereist/i,
    tax: /belasting/i,
    fee: /kosten|vergoeding|administratie|verwerking/i,
    cost: /kostprijs|\bbetaalt om/i,
    examples: ["Wettelijk vereist door uw bank.", "Verwerkingskosten.", "Toeslag tegen kostprijs."],
  },
  pl: {
    never: /legaln|praw[eoa]m?\b|zgodn|obowiązkow|wymagan|gwarant|państwa bank|wydawc|rząd/i,
    tax: /podat/i,
    fee: /(?<!d)opłat|prowizj|manipulacyjn|przetwarzan/i,
    cost: /koszt|\bpłaci za/i,
    examples: ["Wymagane prawem przez Państwa bank.", "Opłata manipulacyjna.", "Dopłata po kosztach."],
  },
  sv: {
    never: /laglig|\blag(en)?\b|obligatorisk|garanter|din bank|utgivare|regering|krävs/i,
    tax: /skatt/i,
    fee: /avgift|expedition|hantering|provision/i,
    cost: /kostnad|självkost|\bbetalar för/i,
    examples: ["Krävs enligt lag av din bank.", "Hanteringsavgift.", "Till självkostnad."],
  },
  da: {
    never: /lovlig|\blov(en)?\b|obligatorisk|garanter|din bank|udsteder|regering|påkræv|(?<!op)kræves/i,
    tax: /skat/i,
    fee: /gebyr|afgift|ekspedition|håndtering/i,
    cost: /omkostning|kostpris|\bbetaler for/i,
    examples: ["Kræves ved lov af din bank.", "Ekspeditionsgebyr.", "Til kostpris."],
  },
  tr: {
    never: /yasal|kanun|zorunlu|garanti|bankanız|veren banka|devlet|uygundur/i,
    tax: /vergi/i,
    fee: /komisyon|masraf|işlem ücreti|hizmet bedeli/i,
    cost: /maliyet|ödediğinden/i,
    examples: ["Bankanız için yasal olarak zorunlu.", "İşlem ücreti ve komisyon.", "Maliyetine ek ücret."],
  },
  ru: {
    never: /законн|закон|обязательн|гарант|ваш(им|его)? банк|эмитент|правительств|требу/i,
    tax: /налог/i,
    fee: /комисси|сбор|обработк/i,
    cost: /стоимост|себестоимост|\sплатит/i,
    examples: ["По закону требует ваш банк.", "Комиссия за обработку.", "По себестоимости."],
  },
  ar: {
    never: /قانون|إلزامي|مطلوب|مضمون|بنكك|مصرفك|المُصدر|الحكومة/,
    tax: /ضريبة/,
    fee: /رسوم|رسم\s|عمولة|معالجة/,
    cost: /تكلفة|كلفة|يدفعه/,
    examples: ["مطلوب بموجب القانون من بنكك.", "رسوم معالجة.", "بسعر التكلفة."],
  },
  he: {
    never: /חוק|חובה|נדרש|מובטח|הבנק שלך|המנפיק|ממשל/,
    tax: /(?<![א-ת])מס(?![א-ת])/,
    fee: /עמלה|עמלת|דמי|אגרה|עיבוד/,
    cost: /עלות|משלם/,
    examples: ["נדרש לפי חוק.", "דמי עיבוד או עמלה.", "במחיר עלות."],
  },
  "zh-Hans": {
    never: /合法|法律|依法|法定|强制|必须|保证|您的银行|发卡|政府/,
    tax: /税/,
    fee: /手续费|便利费|处理费|服务费/,
    cost: /成本|支付的金额/,
    examples: ["依法由您的银行收取。", "手续费", "按成本收取"],
  },
  "zh-Hant": {
    never: /合法|法律|依法|法定|強制|必須|保證|您的銀行|發卡|政府/,
    tax: /稅/,
    fee: /手續費|便利費|處理費|服務費/,
    cost: /成本|支付的金額/,
    examples: ["依法由您的銀行收取。", "手續費", "按成本收取"],
  },
  ja: {
    never: /合法|法律|法的|義務|必須|保証|お客様の銀行|発行会社|政府/,
    tax: /税/,
    fee: /手数料|利用料|処理料/,
    cost: /原価|実費|支払う額/,
    examples: ["法律で義務付けられています。", "決済手数料", "実費のみ"],
  },
  ko: {
    never: /합법|법률|법적|의무|필수|보장|고객님의 은행|발급사|정부/,
    tax: /세금/,
    fee: /수수료|이용료|처리 비용/,
    cost: /원가|실비|지불하는 금액/,
    examples: ["법적 의무입니다.", "결제 수수료", "원가로 부과"],
  },
  hi: {
    never: /कानून|वैध|अनिवार्य|गारंटी|आपका बैंक|आपके बैंक|जारीकर्ता|सरकार/,
    tax: /(?<!\S)कर(?![\p{L}\p{M}])/u,
    fee: /शुल्क|फ़ीस|फीस|कमीशन|प्रोसेसिंग/,
    cost: /लागत|चुकाता/,
    examples: ["कानून के अनुसार आपके बैंक द्वारा अनिवार्य।", "प्रोसेसिंग शुल्क", "लागत पर"],
  },
};

const ABOUT_TAX = new Set(["labels.surchargeTax", "sentences.eligibleTax", "disclosure.taxAmount", "disclosure.tax"]);

test("every language has a list of what it must not say", () => {
  expect(Object.keys(CLAIMS).toSorted()).toEqual(LOCALES.map(({ locale }) => locale).toSorted());
});

describe.each(LOCALES.map((texts) => [texts.locale, texts] as const))("in %s", (locale, texts) => {
  const { never, tax, fee, cost, examples } = CLAIMS[locale] ?? expect.unreachable();
  const rows = [...flatten(texts)];

  test("the search finds what is forbidden", () => {
    expect(examples[0]).toMatch(never);
    expect(examples[1]).toMatch(fee);
    expect(examples[2]).toMatch(cost);
  });

  test("no text calls a surcharge lawful or required, or says that somebody else adds it", () => {
    for (const [path, text] of rows) expect(text, path).not.toMatch(never);
  });

  test("no text calls a surcharge anything else", () => {
    for (const [path, text] of rows) expect(text, path).not.toMatch(fee);
  });

  test("a tax is spoken of only where the surcharge itself is taxed", () => {
    for (const [path, text] of rows) {
      if (ABOUT_TAX.has(path)) expect(text, path).toMatch(tax);
      else expect(text, path).not.toMatch(tax);
    }
  });

  test("what the store pays is spoken of only in the store's own statement", () => {
    for (const [path, text] of rows) {
      if (path === "notice.cost" || path === "disclosure.cost") {
        expect(text, path).toContain("{store}");
        expect(text, path).toMatch(cost);
      } else expect(text, path).not.toMatch(cost);
    }
  });
});

describe("the documentation", () => {
  const root = new URL("../../../", import.meta.url);
  const pages = [
    ...readdirSync(root),
    ...readdirSync(new URL("docs/", root), { recursive: true, encoding: "utf8" }).map((path) => `docs/${path}`),
  ].filter((path) => path.endsWith(".md"));
  /** What a page quotes, as something not to say or as code, is not what it claims. */
  const claimed = (page: string) => page.replace(/```[\s\S]*?```|`[^`\n]*`|"[^"\n]*"|“[^”\n]*”/g, " ");
  const forbidden = [
    /\b(fully|100 ?%|always) (legal|compliant)\b/i,
    /\b(is|are|makes? \w+) (legal|compliant) (in|with|everywhere)\b/i,
    /\b(required|mandated) by (your|the) (bank|issuer|card brand|government)/i,
    /\bfederal law (allows|bans|prohibits|permits)/i,
    /\byour bank (charges|adds)/i,
    /\b(50|fifty)[- ]state (coverage|compliance)/i,
    /\balways up[- ]to[- ]date\b/i,
    /\b(convenience|processing) fee\b|\bnon-cash adjustment\b/i,
    /\bknows? the shopper's state from the card\b/i,
    /\bguarantees? compliance\b/i,
  ];

  test("claims none of it on any page", () => {
    expect(pages).toContain("CHANGELOG.md");
    for (const page of pages) {
      const text = claimed(readFileSync(new URL(page, root), "utf8")).replace(/\s+/g, " ");
      for (const pattern of forbidden) expect(text, page).not.toMatch(pattern);
    }
  });

  test.each(["It is legal in all states.", "50-state coverage", "Federal law allows it", "Always up to date."])(
    "would be caught saying: %s",
    (sentence) => expect(forbidden.some((pattern) => pattern.test(claimed(sentence)))).toBe(true),
  );
});

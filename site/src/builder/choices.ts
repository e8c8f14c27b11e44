/** What a person chooses in the builder: everything that the printed code is made of. Nothing in it is a secret. */
import type { LabelKey } from "../../../contract/lists.ts";
import type { DesignToken } from "./design-tokens.ts";

/** Where the card comes from: the gateway's hosted form, a form of the page's own, or one that the gateway keeps. */
export const CARD_SOURCES = ["tokenizer", "token", "saved"] as const;
export type CardSource = (typeof CARD_SOURCES)[number];

/** Stands for a credit card that nobody holds, until a page's own card form gives a token. */
export const TEST_TOKEN = "test_card_visa_credit";

export const THEMES = ["plain", "outlined", "filled"] as const;
export type Theme = (typeof THEMES)[number];

export interface Choices {
  /** The merchant's public id. */
  readonly merchant: string;
  /** Whether its quotes are tests or charge a card. */
  readonly mode: "test" | "live";
  /** The service's origin. */
  readonly service: string;
  /** The gateway's origin, where its card form comes from. */
  readonly gateway: string;
  /** The gateway's public key, which opens the card form. */
  readonly publicKey: string;
  /** The element's exact version. */
  readonly version: string;
  /** What `integrity` of each script file is; empty: it is left out. */
  readonly moduleHash: string;
  readonly classicHash: string;
  /** The payer's country and, where it is known, the state or province. */
  readonly country: string;
  readonly state: string;
  /** Where the goods go; an empty country: to the payer. */
  readonly shipToCountry: string;
  readonly shipToState: string;
  /** Minor units, before the surcharge. */
  readonly baseAmount: number;
  readonly currency: string;
  /** Tax on the surcharge itself, thousandths of a percent; null: none is taken. */
  readonly taxRate: number | null;
  /** The shopper's language; empty: the page's. */
  readonly locale: string;
  readonly card: CardSource;
  /** Where the page sends order, token and quote: a path of the page's server, or an https address. */
  readonly action: string;
  readonly theme: Theme;
  /** Custom properties that are set, by their short names. */
  readonly tokens: Readonly<Partial<Record<DesignToken, string>>>;
  /** What stands between the tags. */
  readonly notice: string;
  /** Own words for labels. */
  readonly labels: Readonly<Partial<Record<LabelKey, string>>>;
}

/** Where the goods go, if not to the payer: as the service takes it. */
export const shipToOf = ({
  shipToCountry: country,
  shipToState: state,
}: Choices): { readonly country: string; readonly state?: string } | null =>
  country === "" ? null : { country, ...(state === "" ? {} : { state }) };

/** The choices of `npm start`: a page made of them works at once. A deployment's builder begins with its own. */
export const LOCAL_CHOICES: Choices = {
  merchant: "mch_demo",
  mode: "test",
  service: "http://localhost:8787",
  gateway: "http://localhost:8788",
  publicKey: "pub_sandbox_demo",
  version: "1.0.0",
  moduleHash: "",
  classicHash: "",
  country: "US",
  state: "IL",
  shipToCountry: "",
  shipToState: "",
  baseAmount: 12_500,
  currency: "USD",
  taxRate: null,
  locale: "",
  card: "tokenizer",
  action: "/pay",
  theme: "plain",
  tokens: {},
  notice: "Credit cards may carry a surcharge of up to 3%. Debit and prepaid cards never do.",
  labels: {},
};

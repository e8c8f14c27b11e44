/** Holds the builder's choices, keeps them in the address, and draws the page when something changes. */
import { render } from "lit/html.js";
import type { Choices } from "../builder/choices.ts";
import { FIELDS } from "../builder/fields.ts";
import { readChoices, writeChoices } from "../builder/query.ts";
import { askableSandbox } from "../local/place.ts";
import type { Doing, Shown } from "./builder.ts";
import { askForMerchant } from "./merchant.ts";
import { PreviewForm } from "./preview-form.ts";
import { hashOf } from "./script-hash.ts";
import { FIRST_CARD, TYPED } from "./test-cards.ts";
import { page } from "./view/page.ts";
import { dressPreview } from "./view/preview.ts";

/** Browsers limit how often an address may change; a slider moves more often than that. */
const SETTLED_MS = 400;

export class App implements Doing {
  readonly #root: HTMLElement;
  readonly #live: HTMLElement;
  #before: Choices;
  #shown: Shown;
  readonly #form = new PreviewForm(askableSandbox(location));
  #isFormLoaded = false;
  #settling: ReturnType<typeof setTimeout> | undefined;
  /** The merchant that was asked for last: an answer about another is of no interest. */
  #asked = "";

  /** @param live a live region, for what only ears need to be told */
  constructor(root: HTMLElement, live: HTMLElement, before: Choices) {
    this.#root = root;
    this.#live = live;
    this.#before = before;
    const { choices, problems } = readChoices(location.search, before);
    this.#shown = {
      choices,
      flaws: new Map(),
      amiss: problems.map(({ say }) => say),
      merchant: undefined,
      token: FIRST_CARD,
      hasForm: false,
      pressed: "",
      scheme: "light dark",
      hasElement: true,
      tab: "first",
    };
    this.#draw();
    void this.#askForMerchant();
  }

  /** Loads the element, and computes the hashes that pages are to name. */
  async start(): Promise<void> {
    const { version } = this.#before;
    const [module, classic] = ["card-surcharge.js", "card-surcharge.classic.js"].map(
      (name) => `/widget/${version}/${name}`,
    ) as [string, string];
    const loading = import(/* @vite-ignore */ module).then(
      () => true,
      () => false,
    );
    const [hasElement, moduleHash, classicHash] = await Promise.all([loading, hashOf(module), hashOf(classic)]);
    this.#isFormLoaded = hasElement && (await this.#form.load());
    const query = writeChoices(this.#shown.choices, this.#before);
    this.#before = { ...this.#before, moduleHash, classicHash };
    this.#change({ hasElement, choices: readChoices(query, this.#before).choices });
  }

  readonly choose = (name: string, text: string | null): void => {
    const query = new URLSearchParams(writeChoices(this.#shown.choices, this.#before));
    if (text === null) query.delete(name);
    else query.set(name, text);
    // A state is one of its country.
    if (name === FIELDS.country.name) query.set(FIELDS.state.name, "");
    if (name === FIELDS.shipToCountry.name) query.set(FIELDS.shipToState.name, "");
    const { choices, problems } = readChoices(query.toString(), this.#before);
    const flaws = new Map(this.#shown.flaws);
    const problem = problems.find((each) => each.name === name);
    if (problem === undefined) flaws.delete(name);
    else flaws.set(name, problem.say);
    const isOther = choices.merchant !== this.#shown.choices.merchant;
    this.#change({ choices, flaws, ...(isOther ? { merchant: undefined } : {}) });
    clearTimeout(this.#settling);
    this.#settling = setTimeout(this.#settle, SETTLED_MS);
  };

  readonly show = (change: Partial<Shown>): void => this.#change(change);

  readonly copy = (text: string, what: string): void => {
    navigator.clipboard.writeText(text).then(
      () => this.#say(`Copied: ${what}`),
      () => this.#say("The browser does not let this page copy: select the code, and copy it yourself."),
    );
  };

  readonly pay = async (): Promise<void> => {
    // The newest card wins: a test token that still stands there would be asked about in its place.
    this.#change({ token: TYPED, pressed: "" });
    const pressed = await this.#form.press(this.#root, this.#shown.choices);
    this.#change({ pressed });
  };

  #say(words: string): void {
    this.#live.textContent = words;
  }

  readonly #settle = (): void => {
    const query = writeChoices(this.#shown.choices, this.#before);
    history.replaceState(null, "", query === "" ? location.pathname : `?${query}`);
    if (this.#shown.choices.merchant !== this.#asked) void this.#askForMerchant();
  };

  async #askForMerchant(): Promise<void> {
    const id = this.#shown.choices.merchant;
    this.#asked = id;
    const merchant = await askForMerchant(id);
    if (id !== this.#asked) return;
    const { choices } = this.#shown;
    this.#change({ merchant, choices: "mode" in merchant ? { ...choices, mode: merchant.mode } : choices });
  }

  #change(change: Partial<Shown>): void {
    const shown = { ...this.#shown, ...change };
    const hasForm = this.#isFormLoaded && this.#form.fits(shown.choices);
    // Without the form nothing can be typed.
    this.#shown = { ...shown, hasForm, ...(shown.token === TYPED && !hasForm ? { token: FIRST_CARD } : {}) };
    this.#draw();
  }

  #draw(): void {
    render(page(this.#shown, this), this.#root);
    dressPreview(this.#root, this.#shown);
    if (this.#shown.hasForm) this.#form.place(this.#root, this.#shown.choices);
  }
}

import type { LabelKey, Status } from "../contract/lists.ts";
import { Checkout } from "./checkout/checkout.ts";
import { type Decision, elementDecision, type Reviewed } from "./checkout/decision.ts";
import type { Ports } from "./checkout/ports.ts";
import type { State } from "./checkout/state.ts";
import { createCardForm } from "./controllers/card-form.ts";
import { watchChallenge } from "./controllers/challenge.ts";
import { createFocusWatch } from "./controllers/focus-watch.ts";
import { createFormPart } from "./controllers/form-entries.ts";
import { nearestLanguage, watchLanguage } from "./controllers/language.ts";
import { createPolicyClient } from "./controllers/policy.ts";
import { SurchargeError } from "./errors.ts";
import { emit } from "./events.ts";
import { PaintedElement } from "./paint.ts";
import { ATTRIBUTES, adopt, definePlain, reflect } from "./properties.ts";
import { getDefaultEndpoint } from "./service/endpoint.ts";
import { type Inputs, readInputs } from "./service/inputs.ts";
import { readAnswer } from "./service/read-answer.ts";
import { lookUp, policyAddress } from "./service/service.ts";
import type { CardFormListener, TokenizerLike } from "./tokenizer/client.ts";
import { readPreview } from "./tokenizer/preview.ts";
import { styles } from "./view/styles.ts";
import { type Texts, textsOf } from "./view/texts.ts";
import { type Control, render } from "./view/view.ts";

/** A check that takes longer than this is announced. */
const SLOW_MS = 1_000;

/** Milliseconds that count time asleep as well: one clock stops then, the other may be set back. */
const now = () => Math.max(performance.now(), Date.now() - performance.timeOrigin);

const text = (value: unknown) => (typeof value === "string" ? value : null);

type Labels = Readonly<Partial<Record<LabelKey, string>>>;

/**
 * Tells a shopper which card was typed into the gateway's hosted form and whether a surcharge is added, and takes the
 * choice. It shows what the service decided and decides nothing itself; without an answer nothing is added.
 *
 * @tag card-surcharge
 * @slot - The static notice: shown until the policy arrives, and whenever it does not.
 * @slot other-method - A link or button for another way to pay, beside the choice.
 *
 * @fires {CustomEvent<SurchargeDetail>} surcharge-pending - A card is being checked.
 * @fires {CustomEvent<SurchargeDetail>} surcharge-change - There is an answer, or the one that was shown is gone.
 * @fires {CustomEvent<SurchargeDetail>} surcharge-accept - The shopper accepted; cancelled, the choice stays open.
 * @fires {CustomEvent<SurchargeDetail>} surcharge-decline - The shopper wants another card; cancelled, nothing changes.
 * @fires {CustomEvent<SurchargeDetail>} surcharge-expire - The answer is too old to charge.
 * @fires {CustomEvent<SurchargeErrorDetail>} surcharge-error - Something for the page's author: `{code, message}`.
 *
 * @csspart base - The whole.
 * @csspart brand - The brand's mark.
 * @csspart message - What is said: the notice, the preview, the answer.
 * @csspart amounts - The list of amounts.
 * @csspart surcharge - The row of the surcharge.
 * @csspart total - The row of the new total.
 * @csspart disclosure - The disclosure.
 * @csspart actions - The choice.
 * @csspart accept - The button that accepts.
 * @csspart decline - The button for another card.
 *
 * @cssprop [--card-surcharge-color=inherit] - Text.
 * @cssprop [--card-surcharge-background=transparent] - Behind everything.
 * @cssprop [--card-surcharge-border-color] - Lines and the box of `theme="outlined"`.
 * @cssprop [--card-surcharge-border-width=1px] - The box's line.
 * @cssprop [--card-surcharge-radius=0.5em] - The box's corners.
 * @cssprop [--card-surcharge-padding=1em] - Inside the box.
 * @cssprop [--card-surcharge-gap=0.75em] - Between the rows.
 * @cssprop [--card-surcharge-max-width=40em] - The widest it gets.
 * @cssprop [--card-surcharge-font-size=inherit] - Text size.
 * @cssprop [--card-surcharge-small-font-size=0.875em] - The disclosure.
 * @cssprop [--card-surcharge-total-weight=600] - Weight of the new total.
 * @cssprop [--card-surcharge-button-background=CanvasText] - The button that accepts.
 * @cssprop [--card-surcharge-button-color=Canvas] - Its text.
 * @cssprop [--card-surcharge-button-radius=0.4em] - Both buttons' corners.
 * @cssprop [--card-surcharge-button-padding=0.6em 0.8em] - Inside both buttons.
 * @cssprop [--card-surcharge-secondary-background=transparent] - The button for another card.
 * @cssprop [--card-surcharge-focus-color=Highlight] - The focus ring.
 * @cssprop [--card-surcharge-reserve=grid] - `none` gives up the room kept for the tallest answer.
 */
export class CardSurchargeElement extends PaintedElement {
  static readonly formAssociated = true;
  static readonly observedAttributes = ATTRIBUTES;

  static {
    definePlain(this.prototype);
    // What every form control has. The methods come bound, so that one kind of accessor serves them all.
    for (const name of [
      "form",
      "validity",
      "validationMessage",
      "willValidate",
      "checkValidity",
      "reportValidity",
    ] as const)
      Object.defineProperty(this.prototype, name, {
        get(this: CardSurchargeElement) {
          const value = this.#internals[name];
          return typeof value === "function" ? value.bind(this.#internals) : value;
        },
      });
  }

  declare readonly form: HTMLFormElement | null;
  declare readonly validity: ValidityState;
  declare readonly validationMessage: string;
  declare readonly willValidate: boolean;
  declare readonly checkValidity: () => boolean;
  declare readonly reportValidity: () => boolean;

  /**
   * The merchant's public id, such as `mch_demo`.
   * @attr
   */
  declare merchant: string | null;
  /**
   * ISO 4217, such as `USD`; the merchant's own when it is left out.
   * @attr
   */
  declare currency: string | null;
  /**
   * The billing place: ISO 3166-1 alpha-2, such as `US`.
   * @attr
   */
  declare country: string | null;
  /**
   * The billing state or province: a code or a full name.
   * @attr
   */
  declare state: string | null;
  /**
   * Where the goods go, if that is another country.
   * @attr ship-to-country
   */
  declare shipToCountry: string | null;
  /**
   * The state or province the goods go to; of the billing country where `ship-to-country` is left out.
   * @attr ship-to-state
   */
  declare shipToState: string | null;
  /**
   * BCP 47, such as `fr-CA`; the nearest `lang` when it is left out.
   * @attr
   */
  declare locale: string | null;
  /**
   * Where the service is; the script files know it, the npm class needs it.
   * @attr
   */
  declare endpoint: string | null;
  /**
   * The form field that carries the quote.
   * @attr
   */
  declare name: string | null;
  /**
   * The form field that carries the token.
   * @attr token-name
   */
  declare tokenName: string | null;
  /**
   * The page's own order reference, bound into the quote.
   * @attr order-ref
   */
  declare orderRef: string | null;
  /**
   * `plain` (default), `outlined` or `filled`.
   * @attr
   */
  declare theme: string | null;
  /**
   * A selector of the Tokenizer's container, for wiring without script.
   * @attr
   */
  declare tokenizer: string | null;
  readonly #internals = this.attachInternals();
  readonly #formPart = createFormPart(this, this.#internals);
  readonly #policies = createPolicyClient((failure) => {
    if (failure) this.#fail(failure.reason, `policy: ${failure.detail}`);
    this.requestUpdate();
  });
  readonly #checkout = new Checkout(this.#ports());
  readonly #listener: CardFormListener = {
    validCard: (card) => {
      this.#forget();
      this.#checkout.card(readPreview(card));
    },
    onPaymentChange: (method) => {
      if ((Object(method) as { type?: unknown }).type === "card" || method === "card") this.#listener.validCard(null);
      else this.#checkout.method();
    },
    achOnChange: () => this.#checkout.method(),
    success: ({ token }, deliver) => {
      this.#forget();
      // What another method gives has a form of its own.
      if (this.#checkout.state.source.kind !== "method") this.#check(text(token));
      this.#checkout.success(text(token), deliver);
    },
    failure: ({ status, msg, invalid }) => {
      const fields = Array.isArray(invalid) ? invalid.map(String) : [];
      this.#checkout.failure(String(status), text(msg) ?? "", fields);
    },
  };

  readonly #cardForm = createCardForm(this, this.#listener, () => this.#checkout.stop());
  readonly #focus = createFocusWatch(
    () => this.#cardForm.connection?.iframe ?? null,
    () => this.#checkout.touched(),
  );
  #reported: readonly string[] = [];
  #inputs: Inputs | null = null;
  /** What was last asked about, to tell a change from another way of writing the same. */
  #asked = "";
  #token: string | null = null;
  #answer: string | object | null = null;
  #labels: Labels | null = null;
  #isActive = false;
  #isFormDisabled = false;
  #hasBadToken = false;
  #isSlow = false;
  #slowTimer: ReturnType<typeof setTimeout> | undefined;
  /** Ends when the element leaves the page. */
  #stay: AbortController | undefined;

  constructor() {
    super(styles);
  }

  /**
   * What the sale costs before the surcharge, in the currency's minor unit.
   * @attr base-amount
   */
  get baseAmount(): number | string | null {
    const value = this.getAttribute("base-amount");
    return value !== null && /^\s*\d{1,12}\s*$/.test(value) ? Number(value) : value;
  }

  set baseAmount(value: number | string | null) {
    reflect(this, "base-amount", value);
  }

  /**
   * Switches the controls off and takes the element out of its form.
   * @attr
   */
  get disabled(): boolean {
    return this.hasAttribute("disabled");
  }

  set disabled(value: boolean | null | undefined) {
    // A framework may set what is no boolean; undefined would toggle it.
    this.toggleAttribute("disabled", Boolean(value));
  }

  /**
   * A token that the page got by itself. Never reflected.
   * @attr
   */
  get token(): string | null {
    return this.#token;
  }

  set token(value: string | null) {
    const token = text(value)?.trim() || null;
    // A framework that binds both sets the one that is not used to null: that says nothing about the other.
    if (!token && !this.#token) return;
    this.#token = token;
    this.#answer = null;
    if (this.#isActive) this.#useToken();
  }

  /**
   * A server-made answer for a saved card: JSON, or the object itself. Set it after the amount and the places.
   * @attr
   */
  get answer(): string | object | null {
    return this.#answer;
  }

  set answer(value: string | object | null) {
    if (!value && !this.#answer) return;
    this.#answer = value || null;
    this.#token = null;
    if (this.#isActive) this.#useAnswer();
  }

  /** The page's own wording of labels. Messages and disclosures cannot be changed: the quote covers them. */
  get labels(): Labels | null {
    return this.#labels;
  }

  set labels(value: Labels | null) {
    this.#labels = value;
    if (this.#isActive) this.#moved(this.#checkout.state);
  }

  /** What is shown: see the table of statuses in the documentation. */
  get status(): Status {
    return this.#checkout.state.status;
  }

  /** The answer that is shown, frozen; null when there is none. */
  get decision(): Decision | null {
    return this.#checkout.state.decision;
  }

  /** The signed quote, in the statuses in which the form carries it; otherwise an empty string. */
  get value(): string {
    return this.#checkout.quote ?? "";
  }

  /**
   * Listens to a Tokenizer of the gateway's client and holds its success back until nothing is left to choose.
   * One Tokenizer at a time, one element at a time for each: the newest connection wins.
   *
   * @throws SurchargeError `calculate_fees` or `not_a_tokenizer`
   */
  connect(tokenizer: TokenizerLike): void {
    try {
      this.#cardForm.connect(tokenizer);
      this.requestUpdate();
    } catch (error) {
      if (error instanceof SurchargeError) this.#fail(error.code, error.message);
      throw error;
    }
  }

  /**
   * Makes sure that there is an answer for the card as it is now, and tells it. A new token is asked for unless the
   * present one is live and its card cannot have changed. With the outcome `surcharge` the shopper still has to choose.
   *
   * Rejects with a SurchargeError: `not_connected`, `validation` (with `fields`), `tokenizer_error`, `superseded`.
   */
  review(): Promise<Reviewed> {
    return this.#checkout.review();
  }

  /** The shopper agrees to the surcharge that is shown. Without one to agree to, nothing happens. */
  accept(): void {
    this.#focus.look();
    if (!this.#isDisabled) this.#checkout.accept();
  }

  /** The shopper wants to use another card: what is shown is gone, and the card form gets the focus. */
  decline(): void {
    if (!this.#isDisabled && this.#checkout.decline() && navigator.userActivation?.isActive)
      this.#cardForm.connection?.focus();
  }

  /** Starts afresh: no token, no answer, nothing accepted. */
  reset(): void {
    this.#forget();
    this.#checkout.reset();
  }

  connectedCallback(): void {
    adopt(this);
    this.#isActive = true;
    this.#asked = this.#question();
    this.#wire();
    this.#watch();
    this.#reportFaults();
    this.#moved(this.#checkout.state);
    if (this.#token !== null) this.#useToken();
    else if (this.#answer !== null) this.#useAnswer();
    else this.#checkout.reset();
    this.#wantPolicy();
    (globalThis as { cardSurcharge?: { ready?: (element: HTMLElement) => void } }).cardSurcharge?.ready?.(this);
  }

  disconnectedCallback(): void {
    this.#isActive = false;
    this.#checkout.stop();
    this.#cardForm.disconnect();
    this.#policies.stop();
    clearTimeout(this.#slowTimer);
    this.#stay?.abort();
    this.#focus.stop();
  }

  /** Moved by `moveBefore()`: nothing is lost, only the language may be another one. */
  connectedMoveCallback(): void {
    this.#watch();
    this.#changed();
  }

  formDisabledCallback(isDisabled: boolean): void {
    this.#isFormDisabled = isDisabled;
    this.#moved(this.#checkout.state);
  }

  formResetCallback(): void {
    this.reset();
  }

  formStateRestoreCallback(): void {
    this.reset();
  }

  /** Runs inside every setter, so that nothing outdated can be read or sent a moment later. */
  attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    if (name === "token" || name === "answer") this[name] = value;
    else if (!this.#isActive || old === value) return;
    else if (name === "tokenizer") this.#wire();
    else if (/^(name|token-name|disabled)$/.test(name)) this.#moved(this.#checkout.state);
    else this.#changed();
  }

  protected override updated(): void {
    // The last of the two in the page's order: the button, where there is one.
    this.#setProblem([...this.renderRoot.querySelectorAll<HTMLElement>("#status,#accept")].at(-1));
    this.#cardForm.nameFrame(this.#texts.label("frameTitle"));
  }

  protected override render(): unknown {
    return render({
      state: this.#checkout.state,
      texts: this.#texts,
      policy: this.#policies.policy,
      isDisabled: this.#isDisabled,
      isSlow: this.#isSlow,
      focused: this.renderRoot.activeElement?.id,
      challengeUrl: this.#checkout.challengeUrl,
      press: (control) => this.#press(control),
      left: () => this.requestUpdate(),
    });
  }

  // The rest is the wiring between the parts

  get #isDisabled(): boolean {
    return this.disabled || this.#isFormDisabled;
  }

  get #texts(): Texts {
    return textsOf(this.#policies.policy, this.#labels);
  }

  get #read(): Inputs {
    this.#inputs ??= readInputs((name) => this.getAttribute(name), getDefaultEndpoint());
    return this.#inputs;
  }

  get #locale(): string | undefined {
    return this.#read.locale ?? nearestLanguage(this);
  }

  /** Everything an answer depends on but the token, as one comparable text. */
  #question(): string {
    this.#inputs = null;
    return JSON.stringify({ ...this.#read, locale: this.#locale });
  }

  #changed(): void {
    const question = this.#question();
    if (!this.#isActive || question === this.#asked) return;
    this.#asked = question;
    // It was about another sale: not even a reconnected element shows it again.
    this.#answer = null;
    this.#reportFaults();
    this.#wantPolicy();
    if (this.#asked === question) this.#checkout.changed();
  }

  #wantPolicy(): void {
    if (this.#read.faults.length > 0) return;
    this.#policies.want(policyAddress(this.#read, this.#locale));
  }

  #reportFaults(): void {
    const { faults } = this.#read;
    const fresh = faults.filter((fault) => !this.#reported.includes(fault));
    this.#reported = faults;
    for (const fault of fresh) this.#reportFault(fault);
  }

  #reportFault(message: string): void {
    console.error(`<card-surcharge> ${message}`);
    this.#fail("invalid_attribute", message);
  }

  /** Keeps what is not a token from being sent: it may be a card number. For the same reason no message has its value. */
  #check(token: string | null): void {
    this.#hasBadToken = token !== null && !/^(?!\d{12,19}$)[\w-]{16,64}$/.test(token);
    if (this.#hasBadToken) this.#reportFault("token must be 16-64 of A-Z a-z 0-9 _ -");
  }

  #useToken(): void {
    const token = this.#token;
    this.#check(token);
    if (token === null || this.#hasBadToken) this.#checkout.reset();
    else this.#checkout.useToken(token);
  }

  #useAnswer(): void {
    this.#hasBadToken = false;
    if (this.#answer === null) {
      this.#checkout.reset();
      return;
    }
    let value: unknown = null;
    try {
      const given = this.#answer;
      // An object is copied, so that it stays the page's own.
      value = JSON.parse(typeof given === "string" ? given : JSON.stringify(given));
    } catch {}
    const { baseAmount, currency } = this.#read;
    const answer = readAnswer(value, { baseAmount, currency });
    if (answer === null) console.error("<card-surcharge> answer: malformed, or not what was asked");
    this.#checkout.useAnswer(answer);
  }

  /** One source at a time: what an older one gave is forgotten. */
  #forget(): void {
    this.#token = null;
    this.#answer = null;
    this.#hasBadToken = false;
  }

  /** What it hears from outside for as long as it stays where it is. */
  #watch(): void {
    this.#stay?.abort();
    this.#stay = new AbortController();
    const { signal } = this.#stay;
    window.addEventListener("pageshow", ({ persisted }) => persisted && this.reset(), { signal });
    watchLanguage(this, () => this.#changed(), signal);
    watchChallenge(
      () => this.renderRoot.querySelector("iframe"),
      (result) => this.#checkout.challengePassed(result),
      signal,
    );
  }

  #wire(): void {
    if (this.#isActive) this.#cardForm.wire(this.tokenizer?.trim());
  }

  #ports(): Ports {
    return {
      readiness: () => {
        const { faults, sale } = this.#read;
        if (faults.length > 0 || this.#hasBadToken) return "faulty";
        return sale ? "ready" : "waiting";
      },
      lookUp: (token, challenge, signal) => {
        const { sale, endpoint } = this.#read;
        const locale = this.#policies.policy === null ? "en" : this.#locale;
        if (!sale || !endpoint) return Promise.reject(new Error());
        return lookUp(endpoint, { ...sale, token, locale, challenge }, signal);
      },
      form: () => this.#cardForm.connection,
      decide: (reason) => {
        const { baseAmount, currency } = this.#read;
        const policy = this.#policies.policy;
        return elementDecision(reason, this.#texts.message(reason), {
          baseAmount: baseAmount ?? null,
          currency: currency ?? policy?.currency ?? "",
          currencyDigits: policy?.currencyDigits ?? 2,
        });
      },
      moved: (state) => this.#moved(state),
      tell: (name, { status, decision }) => emit(this, name, { status, decision }),
      fail: (code, message) => this.#fail(code, message),
      now,
    };
  }

  #fail(code: string, message: string): void {
    emit(this, "surcharge-error", { code, message });
  }

  /** Value, validity and states follow at once; painting follows in the same frame. */
  #moved({ status, source }: State): void {
    if (source.kind === "none" && status !== "expired") this.#focus.stop();
    else this.#focus.start();
    const { quote, token } = this.#checkout;
    this.#formPart.setEntries(
      this.#isDisabled
        ? []
        : [
            [this.name, quote],
            [this.tokenName, this.#hasBadToken ? null : token],
          ],
    );
    this.#setProblem();
    if (this.#formPart.setStatus(status)) {
      this.#isSlow = false;
      clearTimeout(this.#slowTimer);
      if (status === "pending")
        this.#slowTimer = setTimeout(() => {
          this.#isSlow = true;
          this.requestUpdate();
        }, SLOW_MS);
    }
    this.requestUpdate();
  }

  #setProblem(anchor?: HTMLElement): void {
    const { status } = this.#checkout.state;
    const isOpen = status === "surcharge" || status === "pending";
    const problem = isOpen ? this.#texts.label(status === "surcharge" ? "choice" : "pending") : null;
    this.#formPart.setProblem(problem, anchor);
  }

  #press(control: Control): void {
    if (control === "accept") this.accept();
    else if (!this.#isDisabled && this.#checkout.decline()) this.#cardForm.connection?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "card-surcharge": CardSurchargeElement;
  }
}

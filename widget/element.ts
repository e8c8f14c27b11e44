import { LitElement, type PropertyDeclarations } from "lit";
import type { LabelKey, Status } from "../contract/lists.ts";
import type { Decision, Reviewed } from "./checkout/decision.ts";
import { Conversation } from "./controllers/conversation.ts";
import { refuseWrites } from "./read-only.ts";
import type { TokenizerLike } from "./tokenizer/client.ts";
import { challengeAddress } from "./view/challenge-address.ts";
import { styles } from "./view/styles.ts";
import { render } from "./view/view.ts";

type Labels = Readonly<Partial<Record<LabelKey, string>>>;

/** A whole number of minor units is read as one; anything else stays text, so that its fault can name it. */
const readAmount = (value: string | null) => (value !== null && /^\s*\d{1,12}\s*$/.test(value) ? Number(value) : value);

/** Reading a blob takes a task, whatever clock the page has put in place of its own. */
const nextTask = () => new Blob().text();

/** Properties that no answer depends on. */
const PAGE_SIDE: ReadonlySet<PropertyKey> = new Set(["name", "tokenName", "disabled", "labels"]);

/**
 * Tells a shopper which card was typed into the gateway's hosted form and whether a surcharge is added, and takes the
 * choice. It shows what the service decided and decides nothing itself; without an answer nothing is added.
 *
 * @tag card-surcharge
 * @slot - The static notice: shown until the policy arrives, and whenever it does not.
 * @slot brand - Artwork of the card's brand, for merchants who are licensed to show it; a neutral card without it.
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
 * @csspart brand - The neutral card, or the artwork in its place.
 * @csspart headline - Card, surcharge and rate.
 * @csspart message - What is said: the notice, the preview, the answer.
 * @csspart amounts - The list of amounts.
 * @csspart surcharge - The row of the surcharge.
 * @csspart surcharge-tax - The row of the tax on the surcharge, where there is one.
 * @csspart total - The row of the new total.
 * @csspart disclosure - The disclosure.
 * @csspart details - What folds the disclosure of an accepted surcharge.
 * @csspart actions - The choice.
 * @csspart accept - The button that accepts.
 * @csspart decline - The button for another card; a link once the surcharge is accepted.
 *
 * @cssprop [--card-surcharge-color=inherit] - Text.
 * @cssprop [--card-surcharge-background=transparent] - Behind everything.
 * @cssprop [--card-surcharge-border-color] - Lines and the box of `theme="outlined"`.
 * @cssprop [--card-surcharge-border-width=1px] - The box's line.
 * @cssprop [--card-surcharge-radius=0.5em] - The box's corners.
 * @cssprop [--card-surcharge-padding=min(1em, 5%)] - Inside the box.
 * @cssprop [--card-surcharge-gap=0.75em] - Between the rows.
 * @cssprop [--card-surcharge-max-width=40em] - The widest it gets.
 * @cssprop [--card-surcharge-font-size=inherit] - Text size.
 * @cssprop [--card-surcharge-small-font-size=0.875em] - The message beside amounts, and the disclosure.
 * @cssprop [--card-surcharge-total-weight=600] - Weight of the headline and the new total.
 * @cssprop [--card-surcharge-button-background=CanvasText] - The button that accepts.
 * @cssprop [--card-surcharge-button-hover-background] - The same under the pointer.
 * @cssprop [--card-surcharge-button-active-background] - The same while it is pressed.
 * @cssprop [--card-surcharge-button-border-color=#767676] - The edge of the button for another card.
 * @cssprop [--card-surcharge-button-color=Canvas] - Its text.
 * @cssprop [--card-surcharge-button-radius=0.4em] - Both buttons' corners.
 * @cssprop [--card-surcharge-button-padding=0.6em 0.8em] - Inside both buttons.
 * @cssprop [--card-surcharge-secondary-background=transparent] - The button for another card.
 * @cssprop [--card-surcharge-secondary-hover-background] - The same under the pointer.
 * @cssprop [--card-surcharge-secondary-active-background] - The same while it is pressed.
 * @cssprop [--card-surcharge-focus-color=Highlight] - The focus ring.
 * @cssprop [--card-surcharge-reserve=none] - `grid` keeps room for the tallest answer.
 */
export class CardSurchargeElement extends LitElement {
  static readonly formAssociated = true;
  static override readonly shadowRootOptions: ShadowRootInit = {
    ...LitElement.shadowRootOptions,
    delegatesFocus: true,
  };
  static override readonly styles = styles;
  static override readonly properties: PropertyDeclarations = {
    merchant: {},
    baseAmount: { attribute: "base-amount", converter: readAmount },
    currency: {},
    country: {},
    state: {},
    shipToCountry: { attribute: "ship-to-country" },
    shipToState: { attribute: "ship-to-state" },
    locale: {},
    endpoint: {},
    name: { reflect: true },
    tokenName: { attribute: "token-name" },
    surchargeTaxRate: { attribute: "surcharge-tax-rate" },
    orderRef: { attribute: "order-ref" },
    theme: { reflect: true },
    tokenizer: {},
    labels: { attribute: false },
    token: { noAccessor: true },
    answer: { noAccessor: true },
    disabled: { type: Boolean, noAccessor: true },
  };

  /** The merchant's public id, such as `mch_demo`. */
  declare merchant: string | null | undefined;
  /** What the sale costs before the surcharge, in the currency's minor unit. */
  declare baseAmount: number | string | null | undefined;
  /** ISO 4217, such as `USD`; the merchant's own when it is left out. */
  declare currency: string | null | undefined;
  /** The billing place: ISO 3166-1 alpha-2, such as `US`. */
  declare country: string | null | undefined;
  /** The billing state or province: a code or a full name. */
  declare state: string | null | undefined;
  /** Where the goods go, if that is another country. */
  declare shipToCountry: string | null | undefined;
  /** The state or province the goods go to; of the billing country where `ship-to-country` is left out. */
  declare shipToState: string | null | undefined;
  /** Sales tax on the surcharge itself, in thousandths of a percent: `8875` is 8.875 %. */
  declare surchargeTaxRate: number | string | null | undefined;
  /** BCP 47, such as `fr-CA`; the nearest `lang` when it is left out. */
  declare locale: string | null | undefined;
  /** Where the service is; the script files know it, the npm class needs it. */
  declare endpoint: string | null | undefined;
  /** The form field that carries the quote. */
  declare name: string | null | undefined;
  /** The form field that carries the token. */
  declare tokenName: string | null | undefined;
  /** The page's own order reference, bound into the quote. */
  declare orderRef: string | null | undefined;
  /** `plain` (default), `outlined` or `filled`. */
  declare theme: string | null | undefined;
  /** A selector of the Tokenizer's container, for wiring without script. */
  declare tokenizer: string | null | undefined;
  /** The page's own wording of labels. Messages and disclosures cannot be changed: the quote covers them. */
  declare labels: Labels | null | undefined;

  static {
    refuseWrites(this.prototype, ["status", "decision", "value", "validity", "validationMessage", "willValidate"]);
  }

  readonly #internals = this.attachInternals();
  /** What had the focus before a painting. */
  #focused: Element | null = null;
  /** Not a #private field: Lit's constructor calls `requestUpdate` before there is one. */
  private readonly conversation: Conversation = new Conversation(this, this.#internals);

  /** Switches the controls off and takes the element out of its form. */
  get disabled(): boolean {
    return this.hasAttribute("disabled");
  }

  set disabled(value: boolean | null | undefined) {
    // A framework may set what is no boolean; undefined would toggle it.
    this.toggleAttribute("disabled", Boolean(value));
  }

  /** A token that the page got by itself. Never reflected. */
  get token(): string | null {
    return this.conversation.sources.token;
  }

  set token(value: string | null) {
    this.conversation.sourceChanged(this.conversation.sources.setToken(value));
  }

  /** A server-made answer for a saved card: JSON, or the object itself. */
  get answer(): string | object | null {
    return this.conversation.sources.answer;
  }

  set answer(value: string | object | null) {
    this.conversation.sourceChanged(this.conversation.sources.setAnswer(value));
  }

  /** What is shown: see the table of statuses in the documentation. */
  get status(): Status {
    return this.conversation.current.status;
  }

  /** The answer that is shown, frozen; null when there is none. */
  get decision(): Decision | null {
    return this.conversation.current.decision;
  }

  /** The signed quote, in the statuses in which the form carries it; otherwise an empty string. */
  get value(): string {
    this.conversation.checkout.expireIfDue();
    return this.conversation.checkout.quote ?? "";
  }

  /** The form that the element belongs to. Set to a form's id, it is the attribute `form`: frameworks set what they find. */
  get form(): HTMLFormElement | null {
    return this.#internals.form;
  }

  set form(id: string | null) {
    if (id == null) this.removeAttribute("form");
    else this.setAttribute("form", id);
  }

  get validity(): ValidityState {
    return this.#internals.validity;
  }

  get validationMessage(): string {
    return this.#internals.validationMessage;
  }

  get willValidate(): boolean {
    return this.#internals.willValidate;
  }

  checkValidity(): boolean {
    this.conversation.choice.look();
    return this.#internals.checkValidity();
  }

  reportValidity(): boolean {
    this.conversation.choice.look();
    return this.#internals.reportValidity();
  }

  /**
   * Listens to a Tokenizer of the gateway's client and holds its success back until nothing is left to choose.
   * One Tokenizer at a time, one element at a time for each: the newest connection wins.
   *
   * @throws SurchargeError `calculate_fees` or `not_a_tokenizer`
   */
  connect(tokenizer: TokenizerLike): void {
    this.conversation.connect(tokenizer);
  }

  /**
   * Makes sure that there is an answer for the card as it is now, and tells it. A new token is asked for unless the
   * present one is live and its card cannot have changed. With the outcome `surcharge` the shopper still has to choose.
   *
   * The Tokenizer is given the base amount in major units, or the `amount` that is given here: 3-D Secure wants one.
   *
   * Rejects with a SurchargeError: `not_connected`, `validation` (with `fields`), `tokenizer_error`, `superseded`.
   */
  review({ amount }: { readonly amount?: string | number | undefined } = {}): Promise<Reviewed> {
    return this.conversation.review(amount === undefined ? undefined : String(amount));
  }

  /**
   * The shopper agrees to the surcharge that is shown; one that has expired is renewed first, and accepted if it is the same.
   * Without one to agree to, nothing happens.
   */
  accept(): void {
    this.conversation.accept();
  }

  /** The shopper wants to use another card: what is shown is gone, and the next Tab reaches the card form. */
  decline(): void {
    this.conversation.decline(navigator.userActivation.isActive);
  }

  /** Starts afresh: no token, no answer, nothing accepted. */
  reset(): void {
    this.conversation.reset();
  }

  /** Moved by `moveBefore()`: nothing is lost, only the language may be another one. */
  connectedMoveCallback(): void {
    this.conversation.moved();
  }

  formAssociatedCallback(form: HTMLFormElement | null): void {
    this.conversation.entries.setForm(form);
  }

  formDisabledCallback(): void {
    this.conversation.show();
  }

  formResetCallback(): void {
    this.reset();
  }

  formStateRestoreCallback(): void {
    this.reset();
  }

  /** Lit calls this inside every setter, so that nothing outdated can be read or sent a moment later. */
  override requestUpdate(...[name, ...rest]: Parameters<LitElement["requestUpdate"]>): void {
    super.requestUpdate(name, ...rest);
    if (name === undefined || !this.conversation?.isActive) return;
    if (name === "tokenizer") this.conversation.wire();
    else if (PAGE_SIDE.has(name)) this.conversation.show();
    else this.conversation.saleChanged();
  }

  /** These three have accessors of their own. A form control's `disabled` is its attribute: the browser reads it there. */
  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    if (name === "token") this.token = value;
    else if (name === "answer") this.answer = value;
    else if (name === "disabled") this.requestUpdate(name, old !== null);
    else super.attributeChangedCallback(name, old, value);
  }

  /** Until the first painting, what stands between the tags is shown as it was. */
  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const root = super.createRenderRoot();
    root.append(document.createElement("slot"));
    return root;
  }

  /** The first painting has a task to itself, after the one that read the script: neither keeps a slow phone busy for long. */
  protected override async scheduleUpdate(): Promise<void> {
    if (!this.hasUpdated) await nextTask();
    await super.scheduleUpdate();
  }

  /** What was set so far is judged before it is painted. */
  protected override willUpdate(): void {
    this.conversation.checkout.settleInputs();
  }

  protected override firstUpdated(): void {
    this.renderRoot.querySelector("slot")?.remove();
  }

  protected override updated(): void {
    // A control that goes while it has the focus gives it to the message, which says what has become of it.
    if (this.#focused?.isConnected === false)
      this.renderRoot.querySelector<HTMLElement>("#status")?.focus({ preventScroll: true });
    this.conversation.choice.show();
  }

  protected override render(): unknown {
    this.#focused = this.shadowRoot?.activeElement ?? null;
    const { checkout, texts, policy, isDisabled, sight, slow } = this.conversation;
    return render({
      state: checkout.state,
      challengeUrl: challengeAddress(checkout.challengeUrl, this),
      texts,
      policy: policy.current,
      isDisabled,
      isSlow: slow.isSlow,
      isDeclined: this.conversation.isDeclined,
      canRenew: this.conversation.canRenew,
      keepsRoom: getComputedStyle(this).getPropertyValue("--card-surcharge-reserve").trim() === "grid",
      hasTax: this.conversation.hasTax,
      isRead: sight.isRead,
      press: (control, event) => this.conversation.press(control, event),
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "card-surcharge": CardSurchargeElement;
  }
}

/**
 * The element's conversation in its page: what page, card form and shopper say goes into the checkout, and what the
 * checkout says comes out as form entries, events and a painting.
 */
import type { ReactiveController } from "lit";
import { inMajorUnits } from "../../contract/money.ts";
import { digitsOf } from "../../contract/uncommon-digits.ts";
import { Checkout } from "../checkout/checkout.ts";
import { type Amounts, elementDecision, type Reviewed } from "../checkout/decision.ts";
import type { Ports } from "../checkout/ports.ts";
import type { State } from "../checkout/state.ts";
import { SurchargeError } from "../errors.ts";
import { emit } from "../events.ts";
import { lookUp, policyAddress } from "../service/service.ts";
import type { TokenizerLike } from "../tokenizer/client.ts";
import { leadTo } from "../tokenizer/lead-to.ts";
import type { Control } from "../view/offer.ts";
import { type Texts, textsOf } from "../view/texts.ts";
import { CardFormController } from "./card-form.ts";
import { ChallengeListener } from "./challenge.ts";
import { FocusWatch } from "./focus-watch.ts";
import { FormEntries } from "./form-entries.ts";
import type { SurchargeHost } from "./host.ts";
import { LanguageWatch } from "./language.ts";
import { OfferFocus } from "./offer-focus.ts";
import { PolicyController } from "./policy.ts";
import { Presence } from "./presence.ts";
import { SaleReader } from "./sale-reader.ts";
import { Sight } from "./sight.ts";
import { SlowNotice } from "./slow-notice.ts";
import { Sources } from "./sources.ts";

/** A malformed value is told of once it has not changed for as long as a question rests. */
const REST_MS = 400;

/** Milliseconds that count time asleep as well: one clock stops then, the other may be set back. */
const now = () => Math.max(performance.now(), Date.now() - performance.timeOrigin);

export class Conversation implements ReactiveController {
  readonly checkout: Checkout;
  readonly sources: Sources;
  readonly policy: PolicyController;
  readonly sight: Sight;
  readonly slow: SlowNotice;
  readonly entries: FormEntries;
  readonly #host: SurchargeHost;
  readonly #sale: SaleReader;
  readonly #cardForm: CardFormController;
  readonly #focus: FocusWatch;
  readonly #language: LanguageWatch;
  readonly #offerFocus: OfferFocus;
  #isActive = false;
  /** The turn that began when the shopper wanted another card. */
  #declinedTurn: number | null = null;
  #sizes: ResizeObserver | undefined;
  /** False while something malformed may still be typed. */
  #isRested = true;
  #restTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: SurchargeHost, internals: ElementInternals) {
    this.#host = host;
    this.#sale = new SaleReader(host, (fault) => this.#reportFault(fault));
    this.checkout = new Checkout(this.#ports());
    this.sources = new Sources(this.checkout, {
      asked: () => ({ ...this.#sale.inputs, mostRateBps: this.policy.mostRateBps }),
      reportFault: (fault) => this.#reportFault(fault),
    });
    this.entries = new FormEntries(host, internals, () => this.checkout.expireIfDue());
    this.slow = new SlowNotice(host);
    this.sight = new Sight(host, () => {
      const { status, decision, lapsed } = this.checkout.state;
      return status === "surcharge" ? decision : status === "expired" ? lapsed : null;
    });
    this.policy = new PolicyController(
      host,
      () => this.#policyAddress(),
      ({ reason, detail }) => this.#fail(reason, `policy: ${detail}`),
    );
    this.#cardForm = new CardFormController(host, {
      listener: this.sources.listener,
      frameTitle: () => this.texts.label("frameTitle"),
      onFault: (fault) => this.#reportFault(fault),
      onLost: () => this.checkout.stop(),
    });
    this.#focus = new FocusWatch(
      host,
      () => this.#cardForm.connection?.iframe ?? null,
      () => this.checkout.touched(),
    );
    this.#offerFocus = new OfferFocus(host, () => this.checkout.state.status === "surcharge");
    this.#language = new LanguageWatch(host, () => this.saleChanged());
    const presence = new Presence(
      () => this.#present(),
      () => this.reset(),
    );
    host.addController(presence);
    host.addController(
      new ChallengeListener(
        () => host.shadowRoot?.querySelector("iframe"),
        (result) => this.checkout.challengePassed(result),
      ),
    );
    host.addController(this);
  }

  /** What is true at this moment, also where a timer is late. */
  get current(): State {
    this.checkout.expireIfDue();
    return this.checkout.state;
  }

  /** True between connection and disconnection. */
  get isActive(): boolean {
    return this.#isActive;
  }

  get hasTax(): boolean {
    return Boolean(this.#sale.inputs.surchargeTaxRate);
  }

  /** By its own attribute, or by that of a fieldset around it. */
  get isDisabled(): boolean {
    return this.#host.matches(":disabled");
  }

  /** True from the press for another card until something is typed. */
  get isDeclined(): boolean {
    return this.#declinedTurn === this.checkout.state.turn;
  }

  /** True where a press can renew what has expired. */
  get canRenew(): boolean {
    return this.#cardForm.connection !== null;
  }

  get texts(): Texts {
    return textsOf(this.policy.current, this.#host.labels);
  }

  hostConnected(): void {
    this.#isActive = true;
    this.#sizes = new ResizeObserver(() => this.showProblem());
    this.#sizes.observe(this.#host);
    this.#sale.hasChanged();
    this.#isRested = false;
    queueMicrotask(() => this.#rested());
    this.show();
    this.sources.use();
  }

  hostDisconnected(): void {
    this.#isActive = false;
    this.#sizes?.disconnect();
    clearTimeout(this.#restTimer);
    this.checkout.stop();
  }

  /** The element stands elsewhere in the page: only its language may be another one. */
  moved(): void {
    this.#language.hostConnected();
    this.saleChanged();
  }

  /** Runs inside every setter of an active element, so that nothing outdated can be read or sent a moment later. */
  saleChanged(): void {
    const problems = this.#sale.problems.join();
    const isChanged = this.#sale.hasChanged();
    // What no answer depends on, such as the theme, may be of no use all the same.
    if (isChanged || this.#sale.problems.join() !== problems) this.#rest();
    if (!isChanged) return;
    this.entries.wake();
    this.sources.saleChanged();
    this.#host.requestUpdate();
  }

  sourceChanged(isChanged: boolean): void {
    if (!isChanged || !this.#isActive) return;
    this.entries.wake();
    this.sources.use();
  }

  /** The selector of the card form is another one. */
  wire(): void {
    this.#cardForm.wire();
  }

  /** @throws SurchargeError `calculate_fees` or `not_a_tokenizer` */
  connect(tokenizer: TokenizerLike): void {
    this.entries.wake();
    try {
      this.#cardForm.connect(tokenizer);
    } catch (error) {
      if (error instanceof SurchargeError) this.#fail(error.code, error.message);
      throw error;
    }
  }

  /** @param amount major units, as the Tokenizer takes them */
  review(amount: string | undefined): Promise<Reviewed> {
    this.entries.wake();
    this.#focus.look();
    const form = this.#cardForm.connection;
    const review = this.checkout.review(amount);
    if (form !== null && !form.isThere() && this.checkout.state.source.kind === "none")
      this.#reportFault(`tokenizer="${this.#host.tokenizer}" finds no iframe`);
    this.#offerFocus.follow(review);
    return review;
  }

  accept(): void {
    this.entries.wake();
    this.#focus.look();
    if (!this.isDisabled) this.checkout.accept();
  }

  /** The shopper's own press. Nobody else accepts by it, and nothing that could not be read is accepted. */
  press(control: Control, event: Event): void {
    if (control === "decline") this.decline(true);
    else if (event.isTrusted && this.sight.isRead) this.accept();
    else this.sight.show();
  }

  /** @param leads whether the focus is to go to the card form */
  decline(leads: boolean): void {
    if (this.isDisabled || !this.checkout.decline()) return;
    this.#declinedTurn = this.checkout.state.turn;
    if (leads) leadTo(this.#cardForm.connection?.iframe);
  }

  reset(): void {
    this.sources.forget();
    this.checkout.reset();
  }

  /** Value, validity and states follow at once; painting follows in the same frame. */
  show(): void {
    const { status, source } = this.checkout.state;
    if (source.kind === "none" && status !== "expired") this.#focus.stop();
    else this.#focus.start();
    const { name, tokenName } = this.#host;
    const token = this.sources.hasBadToken ? null : this.checkout.token;
    const entries = [[name, this.checkout.quote] as const, [tokenName, token] as const];
    this.entries.setEntries(this.isDisabled ? [] : entries);
    this.showProblem();
    if (this.entries.setStatus(status))
      if (status === "pending") this.slow.start();
      else this.slow.stop();
    this.#host.requestUpdate();
  }

  /**
   * Says why the form cannot be sent yet. A choice that nobody sees, as where the page hides the card form for another
   * method, holds nothing up. The browser shows it at the button that accepts, or at the message.
   */
  showProblem(): void {
    const { status } = this.checkout.state;
    const isOpen = (status === "surcharge" || status === "pending") && this.#host.getClientRects().length > 0;
    const problem = isOpen ? this.texts.label(status === "surcharge" ? "choice" : "pending") : null;
    const root = this.#host.shadowRoot;
    const anchor = root?.querySelector<HTMLElement>("#accept") ?? root?.querySelector<HTMLElement>("#status");
    this.entries.setProblem(problem, anchor ?? undefined);
  }

  /** What is malformed may still be typed: it is told of once it rests. What is not is asked about as ever. */
  #rest(): void {
    clearTimeout(this.#restTimer);
    this.#isRested = this.#sale.problems.length === 0;
    if (this.#isRested) this.#sale.reportProblems();
    else this.#restTimer = setTimeout(() => this.#rested(), REST_MS);
  }

  #rested(): void {
    if (!this.#isActive || this.#isRested) return;
    this.#isRested = true;
    this.#sale.reportProblems();
    if (this.#sale.inputs.faults.length > 0) this.checkout.judgeFaults();
  }

  /** Somebody is at the page: perhaps after a night. */
  #present(): void {
    this.entries.wake();
    this.checkout.expireIfDue();
  }

  #policyAddress(): string | null {
    const { inputs, locale } = this.#sale;
    return this.#isActive && inputs.faults.length === 0 ? policyAddress(inputs, locale) : null;
  }

  /** What the sale costs, as far as the page says, and in the merchant's own currency where it names none. */
  #amounts(): Amounts {
    const { baseAmount = null, currency = this.policy.current?.currency ?? "" } = this.#sale.inputs;
    return { baseAmount, currency, currencyDigits: digitsOf(currency) };
  }

  #fail(code: string, message: string): void {
    emit(this.#host, "surcharge-error", { code, message });
  }

  /** For a malformed setting: a mistake in the page, which its author sees in the console. */
  #reportFault(message: string): void {
    console.error(`<card-surcharge> ${message}`);
    this.#fail("invalid_attribute", message);
  }

  #ports(): Ports {
    const sale = this.#sale;
    return {
      readiness: () => {
        if (this.sources.hasBadToken) return "faulty";
        if (sale.inputs.faults.length > 0) return this.#isRested ? "faulty" : "resting";
        return sale.inputs.sale ? "ready" : "waiting";
      },
      waits: () => sale.reportMissing(),
      lookUp: (token, extras, signal) => {
        // With no policy there is English alone, and one language is shown at a time.
        const locale = this.policy.current === null ? "en" : sale.locale;
        const { sale: body, endpoint } = sale.inputs;
        return body && endpoint
          ? lookUp(endpoint, { ...body, token, locale, ...extras }, this.policy.mostRateBps, signal)
          : Promise.resolve({ reason: "refused", detail: "not chosen yet" });
      },
      form: () => this.#cardForm.connection,
      amount: () => {
        const { baseAmount, currencyDigits } = this.#amounts();
        return baseAmount === null ? undefined : inMajorUnits(baseAmount, currencyDigits);
      },
      decide: (reason) => elementDecision(reason, this.texts.message(reason), this.#amounts()),
      moved: () => this.show(),
      tell: (name, { status, decision }) => emit(this.#host, name, { status, decision }),
      fail: (code, detail) => this.#fail(code, detail),
      now,
    };
  }
}

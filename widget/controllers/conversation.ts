/**
 * The element's conversation in its page: what page, card form and shopper say goes into the checkout, and what the
 * checkout says comes out as form entries, events and a painting.
 */
import type { ReactiveController } from "lit";
import { Checkout } from "../checkout/checkout.ts";
import type { Reviewed } from "../checkout/decision.ts";
import type { State } from "../checkout/state.ts";
import { SurchargeError } from "../errors.ts";
import { emit } from "../events.ts";
import { policyAddress } from "../service/service.ts";
import type { TokenizerLike } from "../tokenizer/client.ts";
import { leadTo } from "../tokenizer/lead-to.ts";
import type { Control } from "../view/offer.ts";
import { type Texts, textsOf } from "../view/texts.ts";
import { CardFormController } from "./card-form.ts";
import { ChallengeListener } from "./challenge.ts";
import { checkoutPorts } from "./checkout-ports.ts";
import { FaultRest } from "./fault-rest.ts";
import { FocusWatch } from "./focus-watch.ts";
import { FormEntries } from "./form-entries.ts";
import type { SurchargeHost } from "./host.ts";
import { LanguageWatch } from "./language.ts";
import { OfferFocus } from "./offer-focus.ts";
import { OpenChoice } from "./open-choice.ts";
import { PolicyController } from "./policy.ts";
import { Presence } from "./presence.ts";
import { SaleReader } from "./sale-reader.ts";
import { Sight } from "./sight.ts";
import { SlowNotice } from "./slow-notice.ts";
import { Sources } from "./sources.ts";

export class Conversation implements ReactiveController {
  readonly checkout: Checkout;
  readonly sources: Sources;
  readonly policy: PolicyController;
  readonly sight: Sight;
  readonly slow: SlowNotice;
  readonly entries: FormEntries;
  // What the checkout's ports read by these names.
  readonly host: SurchargeHost;
  readonly sale: SaleReader;
  readonly faults: FaultRest;
  readonly cardForm: CardFormController;
  readonly choice: OpenChoice;
  readonly #focus: FocusWatch;
  readonly #language: LanguageWatch;
  readonly #offerFocus: OfferFocus;
  #isActive = false;
  /** The turn that began when the shopper wanted another card. */
  #declinedTurn: number | null = null;

  constructor(host: SurchargeHost, internals: ElementInternals) {
    this.host = host;
    this.sale = new SaleReader(host, (fault) => this.#reportFault(fault));
    this.faults = new FaultRest(host, this.sale, () => this.checkout.judgeFaults());
    this.checkout = new Checkout(checkoutPorts(this));
    this.sources = new Sources(this.checkout, {
      asked: () => ({ ...this.sale.inputs, mostRateBps: this.policy.mostRateBps }),
      reportFault: (fault) => this.#reportFault(fault),
    });
    this.entries = new FormEntries(host, internals, () => this.checkout.expireIfDue());
    this.choice = new OpenChoice(
      host,
      this.entries,
      () => this.checkout.state.status,
      (label) => this.texts.label(label),
    );
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
    this.cardForm = new CardFormController(host, {
      listener: this.sources.listener,
      frameTitle: () => this.texts.label("frameTitle"),
      onFault: (fault) => this.#reportFault(fault),
      onLost: () => this.checkout.stop(),
    });
    this.#focus = new FocusWatch(
      host,
      () => this.cardForm.connection?.iframe ?? null,
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
    return Boolean(this.sale.inputs.surchargeTaxRate);
  }

  /** By its own attribute, or by that of a fieldset around it. */
  get isDisabled(): boolean {
    return this.host.matches(":disabled");
  }

  /** True from the press for another card until something is typed. */
  get isDeclined(): boolean {
    return this.#declinedTurn === this.checkout.state.turn;
  }

  /** True where a press can renew what has expired. */
  get canRenew(): boolean {
    return this.cardForm.connection !== null;
  }

  get texts(): Texts {
    return textsOf(this.policy.current, this.host.labels);
  }

  hostConnected(): void {
    this.#isActive = true;
    this.sale.hasChanged();
    this.show();
    this.sources.use();
  }

  hostDisconnected(): void {
    this.#isActive = false;
    this.checkout.stop();
  }

  /** The element stands elsewhere in the page: only its language may be another one. */
  moved(): void {
    this.#language.hostConnected();
    this.saleChanged();
  }

  /** Runs inside every setter of an active element, so that nothing outdated can be read or sent a moment later. */
  saleChanged(): void {
    const problems = this.sale.problems.join();
    const isChanged = this.sale.hasChanged();
    // What no answer depends on, such as the theme, may be of no use all the same.
    if (isChanged || this.sale.problems.join() !== problems) this.faults.restart();
    if (!isChanged) return;
    this.entries.wake();
    this.sources.saleChanged();
    this.host.requestUpdate();
  }

  sourceChanged(isChanged: boolean): void {
    if (!isChanged || !this.#isActive) return;
    this.entries.wake();
    this.sources.use();
  }

  /** The selector of the card form is another one. */
  wire(): void {
    this.cardForm.wire();
  }

  /** @throws SurchargeError `calculate_fees` or `not_a_tokenizer` */
  connect(tokenizer: TokenizerLike): void {
    this.entries.wake();
    try {
      this.cardForm.connect(tokenizer);
    } catch (error) {
      if (error instanceof SurchargeError) this.#fail(error.code, error.message);
      throw error;
    }
  }

  /** @param amount major units, as the Tokenizer takes them */
  review(amount: string | undefined): Promise<Reviewed> {
    this.entries.wake();
    this.#focus.look();
    const form = this.cardForm.connection;
    const review = this.checkout.review(amount);
    if (form !== null && !form.isThere() && this.checkout.state.source.kind === "none")
      this.#reportFault(`tokenizer="${this.host.tokenizer}" finds no iframe`);
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
    if (leads) leadTo(this.cardForm.connection?.iframe);
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
    const { name, tokenName } = this.host;
    const token = this.sources.hasBadToken ? null : this.checkout.token;
    const entries = [[name, this.checkout.quote] as const, [tokenName, token] as const];
    this.entries.setEntries(this.isDisabled ? [] : entries);
    this.choice.show();
    if (this.entries.setStatus(status))
      if (status === "pending") this.slow.start();
      else this.slow.stop();
    this.host.requestUpdate();
  }

  /** Somebody is at the page: perhaps after a night. */
  #present(): void {
    this.entries.wake();
    this.checkout.expireIfDue();
  }

  #policyAddress(): string | null {
    const { inputs, locale } = this.sale;
    return this.#isActive && inputs.faults.length === 0 ? policyAddress(inputs, locale) : null;
  }

  #fail(code: string, message: string): void {
    emit(this.host, "surcharge-error", { code, message });
  }

  /** For a malformed setting: a mistake in the page, which its author sees in the console. */
  #reportFault(message: string): void {
    console.error(`<card-surcharge> ${message}`);
    this.#fail("invalid_attribute", message);
  }
}

/** The page: asks the question in its address, and shows everything that comes of it. Nothing is stored. */
import { html, nothing, render } from "lit/html.js";
import { verifyQuote } from "../../../contract/verify.ts";
import { loadCardForm, makeCardForm } from "../local/card-form.ts";
import type { Sandbox } from "../local/sandbox.ts";
import type { Asked } from "./asked.ts";
import { LiveElement } from "./live-element.ts";
import { addressOf, isFault, lookupBody, type Question, readQuestion } from "./question.ts";
import { isSandboxCard, SANDBOX_CARDS } from "./sandbox-cards.ts";
import { lookUp, type Reply, readKeys, readRows } from "./service.ts";
import { CHANGES, type ChangeName, type Checked, decodeQuote } from "./tamper.ts";
import { besideOf } from "./view/beside.ts";
import { casesOf } from "./view/cases.ts";
import { exchangeOf } from "./view/exchange.ts";
import { formOf } from "./view/form.ts";
import { FORM_ID, liveOf } from "./view/live.ts";
import { headOf, letScrollersBeReached } from "./view/parts.ts";
import { quoteOf } from "./view/quote.ts";
import { rulesOf } from "./view/rules.ts";
import { sandboxOf } from "./view/sandbox.ts";

/** The sandbox's published key. */
const PUBLIC_KEY = "pub_sandbox_demo";

export class App {
  readonly #root: HTMLElement;
  readonly #live: HTMLElement;
  #asked: Asked;
  /** Undefined: it is not there, as on every deployment. */
  #sandbox: Sandbox | undefined;
  #hasForm = false;
  /** What the last press on Pay came to, for a card that was typed; empty: none since. */
  #pressed = "";
  #formBox: Element | null = null;
  #isDrawing = false;
  #hasElement: boolean | undefined;
  /** Read once: a key is published long before it signs. */
  readonly #keys = readKeys();

  constructor(root: HTMLElement, live: HTMLElement) {
    this.#root = root;
    this.#live = live;
    this.#asked = this.#ask(readQuestion(location.hash));
    addEventListener("hashchange", () => {
      this.#asked = this.#ask(readQuestion(location.hash));
    });
    addEventListener("pagehide", () => {
      if (this.#asked.question.fault !== "") void this.#sandbox?.mend();
    });
    addEventListener("resize", () => letScrollersBeReached(root));
  }

  /** The element's script was loaded, or could not be. */
  elementLoaded(isThere: boolean): void {
    this.#hasElement = isThere;
    this.#changed();
  }

  /** The sandbox is there: its cards can be asked about from now on. */
  async useSandbox(sandbox: Sandbox): Promise<void> {
    this.#sandbox = sandbox;
    this.#hasForm = await loadCardForm(sandbox.origin);
    // What the address asks of the sandbox could not be answered until now.
    if (this.#asked.question.sandbox === "") this.#changed();
    else this.#asked = this.#ask(this.#asked.question);
  }

  #ask(question: Question): Asked {
    const token = question.sandbox === "" ? question.token : "";
    const live = new LiveElement(question, token, () => this.#changed());
    const asked: Asked = { question, token, live, change: "none" };
    this.#pressed = "";
    if (question.sandbox === "") void this.#askAll(asked);
    else void this.#askOfSandbox(asked);
    this.#changed();
    return asked;
  }

  async #askAll(asked: Asked): Promise<void> {
    await Promise.all([this.#answer(asked), this.#answerBeside(asked)]);
  }

  /** Mints the card, and spoils the gateway's answers for as long as it is asked about. A typed card comes by {@link #pay}. */
  async #askOfSandbox(asked: Asked): Promise<void> {
    const sandbox = this.#sandbox;
    const { sandbox: card, fault } = asked.question;
    if (sandbox === undefined || !isSandboxCard(card)) return;
    const { number } = SANDBOX_CARDS[card];
    await sandbox.mend();
    try {
      const token = await sandbox.mint(number);
      if (token === null || asked !== this.#asked) return;
      if (isFault(fault)) await sandbox.spoil(number, fault);
      asked.token = token;
      asked.live.take(token);
      await Promise.all([this.#askAll(asked), asked.live.answered()]);
    } finally {
      if (fault !== "") await sandbox.mend();
    }
  }

  /** A press on Pay, for a card that was typed into the form. */
  async #pay(asked: Asked): Promise<void> {
    try {
      asked.token = await asked.live.pay();
      this.#pressed = "";
    } catch (error) {
      this.#pressed = error instanceof Error ? error.message : "The card was not taken.";
    }
    this.#changed();
    if (this.#pressed === "" && asked.token !== "") await this.#askAll(asked);
  }

  async #answer(asked: Asked): Promise<void> {
    const reply = await lookUp(lookupBody({ ...asked.question, token: asked.token }));
    asked.reply = reply;
    this.#announce(asked, reply);
    this.#changed();
    if (reply.answer === null) return;
    await this.#verify(asked);
    this.#changed();
    const { version, ids } = decodeQuote(reply.answer.quote).claims.rules;
    asked.rows = await readRows(version, ids);
    this.#changed();
  }

  async #answerBeside(asked: Asked): Promise<void> {
    const { beside: state } = asked.question;
    asked.beside = await lookUp(lookupBody({ ...asked.question, token: asked.token, state }));
    this.#changed();
  }

  /** By the check that a merchant's server makes, with the facts that it would have: the sale's, not the answer's. */
  async #verify(asked: Asked): Promise<void> {
    const checked = await this.#checked(asked);
    const { change } = asked;
    if (checked === null) return;
    const { quote, facts } = CHANGES[change].apply(checked);
    const verdict = await verifyQuote(quote, facts);
    if (asked.change === change) asked.verdict = verdict;
  }

  async #checked({ question, token, reply }: Asked): Promise<Checked | null> {
    const keys = await this.#keys;
    if (reply?.answer?.quote === undefined) return null;
    const { merchant, country, state, currency, amount } = question;
    return {
      quote: reply.answer.quote,
      facts: {
        jwks: keys ?? { keys: [] },
        merchant,
        env: "test",
        subject: { token },
        baseAmount: amount === "" ? null : Number(amount),
        currency: currency === "" ? reply.answer.surcharge.currency : currency,
        country,
        state,
      },
    };
  }

  #announce(asked: Asked, { answer, code }: Reply): void {
    if (asked !== this.#asked) return;
    this.#live.textContent =
      answer === null ? `Refused: ${code ?? "the service did not answer"}.` : `${answer.outcome}, ${answer.reason}.`;
  }

  async #change(change: ChangeName): Promise<void> {
    const asked = this.#asked;
    asked.change = change;
    await this.#verify(asked);
    const { verdict } = asked;
    this.#live.textContent = verdict?.valid === true ? "The quote is valid." : `Refused: ${verdict?.problem ?? ""}.`;
    this.#changed();
  }

  #go(question: Question): void {
    const address = addressOf(question);
    if (address === location.hash) this.#asked = this.#ask(question);
    else location.hash = address;
  }

  /** Makes the card form where its box is new, and connects it to the question's element. */
  #placeForm({ live }: Asked): void {
    const box = this.#root.querySelector<HTMLElement>(`#${FORM_ID}`);
    if (box === this.#formBox || this.#hasElement !== true) return;
    this.#formBox = box;
    if (box === null || this.#sandbox === undefined) return;
    const form = makeCardForm(box, { url: this.#sandbox.origin, apikey: PUBLIC_KEY });
    form.iframe.title = "Card details";
    live.connect(form);
  }

  /** Draws once for all that changes in one turn. */
  #changed(): void {
    if (this.#isDrawing) return;
    this.#isDrawing = true;
    queueMicrotask(() => {
      this.#isDrawing = false;
      this.#draw();
    });
  }

  #draw(): void {
    const asked = this.#asked;
    const { question, reply } = asked;
    const page = html`
      ${headOf()}
      <main id="main" tabindex="-1">
        <div class="opening">
          <h1>Playground</h1>
          <p>Every answer that a checkout can get, with test tokens: no card, no key, nothing is kept. Each state has its own address.</p>
        </div>
        <div class="sides">
          ${casesOf(question, reply?.answer?.reason, this.#sandbox !== undefined)}
          <div class="column">
            ${formOf(question, (next) => this.#go(next))}
            ${this.#sandbox === undefined ? nothing : sandboxOf(question, this.#sandbox.origin, this.#hasForm)}
            ${liveOf(asked, this.#hasElement, this.#hasForm ? { pay: () => void this.#pay(asked), pressed: this.#pressed } : null)}
            ${besideOf(asked)}
          </div>
          <div class="column">
            ${exchangeOf(asked)}
            ${quoteOf(asked, (change) => void this.#change(change))}
            ${rulesOf(asked)}
          </div>
        </div>
      </main>`;
    render(page, this.#root);
    asked.live.listen();
    this.#placeForm(asked);
    letScrollersBeReached(this.#root);
  }
}

/** The page: asks the question in its address, and shows everything that comes of it. Nothing is stored. */
import { html, render } from "lit/html.js";
import { verifyQuote } from "../../../contract/verify.ts";
import type { Asked } from "./asked.ts";
import { LiveElement } from "./live-element.ts";
import { addressOf, lookupBody, type Question, readQuestion } from "./question.ts";
import { lookUp, type Reply, readKeys, readRows } from "./service.ts";
import { CHANGES, type ChangeName, type Checked, decodeQuote } from "./tamper.ts";
import { besideOf } from "./view/beside.ts";
import { casesOf } from "./view/cases.ts";
import { exchangeOf } from "./view/exchange.ts";
import { formOf } from "./view/form.ts";
import { liveOf } from "./view/live.ts";
import { headOf, letScrollersBeReached } from "./view/parts.ts";
import { quoteOf } from "./view/quote.ts";
import { rulesOf } from "./view/rules.ts";

export class App {
  readonly #root: HTMLElement;
  readonly #live: HTMLElement;
  #asked: Asked;
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
    addEventListener("resize", () => letScrollersBeReached(root));
  }

  /** The element's script was loaded, or could not be. */
  elementLoaded(isThere: boolean): void {
    this.#hasElement = isThere;
    this.#changed();
  }

  #ask(question: Question): Asked {
    const body = lookupBody(question);
    const live = new LiveElement(question, () => this.#changed());
    const asked: Asked = { question, body, live, change: "none" };
    void this.#answer(asked);
    void this.#answerBeside(asked);
    this.#changed();
    return asked;
  }

  async #answer(asked: Asked): Promise<void> {
    const reply = await lookUp(asked.body);
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
    asked.beside = await lookUp(lookupBody({ ...asked.question, state }));
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

  async #checked({ question, reply }: Asked): Promise<Checked | null> {
    const keys = await this.#keys;
    if (reply?.answer?.quote === undefined) return null;
    const { merchant, token, country, state, currency, amount } = question;
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
          ${casesOf(question, reply?.answer?.reason)}
          <div class="column">
            ${formOf(question, (next) => this.#go(next))}
            ${liveOf(asked, this.#hasElement)}
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
    letScrollersBeReached(this.#root);
  }
}

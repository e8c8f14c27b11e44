/** The frame around the views: asks for the key, shows the chosen view, reads again while somebody looks. */
import { html, nothing, render, type TemplateResult } from "lit/html.js";
import { connect, type Failure } from "./client.ts";
import { freshnessOf } from "./freshness.ts";
import type { Page, Surroundings } from "./page.ts";
import { AlertsPage } from "./pages/alerts.ts";
import { AuditPage } from "./pages/audit.ts";
import { MerchantPage } from "./pages/merchant.ts";
import { MerchantsPage } from "./pages/merchants.ts";
import { NowherePage } from "./pages/nowhere.ts";
import { OverviewPage } from "./pages/overview.ts";
import type { Polled } from "./polled.ts";
import { addressOf, type Route, routeOf, VIEW_NAMES, type ViewName } from "./route.ts";
import { headOf } from "./view/head.ts";
import { signIn } from "./view/sign-in.ts";
import { letScrollersBeReached } from "./view/table.ts";
import { Watch } from "./watch.ts";

const VIEW_TITLE: Readonly<Record<ViewName, string>> = {
  overview: "Overview",
  merchants: "Merchants",
  alerts: "Alerts",
  audit: "Audit",
};

const PAGES: Readonly<Record<ViewName, new (around: Surroundings) => Page>> = {
  overview: OverviewPage,
  merchants: MerchantsPage,
  alerts: AlertsPage,
  audit: AuditPage,
};

/** A key that may not read opens nothing, and a service that does not answer can't say whether a key is right. */
const NOT_LET_IN: ReadonlySet<Failure["kind"]> = new Set(["key", "limit", "unreachable", "busy"]);

export class App {
  readonly #root: HTMLElement;
  readonly #live: HTMLElement;
  #around: Surroundings | undefined;
  /** Views that were open keep what they have read; one merchant at a time. */
  readonly #pages = new Map<ViewName, Page>();
  #merchant: { readonly id: string; readonly page: Page } | undefined;
  readonly #nowhere = new NowherePage();
  #route: Route = routeOf(location.hash);
  #isPaused = false;
  /** When something was read last; milliseconds since 1970. */
  #readAt = 0;
  #refused: Failure | undefined;
  #isAsking = false;
  #isDrawing = false;
  #running: readonly Polled<unknown>[] = [];
  #toldState: string | undefined;

  constructor(root: HTMLElement, live: HTMLElement) {
    this.#root = root;
    this.#live = live;
    addEventListener("hashchange", () => this.#go(routeOf(location.hash)));
    document.addEventListener("visibilitychange", () => this.#run());
    addEventListener("resize", () => letScrollersBeReached(root));
    this.#draw();
    this.#toKey();
  }

  #toKey(): void {
    this.#root.querySelector<HTMLElement>("#key")?.focus();
  }

  /** Tries the key. It is right when the service takes it, whatever else does not answer. */
  async #open(key: string): Promise<void> {
    this.#isAsking = true;
    this.#refused = undefined;
    this.#changed();
    const client = connect(key);
    const watch = new Watch(client, () => this.#changed());
    await watch.recent.refresh();
    this.#isAsking = false;
    const { failure } = watch.recent;
    if (failure !== undefined && NOT_LET_IN.has(failure.kind)) {
      this.#refused = failure;
      this.#changed();
      queueMicrotask(() => this.#toKey());
      return;
    }
    this.#around = {
      client,
      watch,
      span: { name: "hour" },
      changed: () => this.#changed(),
      announce: (text) => this.#announce(text),
    };
    this.#changed();
    this.#toMain();
  }

  /** Another view: its beginning is seen, and the keyboard goes on from there. */
  #toMain(): void {
    queueMicrotask(() => {
      scrollTo(0, 0);
      this.#root.querySelector<HTMLElement>("main")?.focus({ preventScroll: true });
    });
  }

  /** Forgets the key and everything that was read with it. */
  #close(): void {
    for (const polled of this.#running) polled.stop();
    [this.#running, this.#around, this.#merchant, this.#toldState] = [[], undefined, undefined, undefined];
    this.#readAt = 0;
    this.#pages.clear();
    this.#changed();
    queueMicrotask(() => this.#toKey());
  }

  #go(route: Route): void {
    this.#route = route;
    this.#changed();
    this.#toMain();
  }

  #page(around: Surroundings): Page {
    const { view } = this.#route;
    if (view === "nowhere") return this.#nowhere;
    if (view === "merchant") {
      const { id } = this.#route;
      if (this.#merchant?.id !== id) this.#merchant = { id, page: new MerchantPage(around, id) };
      return this.#merchant.page;
    }
    const page = this.#pages.get(view) ?? new PAGES[view](around);
    this.#pages.set(view, page);
    return page;
  }

  /** Reads what the open view needs, and nothing while nobody looks. */
  #run(): void {
    const around = this.#around;
    const isIdle = around === undefined || this.#isPaused || document.visibilityState === "hidden";
    const wanted = isIdle ? [] : [...around.watch.polled, ...this.#page(around).polled];
    for (const polled of this.#running) if (!wanted.includes(polled)) polled.stop();
    this.#running = wanted;
    for (const polled of wanted) polled.start();
    if (around !== undefined && this.#isPaused) this.#readOnce(around);
  }

  /** While it is paused, what somebody opens or chooses is read once; nothing is read again. */
  #readOnce(around: Surroundings): void {
    for (const polled of this.#page(around).polled) {
      const isUnread = polled.value === undefined && polled.failure === undefined;
      if (isUnread && !polled.isReading) void polled.refresh();
    }
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
    this.#run();
    const around = this.#around;
    const page = around === undefined ? undefined : this.#page(around);
    document.title = page === undefined ? "Status" : `${page.title} · Status`;
    render(around === undefined || page === undefined ? this.#asked() : this.#opened(around, page), this.#root);
    letScrollersBeReached(this.#root);
    this.#tellState();
  }

  #asked(): TemplateResult {
    return signIn({ refused: this.#refused, isAsking: this.#isAsking, open: (key) => void this.#open(key) });
  }

  #opened({ watch }: Surroundings, page: Page): TemplateResult {
    const polled = [...watch.polled, ...page.polled];
    const freshness = freshnessOf(polled, this.#readAt);
    this.#readAt = Math.max(this.#readAt, freshness.readAt);
    const current = this.#route.view === "merchant" ? "merchants" : this.#route.view;
    return html`
      <a class="skip" href="#main" @click=${this.#skip}>To the content</a>
      ${headOf({
        health: watch.health,
        links: VIEW_NAMES.map((view) => {
          return { title: VIEW_TITLE[view], address: addressOf({ view }), isCurrent: view === current };
        }),
        freshness,
        isPaused: this.#isPaused,
        pause: () => this.#pause(),
        refresh: () => void Promise.all(polled.map((one) => one.refresh())),
        close: () => this.#close(),
      })}
      <main id="main" tabindex="-1">${page.template()}</main>
      ${this.#isPaused ? html`<p class="paused">Paused: nothing is read again until you go on.</p>` : nothing}`;
  }

  readonly #skip = (event: Event) => {
    event.preventDefault();
    this.#root.querySelector<HTMLElement>("main")?.focus();
  };

  #pause(): void {
    this.#isPaused = !this.#isPaused;
    this.#announce(this.#isPaused ? "Paused." : "Reading again.");
    this.#changed();
  }

  #announce(text: string): void {
    this.#live.textContent = text;
  }

  /** A new state or a new kind of reason is said; a new figure is not. */
  #tellState(): void {
    const health = this.#around?.watch.health;
    if (health === undefined) return;
    const state = [health.state, ...health.reasons.map(({ key }) => key)].join(" ");
    if (this.#toldState !== undefined && state !== this.#toldState)
      this.#announce([health.sentence, health.reasons[0]?.text ?? ""].join(" "));
    this.#toldState = state;
  }
}

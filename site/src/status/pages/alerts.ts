/** What is watched with which figures, what is open, and whether what was told got through. */
import { html, nothing, type TemplateResult } from "lit/html.js";
import { alertTroubles, sayEpisode, sayFigure, saySummary } from "../alert-words.ts";
import { formatCount } from "../format.ts";
import type { Page, Surroundings } from "../page.ts";
import type { AlertRuleRead, AlertsRead, DeliveryRead, EpisodeRead } from "../read/alerts.ts";
import { routeOf } from "../route.ts";
import { shown, stateOf, timeOfText, withCode } from "../view/parts.ts";
import { tableOf } from "../view/table.ts";
import type { Watch } from "../watch.ts";

export class AlertsPage implements Page {
  readonly title = "Alerts";
  readonly polled = [];
  readonly #watch: Watch;

  constructor({ watch }: Surroundings) {
    this.#watch = watch;
  }

  template(): TemplateResult {
    return html`<h1>Alerts</h1>${shown("Alerts", this.#watch.alerts, (alerts) => alertsOf(alerts))}`;
  }
}

const alertsOf = (alerts: AlertsRead): TemplateResult => html`
  ${alertTroubles(alerts, Date.now()).map(({ text }) => html`<p class="missing">${text}</p>`)}
  ${alerts.hasReceiver ? nothing : html`<p class="missing">Nobody is told: set <code>ALERT_URL</code> and <code>ALERT_SECRET</code>.</p>`}
  <p class="quiet">Last look: ${alerts.watchedAt === null ? "none yet" : timeOfText(alerts.watchedAt)}. Receiver: ${alerts.hasReceiver ? "set" : "not set"}. Daily summary: ${saySummary(alerts)}. Values are changed by <code>npm run cs -- alerts</code>.</p>
    <section class="card"><h2>Open</h2>${tableOf<EpisodeRead>({
      label: "Open alerts",
      rows: alerts.episodes,
      empty: "Nothing is open.",
      columns: [
        { title: "Who", isHead: true, cell: ({ subject }) => subjectOf(subject) },
        { title: "What", cell: (episode) => withCode(sayEpisode({ ...episode, subject: "deployment" }, alerts.rules)) },
        { title: "Since", cell: ({ since }) => timeOfText(since) },
        { title: "Last seen", cell: ({ seenAt }) => timeOfText(seenAt) },
      ],
    })}</section>
    <section class="card"><h2>Rules</h2>${tableOf<AlertRuleRead>({
      label: "Rules of alerts",
      rows: alerts.rules,
      empty: "No rule is watched.",
      columns: RULE_COLUMNS,
    })}</section>
    <section class="card"><h2>Deliveries</h2>${deliveriesOf(alerts.deliveries)}</section>`;

const RULE_COLUMNS = [
  { title: "Rule", isHead: true, cell: ({ name }: AlertRuleRead) => html`<code>${name}</code>` },
  { title: "Watched", cell: ({ on }: AlertRuleRead) => (on ? stateOf("well", "on") : stateOf("off", "off")) },
  { title: "From", isFigure: true, cell: ({ limit, unit }: AlertRuleRead) => sayFigure(limit, unit) },
  {
    title: "Usually",
    isFigure: true,
    cell: ({ limit, usual, unit }: AlertRuleRead) =>
      limit === usual.limit ? "the same" : sayFigure(usual.limit, unit),
  },
  { title: "Of at least", isFigure: true, cell: ({ least, leastOf }: AlertRuleRead) => sayFigure(least, leastOf) },
  { title: "About", cell: ({ about }: AlertRuleRead) => withCode(about) },
];

const TONE = { sent: "well", waiting: "look", failed: "trouble" } as const;

const deliveriesOf = (deliveries: readonly DeliveryRead[]): TemplateResult =>
  tableOf<DeliveryRead>({
    label: "Deliveries",
    rows: deliveries,
    empty: "Nothing was told yet.",
    columns: [
      { title: "Made", isHead: true, cell: ({ madeAt }) => timeOfText(madeAt) },
      { title: "What", cell: ({ type, rule }) => (rule === null ? type : html`${type} <code>${rule}</code>`) },
      { title: "Who", cell: ({ subject }) => (subject === null ? "–" : subjectOf(subject)) },
      { title: "State", cell: ({ state }) => stateOf(isTold(state) ? TONE[state] : "off", state) },
      { title: "Tries", isFigure: true, cell: ({ tries }) => formatCount(tries) },
      { title: "Answer", isFigure: true, cell: ({ status }) => (status === null ? "none" : String(status)) },
      { title: "Next try", cell: ({ nextAt }) => (nextAt === null ? "–" : timeOfText(nextAt)) },
    ],
  });

const isTold = (state: string): state is keyof typeof TONE => Object.hasOwn(TONE, state);

/** A merchant leads to its view. */
function subjectOf(subject: string): unknown {
  const address = `#/merchants/${subject}`;
  return routeOf(address).view === "merchant" ? html`<a href=${address}>${subject}</a>` : subject;
}

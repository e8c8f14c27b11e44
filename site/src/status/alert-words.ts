/** An alert in words. Pure. */
import { formatCount } from "./format.ts";
import type { AlertRuleRead, AlertsRead, DeliveryRead, EpisodeRead } from "./read/alerts.ts";

/** A figure in its unit, such as `10 %` or `5 answers`. */
export function sayFigure(figure: number | null, unit: string | null): string {
  if (figure === null) return "–";
  if (unit === "percent") return `${formatCount(figure)} %`;
  return `${formatCount(figure)} ${figure === 1 ? (unit ?? "").replace(/s$/, "") : (unit ?? "")}`.trim();
}

/** What an open episode is about, such as "mch_a: 31 % of 120, answers that ...". */
export function sayEpisode({ rule, subject, seen, of }: EpisodeRead, rules: readonly AlertRuleRead[]): string {
  const known = rules.find(({ name }) => name === rule);
  const who = subject === "deployment" ? "" : `${subject}: `;
  const share = of === null ? "" : ` of ${formatCount(of)}`;
  const figure = seen === null ? "" : `${sayFigure(seen, known?.unit ?? null)}${share}, `;
  return `${who}${figure}${known?.about ?? rule.replaceAll("_", " ")}`;
}

/** What is open about one merchant. */
export const alertsAbout = (subject: string, { episodes, rules }: AlertsRead): readonly string[] =>
  episodes
    .filter((episode) => episode.subject === subject)
    .map((episode) => `Alert: ${sayEpisode({ ...episode, subject: "deployment" }, rules)}.`);

/** A look is made every five minutes; after three of them nobody is watching. */
const UNWATCHED_MS = 15 * 60_000;

interface Trouble {
  readonly key: string;
  readonly text: string;
}

/** What the keys of troubles with the alerts themselves begin with. */
export const ALERTS_THEMSELVES = "themselves:";

/** What is wrong with the alerts themselves. @param now milliseconds since 1970 */
export function alertTroubles({ watchedAt, deliveries }: AlertsRead, now: number): readonly Trouble[] {
  const last = deliveries.find(({ state }) => state !== "waiting");
  const isUnwatched = watchedAt !== null && now - Date.parse(watchedAt) > UNWATCHED_MS;
  return [
    ...(isUnwatched
      ? [themselves("unwatched", "Nothing has been watched for a quarter of an hour: is the Cron Trigger there?")]
      : []),
    ...(last?.state === "failed"
      ? [
          themselves(
            "unheard",
            `The receiver of alerts was not told: its last message (${sayMessage(last)}) did not get through.`,
          ),
        ]
      : []),
  ];
}

const themselves = (key: string, text: string): Trouble => ({ key: `${ALERTS_THEMSELVES}${key}`, text });

const sayMessage = ({ type, rule }: DeliveryRead) => (rule === null ? type : `${type}, ${rule.replaceAll("_", " ")}`);

/** When the last 24 hours are told, if they are. */
export function saySummary({ settings }: AlertsRead): string {
  const summary = settings?.summary;
  if (summary == null) return "not known";
  return summary.on ? `from ${String(summary.hour).padStart(2, "0")}:00 UTC on` : "off";
}

/** The same as reasons to look: open episodes, then what is wrong with the alerts themselves. */
export const alertReasons = (alerts: AlertsRead, now: number): readonly Trouble[] => [
  ...alerts.episodes.map((episode) => {
    return { key: `${episode.rule}:${episode.subject}`, text: `Alert: ${sayEpisode(episode, alerts.rules)}.` };
  }),
  ...alertTroubles(alerts, now),
];

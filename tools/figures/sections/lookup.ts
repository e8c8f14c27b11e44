/** What a lookup takes, beside a Worker that only passes requests on. */
import { figure, median, number, percent } from "../figure.ts";

interface Contender {
  readonly name: string;
  readonly against: string | null;
  readonly callers: number;
  readonly rounds: readonly { readonly rps: number; readonly p50Ms: number; readonly cpuUs: number }[];
}

export interface LookupData {
  readonly conditions: readonly string[];
  readonly contenders: readonly Contender[];
  readonly atShare: {
    readonly share: number;
    readonly perSecond: number;
    readonly ownP50Ms: number;
    readonly ownP90Ms: number;
    readonly callerP50Ms: number;
    readonly callerP90Ms: number;
  };
  readonly crowd: { readonly callers: number; readonly gatewayCalls: number };
}

const medians = ({ rounds }: Contender) => ({
  rps: median(rounds.map(({ rps }) => rps)),
  p50Ms: median(rounds.map(({ p50Ms }) => p50Ms)),
  cpuUs: median(rounds.map(({ cpuUs }) => cpuUs)),
});

/** Of a first lookup with many callers; null where none was measured. */
export function firstLookupCpuUs({ contenders }: LookupData): number | null {
  const all = contenders.filter(({ name }) => name === "first lookup");
  const busiest = all.toSorted((one, other) => other.callers - one.callers)[0];
  return busiest === undefined ? null : medians(busiest).cpuUs;
}

export const LOOKUP = figure<LookupData>({
  name: "lookup",
  title: "A lookup",
  command: "bench -- --record",
  minutes: 4,
  tell: ({ conditions, contenders, atShare, crowd }) => {
    const rows = contenders.map((contender) => {
      const own = medians(contender);
      const other = contenders.find(({ name, callers }) => name === contender.against && callers === contender.callers);
      const ratio = (key: "p50Ms" | "cpuUs") => (other === undefined ? "" : number(own[key] / medians(other)[key], 2));
      return [
        `${contender.name}, ${contender.callers} at once`,
        number(own.rps),
        number(own.p50Ms, 2),
        ratio("p50Ms"),
        number(own.cpuUs),
        ratio("cpuUs"),
      ];
    });
    const most = Math.max(...contenders.map(({ callers }) => callers));
    const { ownP50Ms, ownP90Ms, callerP50Ms, callerP90Ms } = atShare;
    return {
      says: `At ${percent(atShare.share, 0)} of the ceiling, ${number(atShare.perSecond)} first lookups a second, the service's own time without the gateway is **${number(ownP50Ms)} ms at p50 and ${number(ownP90Ms)} ms at p90**; as the caller on the same cores sees it, ${number(callerP50Ms, 1)} and ${number(callerP90Ms, 1)} ms. ${number(crowd.callers)} callers at once with one token: ${crowd.gatewayCalls} call of the gateway. Medians of the rounds; *x* is against what does nothing else in the same run: a pass-through of ten lines, or for policy and preflight a route that answers a constant.

For scale, under other conditions: Juspay publishes 5 ms at p50 and 27.57 ms at p90 [for its card lookup](https://docs.juspay.io/ec-headless/capacitor/mandates/card-info-api).`,
      table: [["", "requests/s", "p50, ms", "x", "CPU, us", "x"], ...rows],
      plots: [
        {
          name: "lookup",
          title: "Processor time of each kind of request, with many callers at once",
          form: "bars",
          value: `processor time a request, microseconds, ${most} at once`,
          points: contenders
            .filter(({ callers }) => callers === most)
            .map((contender) => ({ x: contender.name, y: Math.round(medians(contender).cpuUs) })),
        },
      ],
      conditions,
    };
  },
});

/**
 * One run: questions at a steady rate, whatever becomes of them, and one episode after another. An episode is its faults, for as long
 * as its schedule says, and what follows until all has been well for a while.
 */
import { setTimeout as after } from "node:timers/promises";
import { randomFrom } from "../load/random.ts";
import { ask } from "./ask.ts";
import { ALL_FAULTS, nameOf } from "./faults.ts";
import { judge } from "./judge.ts";
import { LeakWatch } from "./leaks.ts";
import { type SoakMerchant, soakMerchants } from "./merchants.ts";
import { type Question, Questions } from "./questions.ts";
import { dueOf } from "./sales.ts";
import { type Episode, episodes } from "./schedule.ts";
import { type EpisodeFigures, EpisodeTally, MAX_RECOVERY_SECONDS } from "./tally.ts";
import { startWorld, type World } from "./world.ts";

export interface SoakOptions {
  readonly minutes: number;
  readonly seed: number;
  /** Questions a second, whatever becomes of the earlier ones. */
  readonly rate: number;
  /** Of the faults, those whose names have this in them; empty: all. */
  readonly only: string;
  readonly onEpisode: (figures: EpisodeFigures) => void;
}

export interface SoakResult {
  readonly episodes: readonly EpisodeFigures[];
  /** What was wrong, and how often. */
  readonly wrong: Readonly<Record<string, number>>;
  readonly leaks: readonly string[];
  readonly logLines: number;
}

/** All was well for so long, and each shard was asked meanwhile: then the next episode may begin. */
const WELL_MS = 3_000;
/** Longer than this nobody waits for it. */
const GIVE_UP_MS = (MAX_RECOVERY_SECONDS + 5) * 1_000;
const CHANGE_EVERY_MS = 2_000;
const SYNC_EVERY_MS = 3_000;
/** Long enough ago for a notice to count. */
const RECORDED_DAYS_AGO = 45;
const DAY_MS = 86_400_000;

/** What lasts now: nothing fails in it while its faults are none. */
interface Current {
  readonly tally: EpisodeTally;
  readonly episode: Episode;
}

/** @throws Error when the service cannot be started */
export async function soak({ minutes, seed, rate, only, onEpisode }: SoakOptions): Promise<SoakResult> {
  const on = new Date(Date.now() - RECORDED_DAYS_AGO * DAY_MS).toISOString().slice(0, 10);
  const merchants = soakMerchants(on);
  const watch = new LeakWatch(merchants);
  const world = await startWorld(merchants, (line) => watch.addLine(line));
  try {
    return await run({ world, merchants, watch, minutes, seed, rate, only, onEpisode });
  } finally {
    await world.stop();
  }
}

async function run({
  world,
  merchants,
  watch,
  minutes,
  seed,
  rate,
  only,
  onEpisode,
}: SoakOptions & { world: World; merchants: readonly SoakMerchant[]; watch: LeakWatch }): Promise<SoakResult> {
  const shards = merchants.filter(({ programme }) => programme.enabled).length;
  const jwks = (await (await fetch(new URL("/.well-known/jwks.json", world.service))).json()) as object;
  const mint = async (card: string) => {
    const before = performance.now();
    const token = await world.mint(card);
    current.tally.machine(performance.now() - before);
    watch.addToken(token);
    return token;
  };
  const questions = new Questions(merchants, randomFrom(seed + 1), mint);
  const startedAt = performance.now();
  const now = () => performance.now() - startedAt;
  const healthy: Episode = { faults: [], seconds: WELL_MS / 1_000 };
  let current: Current = { tally: new EpisodeTally([]), episode: healthy };
  const pending = new Set<Promise<void>>();
  const wrong: Record<string, number> = {};

  const put = async (question: Question): Promise<void> => {
    const before = current;
    const { kind, sale, needs } = question;
    before.tally.need(needs);
    const askedAt = now();
    const dueAmount = sale === undefined ? null : dueOf(sale, new Date());
    const { answered, reportable } = await ask(world.service, question, jwks);
    const failing = [...before.episode.faults, ...current.episode.faults].map(({ place }) => place);
    const judgement = judge({ kind, dueAmount }, answered, failing);
    for (const what of judgement.wrong) wrong[what] = (wrong[what] ?? 0) + 1;
    if (reportable !== null) questions.mayReport(reportable);
    const shard = needs > 0 ? (sale?.merchant.id ?? null) : null;
    before.tally.add({
      kind,
      shard,
      askedAt,
      tookMs: answered.tookMs,
      hasAnswer: answered.status !== null,
      reason: answered.lookup?.reason ?? null,
      judgement,
    });
  };
  const send = (question: Promise<Question>) => {
    const done = question.then(put).finally(() => pending.delete(done));
    pending.add(done);
    return done;
  };
  let syncing = Promise.resolve();
  let isSyncing = false;
  const timers = [
    setInterval(() => send(questions.next()), 1_000 / rate),
    setInterval(() => send(Promise.resolve(questions.change())), CHANGE_EVERY_MS),
    setInterval(() => {
      if (isSyncing) return;
      isSyncing = true;
      syncing = send(Promise.resolve(questions.sync())).finally(() => {
        isSyncing = false;
      });
    }, SYNC_EVERY_MS),
  ];

  const found: EpisodeFigures[] = [];
  const leaks: string[] = [];
  const last = async (episode: Episode) => {
    const tally = new EpisodeTally(episode.faults.map(nameOf));
    const began = now();
    current = { tally, episode };
    await world.setFaults(episode.faults);
    await after(episode.seconds * 1_000);
    await world.setFaults([]);
    const ended = now();
    tally.end(ended);
    const isWell = () => tally.wellShards >= shards && now() >= (tally.wellSince ?? 0) + WELL_MS;
    while (!isWell() && now() < ended + GIVE_UP_MS) await after(100);
    leaks.push(...watch.take());
    const figures = tally.figures(Math.round((ended - began) / 100) / 10, await world.takeCalls());
    found.push(figures);
    onEpisode(figures);
  };

  const among = ALL_FAULTS.filter((fault) => nameOf(fault).includes(only));
  await last(healthy);
  for (const episode of episodes(seed, among)) {
    if (now() >= minutes * 60_000) break;
    await last(episode);
  }
  for (const timer of timers) clearInterval(timer);
  await Promise.all([...pending].filter((one) => one !== syncing));
  return { episodes: found, wrong, leaks: [...new Set([...leaks, ...watch.take()])], logLines: watch.lineCount };
}

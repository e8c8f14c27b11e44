import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Episode, EpisodeEvent } from "../../../../worker/ledger/alerts/episodes.ts";
import { bodyOf, episodeMessage, rulesDueMessage, testMessage } from "../../../../worker/ledger/alerts/messages.ts";
import { ALERT_RULES } from "../../../../worker/ledger/alerts/rules.ts";

const SINCE = Date.parse("2026-12-01T12:00:00Z");
const NOW = SINCE + 3_600_000;
const SENDER = { environment: "production", issuer: "https://surcharge.example" };

const episode = (changes: Partial<Episode> = {}): Episode => ({
  id: "epi_1",
  rule: "unknown_share",
  subject: "deployment",
  since: SINCE,
  badAt: SINCE,
  wellSince: null,
  toldAt: SINCE,
  seen: 12.5,
  limit: 10,
  of: 400,
  ...changes,
});
const read = (event: EpisodeEvent) => JSON.parse(bodyOf(episodeMessage(event, NOW), SENDER, NOW));

describe("a message of an episode", () => {
  test("says what is seen against what is allowed, since when, and where to read on", () => {
    expect(read({ kind: "firing", episode: episode() })).toEqual({
      type: "alert.firing",
      timestamp: "2026-12-01T13:00:00.000Z",
      data: {
        environment: "production",
        rule: "unknown_share",
        subject: "deployment",
        episode: "epi_1",
        reminder: false,
        seen: 12.5,
        limit: 10,
        unit: "percent",
        of: 400,
        since: "2026-12-01T12:00:00.000Z",
        sentence:
          "12.5% of 400: answers that could not tell which card it is, of all merchants; a missing state or province aside (told from 10% on).",
        docs: "https://surcharge.example/docs/trouble/",
      },
    });
  });

  test.each<[string, EpisodeEvent, string, string]>([
    [
      "a merchant",
      {
        kind: "firing",
        episode: episode({ rule: "gateway_key_refused", subject: "mch_a", seen: 3, limit: 1, of: null }),
      },
      "alert.firing",
      "mch_a: 3 answers without a lookup, because the gateway refuses the merchant's key (told from 1 on).",
    ],
    [
      "merchants beyond those told one by one",
      {
        kind: "firing",
        episode: episode({ rule: "breaker_open", subject: "others", seen: 90, limit: null, of: null }),
      },
      "alert.firing",
      "90 more merchants: answers without a lookup, because the gateway failed too often just before.",
    ],
    [
      "a programme that was never pulled",
      {
        kind: "reminder",
        episode: episode({ rule: "card_program_stale", subject: "acme", seen: null, limit: 7, of: null }),
      },
      "alert.firing",
      "Still so, since 2026-12-01T12:00:00.000Z: acme: no good pull of the card programme yet.",
    ],
    [
      "what has no figure",
      {
        kind: "resolved",
        because: "well",
        episode: episode({ rule: "counts_unreadable", seen: null, limit: null, of: null }),
      },
      "alert.resolved",
      "Well again: the ledger's counts cannot be read, so that no rule about answers sees anything.",
    ],
  ])("tells a person of %s", (_name, event, type, sentence) => {
    expect(read(event)).toMatchObject({ type, data: { sentence } });
  });

  test("leads to the repository's docs where the deployment has no address of its own", () => {
    const message = episodeMessage({ kind: "firing", episode: episode({ rule: "card_program_stale" }) }, NOW);
    const { data } = JSON.parse(bodyOf(message, { environment: "staging" }, NOW));
    expect(data.docs).toBe("docs/card-programs.md");
  });

  test("that is over says why, and when", () => {
    const { data } = read({ kind: "resolved", episode: episode(), because: "unseen" });
    expect(data).toMatchObject({ because: "unseen", until: "2026-12-01T13:00:00.000Z", episode: "epi_1" });
    expect(data).not.toHaveProperty("reminder");
  });
});

test("rows of the rules are all there, and the sentence names the first", () => {
  const row = (id: string) => ({ id, kind: "lapse", on: "2026-12-31", daysLeft: 30, stage: 30 }) as const;
  const rows = [row("us-visa-credit"), row("us-amex-credit")];
  const { type, data } = rulesDueMessage(rows, "2026-11-27.9.0123456789ab");
  expect(type).toBe("rules.due");
  expect(data).toMatchObject({
    rows,
    version: "2026-11-27.9.0123456789ab",
    sentence: "Due: lapse of us-visa-credit on 2026-12-31, and 1 more.",
  });
});

test("every page that a message leads to is there, with its heading", () => {
  const anchorOf = (heading: string) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w -]/g, "")
      .replaceAll(" ", "-");
  const links = [...Object.values(ALERT_RULES).map(({ docs }) => docs), testMessage().docs];
  const broken = links.filter((link) => {
    const [file = "", anchor] = link.split("#");
    if (!existsSync(file)) return true;
    const headings = [...readFileSync(file, "utf8").matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
      anchorOf(heading),
    );
    return anchor !== undefined && !headings.includes(anchor);
  });
  expect(broken).toEqual([]);
});

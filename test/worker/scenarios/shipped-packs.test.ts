/**
 * What holds of every pack in this checkout, whatever the law, the calendar and the rows say. A renewal, a new row or a new
 * country needs no edit here.
 */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { holdsCardNumber } from "../../../contract/card-number.ts";
import { SUBDIVISIONS } from "../../../contract/subdivisions.ts";
import { newestPack, packOfFiles, packSequences, readPack } from "../../../tools/commands/rules/packs.ts";
import { lapsesByAge } from "../../../worker/rules/ages.ts";
import { builtInBook, builtInPack } from "../../../worker/rules/built-in.ts";
import { lapsesOn } from "../../../worker/rules/freshness.ts";
import { renewed, soundOnes, versionOf } from "../../../worker/rules/pack.ts";
import { unvouchedBetween } from "../../../worker/rules/vouched.ts";

const packs = packSequences().map((sequence) => readPack(sequence));
const newest = newestPack();
const rows = renewed(newest.rows, newest.renewals);
const permissions = rows.filter(({ status, kind }) => status !== "prohibited" && kind !== "all_in_price");

describe("the packs of this checkout", () => {
  it.each(packs.map((pack) => [pack.sequence, pack] as const))("pack %i is what its version says", async (_, pack) => {
    expect(await versionOf(pack)).toBe(pack.version);
    expect(await soundOnes(pack.rows, pack.renewals)).toEqual(pack.renewals);
  });

  it("rise in sequence and in time, without a gap", () => {
    expect(packs.map(({ sequence }) => sequence)).toEqual(packs.map((_, at) => at + 1));
    const days = packs.map(({ publishedAt }) => publishedAt);
    expect(days).toEqual(days.toSorted());
  });

  it("end with what the files say, which is what the Worker carries (run `npm run rules -- build` after an edit)", async () => {
    expect(await packOfFiles(new Date())).toEqual(newest);
    expect(builtInPack).toEqual(newest);
    expect(builtInBook.version).toBe(newest.version);
  });

  it.each(packs.slice(1).map((pack, at) => [pack.sequence, packs[at], pack] as const))(
    "pack %i widens nothing that nobody stands for",
    (_, before, after) => {
      if (before === undefined) throw new Error("there is no pack before");
      const day = after.publishedAt.slice(0, 10);
      const unvouched = unvouchedBetween(before, after, day);
      expect([...new Set(unvouched.flatMap(({ rows }) => rows))]).toEqual([]);
    },
  );

  it("retire every id that went, and never use one again", () => {
    const used = new Set<string>();
    for (const pack of packs) {
      const ids = new Set(pack.rows.map(({ id }) => id));
      const retired = new Set(pack.retired.map(({ id }) => id));
      expect([...used].filter((id) => !ids.has(id) && !retired.has(id))).toEqual([]);
      expect(pack.retired.flatMap(({ replacedBy }) => replacedBy).filter((id) => !ids.has(id))).toEqual([]);
      for (const id of ids) used.add(id);
    }
  });
});

describe("the pack that is pushed", () => {
  // The door of every deployment refuses a body with such a text, whoever sends it.
  it("holds nothing that looks like a card number", () => {
    const textsIn = (value: unknown): readonly string[] =>
      typeof value === "string" ? [value] : Object.values(value ?? {}).flatMap(textsIn);
    expect(textsIn(newest).filter((text) => text !== newest.version && holdsCardNumber(text))).toEqual([]);
  });
});

describe("the rows that are shipped", () => {
  it("stand in the file of their country, with ids and places that begin with it", () => {
    for (const name of readdirSync("worker/rules/rows")) {
      const country = name.replace(".json", "");
      for (const row of JSON.parse(readFileSync(`worker/rules/rows/${name}`, "utf8")) as typeof newest.rows) {
        expect(row.id.slice(0, 3)).toBe(`${country}-`);
        for (const place of row.places) expect(place.slice(0, 2)).toBe(country.toUpperCase());
      }
    }
  });

  it("name states and provinces that exist, and each of them in a row about cards", () => {
    const named = new Set(
      rows.flatMap(({ kind, places }) => (kind === "all_in_price" ? [] : places.filter((place) => place.length > 2))),
    );
    const known = Object.entries(SUBDIVISIONS).flatMap(([country, states]) =>
      Object.keys(states).map((state) => `${country}-${state}`),
    );
    expect([...named].filter((place) => !known.includes(place))).toEqual([]);
    expect(known.filter((place) => !named.has(place))).toEqual([]);
  });

  it("have a source and a day of it, and were checked on no day to come", () => {
    const published = newest.publishedAt.slice(0, 10);
    for (const { id, asOf, checkedOn, source } of rows) {
      expect([id, asOf <= checkedOn, checkedOn <= published]).toEqual([id, true, true]);
      expect(new URL(source).hostname).toContain(".");
    }
  });

  it("come with findings on tax that have a source and its day, for places that exist, in their order", () => {
    const findings = newest.taxOnSurcharge ?? [];
    const published = newest.publishedAt.slice(0, 10);
    const countries = new Set(rows.flatMap(({ places }) => places.map((place) => place.slice(0, 2))));
    for (const { places, asOf, checkedOn, source } of findings) {
      expect([places, asOf <= checkedOn, checkedOn <= published]).toEqual([places.toSorted(), true, true]);
      expect(new URL(source).hostname).toContain(".");
      for (const place of places) {
        const [country = "", state] = place.split("-");
        const states = Object.entries(SUBDIVISIONS).find(([code]) => code === country)?.[1];
        expect([place, state === undefined ? countries.has(country) : states !== undefined && state in states]).toEqual(
          [place, true],
        );
      }
    }
    expect(findings.map(({ places }) => places[0] ?? "")).toEqual(
      findings.map(({ places }) => places[0] ?? "").toSorted(),
    );
  });

  it("lapse by their age at the latest, and no day takes more than a quarter of what is permitted", () => {
    const days = permissions.map((row) => {
      const [day, aged] = [lapsesOn(row), lapsesByAge(row)];
      if (day === null || aged === null) throw new Error(`${row.id} never lapses`);
      expect(day <= aged).toBe(true);
      return day;
    });
    const onOneDay = [...new Set(days)].map((day) => days.filter((one) => one === day).length);
    expect(Math.max(...onOneDay)).toBeLessThanOrEqual(permissions.length / 4);
  });

  it("permit nothing on a debit or prepaid card of the big networks, whatever a merchant records", () => {
    for (const network of ["visa", "mastercard", "discover", "amex"] as const)
      for (const card of ["debit", "prepaid"] as const)
        expect(
          rows.some(
            (row) =>
              row.status === "prohibited" &&
              row.places.includes("US") &&
              row.networks !== "all" &&
              row.networks.includes(network) &&
              row.cards.includes(card),
          ),
        ).toBe(true);
  });
});

/**
 * Packs in KV, behind the built-in one.
 *
 * - `head`: which pack is in force, the one before it, a candidate, and the deployment's own renewals and extensions.
 *   Written last, so that a pack is in force only when all of it is there.
 * - `pack:{version}`: a pack. Never changed once written, and kept: a quote names it for months.
 * - `verdict:{carried}:{version}`: whether that pack may stand before the one that a Worker carries, judged once.
 *
 * Nothing about a merchant or a shopper is in here.
 */
import * as z from "zod";
import { sha256Hex } from "../sha256.ts";
import { ENGINE, Extension, Pack, PackHead, PackVersion, Renewal } from "./pack.ts";

/** KV's own cache of what may change: half of the minute within which a change must be visible. */
const HEAD_CACHE_SECONDS = 30;
/** KV's own cache of what never changes. Minutes only, because it also keeps a "not there" of a pack still on its way. */
const PACK_CACHE_SECONDS = 300;

/** Where a pack is, and what its text must hash to: one that is cut short or altered is not read. */
const PackRef = z.looseObject({
  version: PackVersion,
  sequence: z.number().int(),
  sha256: z.string(),
  /** The engine that has checked this very text, row by row. */
  engine: z.number().int(),
});
export type PackRef = z.output<typeof PackRef>;

/** What a newer version added is kept as it is. */
export const RulesHead = z.looseObject({
  /** Null: the built-in pack. */
  current: PackRef.nullable(),
  /** What a rollback goes back to; `built_in` or a pack. Null: nothing. */
  previous: z.union([PackRef, z.literal("built_in")]).nullable(),
  /** Decided beside the one in force, and only counted. */
  candidate: PackRef.nullable(),
  renewals: z.array(Renewal),
  extensions: z.array(Extension),
  /** Milliseconds since 1970. */
  updatedAt: z.number().int(),
});
export type RulesHead = z.output<typeof RulesHead>;

export const EMPTY_HEAD: RulesHead = {
  current: null,
  previous: null,
  candidate: null,
  renewals: [],
  extensions: [],
  updatedAt: 0,
};

/** The stored pack that stands before the one that a Worker carries; null: none does, or a deploy has overtaken it. */
export const storedAhead = ({ current }: RulesHead, carried: Pick<Pack, "sequence">): PackRef | null =>
  current !== null && current.sequence > carried.sequence ? current : null;

/** As much of a KV namespace as is needed here. */
export interface TextStore {
  get(key: string, options: { readonly type: "text"; readonly cacheTtl: number }): Promise<string | null>;
  put(key: string, text: string): Promise<void>;
}

const HEAD = "head";
const packKey = (version: string) => `pack:${version}`;
const verdictKey = (carried: string, version: string) => `verdict:${carried}:${version}`;

/** `refused`: it permits more than the carried pack, and nobody stands for that. */
export type PackVerdict = "sound" | "refused";

export class RulesStore {
  readonly #kv: TextStore;
  /** What this isolate wrote last: a location may still answer from before it. */
  #written: RulesHead | null = null;

  constructor(kv: TextStore) {
    this.#kv = kv;
  }

  /** @throws when the store fails or holds no head of ours */
  async head(): Promise<RulesHead> {
    const text = await this.#kv.get(HEAD, { type: "text", cacheTtl: HEAD_CACHE_SECONDS });
    const head = text === null ? EMPTY_HEAD : RulesHead.parse(JSON.parse(text));
    return this.#written !== null && this.#written.updatedAt > head.updatedAt ? this.#written : head;
  }

  async putHead(head: RulesHead): Promise<void> {
    await this.#kv.put(HEAD, JSON.stringify(head));
    this.#written = head;
  }

  /** @throws when the store fails, or what it holds is not the pack that is asked for */
  async pack({ version, sha256, engine }: PackRef): Promise<Pack> {
    const text = await this.#kv.get(packKey(version), { type: "text", cacheTtl: PACK_CACHE_SECONDS });
    if (text === null) throw new Error("the pack is not readable yet");
    if ((await sha256Hex(text)) !== sha256) throw new Error("the pack is not what was written");
    const content: unknown = JSON.parse(text);
    const { version: own } = PackHead.parse(content);
    if (own !== version) throw new Error("the pack is another one");
    // The hash says that it is the text that was checked when it came in. Checking ten thousand rows again takes longer
    // than everything else that an isolate does with them.
    return engine === ENGINE ? (content as Pack) : Pack.parse(content);
  }

  /** Writes a pack, to be in force or not: that is the head's to say. */
  async putPack(pack: Pack): Promise<PackRef> {
    const text = JSON.stringify(pack);
    await this.#kv.put(packKey(pack.version), text);
    return { version: pack.version, sequence: pack.sequence, sha256: await sha256Hex(text), engine: ENGINE };
  }

  /** The text of any pack that is kept, or null. @throws when the store fails */
  async packText(version: string): Promise<string | null> {
    return this.#kv.get(packKey(version), { type: "text", cacheTtl: PACK_CACHE_SECONDS });
  }

  /** Keeps the text of what quotes name, where it is not there yet. */
  async file(version: string, text: string): Promise<void> {
    if ((await this.packText(version)) === null) await this.#kv.put(packKey(version), text);
  }

  /** What was found of a pack against the one that a Worker carries; null: nobody looked yet. */
  async verdict(carried: string, version: string): Promise<PackVerdict | null> {
    const found = await this.#kv.get(verdictKey(carried, version), { type: "text", cacheTtl: PACK_CACHE_SECONDS });
    return found === "sound" || found === "refused" ? found : null;
  }

  async putVerdict(carried: string, version: string, verdict: PackVerdict): Promise<void> {
    await this.#kv.put(verdictKey(carried, version), verdict);
  }
}

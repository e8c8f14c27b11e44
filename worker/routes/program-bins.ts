/** The BINs of mirrored card programmes, a page at a time: a merchant's server sees its own programmes, the operator any. */
import { ProgramBinsPage, ProgramBinsQuery, ProgramId } from "../../contract/card-programs.ts";
import { ProgramStore, ProgramStoreError } from "../card-program/store.ts";
import { operatorResource } from "../doors/operator.ts";
import { serverResource } from "../doors/server.ts";
import type { AppContext } from "../http/app-env.ts";
import { checked } from "../http/checked.ts";
import { giveTag } from "../http/entity-tags.ts";
import { readQuery } from "../http/query.ts";
import { json, named, type Operation } from "../openapi/operation.ts";
import { ProblemError } from "../problem.ts";

const BINS = {
  parameters: { program: ProgramId },
  query: ProgramBinsQuery,
  replies: { 200: json("One page of the mirrored catalogue.", named("ProgramBinsPage", ProgramBinsPage)) },
  problems: ["invalid_request", "not_found", "merchant_unavailable"],
} as const;

const listOwnOperation: Operation = {
  ...BINS,
  id: "listProgramBins",
  summary: "BINs of one of the merchant's own card programmes",
};

const readAnyOperation: Operation = {
  ...BINS,
  id: "readProgramBins",
  summary: "BINs of a mirrored card programme",
  givesTag: true,
};

export const ownProgramBins = serverResource();

/** A merchant sees its own programmes alone; any other is not found. */
ownProgramBins.get("/card-programs/:program/bins", listOwnOperation, async (c) => {
  const program = programOf(c);
  if (!c.get("merchant").cardPrograms.some(({ id }) => id === program))
    throw new ProblemError("not_found", "The merchant of this key has no card programme of this name.");
  return c.json(await storeAnswers(() => pageOf(c, program)));
});

export const programBins = operatorResource();

programBins.get("/card-programs/:program/bins", readAnyOperation, async (c) => {
  const page = await storeAnswers(() => pageOf(c, programOf(c)));
  giveTagOf(c, page);
  return c.json(page);
});

/** The tag of a mirrored copy, which is its version: a hash of its content. Null: nothing is mirrored. */
export const tagOf = (copy: { readonly version: string | null } | null): string | null =>
  copy === null || copy.version === null ? null : `"${copy.version}"`;

/** Gives the tag of the copy that is there with the answer. */
export function giveTagOf(c: AppContext, copy: { readonly version: string | null }): void {
  const tag = tagOf(copy);
  if (tag !== null) giveTag(c, tag);
}

/**
 * The programme in the address.
 *
 * @throws ProblemError `invalid_request`
 */
export const programOf = (c: AppContext) => checked(ProgramId, c.req.param("program"));

/**
 * What `work` brings. A store that fails is the store's trouble: whoever asked tries again.
 *
 * @throws ProblemError `merchant_unavailable`
 */
export async function storeAnswers<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (!(cause instanceof ProgramStoreError)) throw cause;
    throw new ProblemError(
      "merchant_unavailable",
      "The store of card programmes does not answer right now. Try again.",
      {
        headers: { "Retry-After": "2" },
        cause,
      },
    );
  }
}

async function pageOf(c: AppContext, program: string): Promise<ProgramBinsPage> {
  const { page, size } = readQuery(c, ProgramBinsQuery, { refuseEmpty: true });
  const store = new ProgramStore(c.env.CARD_PROGRAMS);
  const head = await store.head(program);
  if (head === null)
    throw new ProblemError("not_found", "Nothing is mirrored of this card programme yet: pull it first.");
  const start = Math.min(page * size, head.records);
  const end = Math.min(start + size, head.records);
  return {
    program,
    version: head.version,
    pulledAt: new Date(head.pulledAt).toISOString(),
    page,
    size,
    total: head.records,
    bins: await store.records(program, head.version, start, end),
    requestId: c.get("requestId"),
  };
}

/**
 * Pulls the whole catalogue of one merchant's supported BINs from KeySecure, to the last page or not at all. Runs in a
 * Worker and in Node. Keeps one page and the records themselves in memory, nothing else.
 */
import { MAX_PAGE_SIZE, MAX_PROGRAM_BINS, type ProgramBin } from "../../contract/card-programs.ts";
import { PullError } from "./errors.ts";
import { ListData, readRecord } from "./schema.ts";
import { type KeySecureAccess, Session } from "./session.ts";

const BINS_PATH = "/open-api/v1/card/support/bins";
/** Full pages in a row that bring nothing new before the list counts as endless. */
const REPEATS_ALLOWED = 2;
const PULL_TIMEOUT_MS = 5 * 60_000;

export interface Pulled {
  /** Every record once, in KeySecure's order. */
  readonly bins: ProgramBin[];
  readonly pages: number;
  /** Records that came more than once; the last one counts. */
  readonly duplicates: number;
}

/** What makes two records one: the order number with its BIN, or all of the record where there is neither. */
const identityOf = (bin: ProgramBin) =>
  bin.cardBinNo === null && bin.cardBin === null ? JSON.stringify(bin) : `${bin.cardBinNo ?? ""} ${bin.cardBin ?? ""}`;

/**
 * The whole catalogue.
 *
 * A short page is not taken for the last one, because an upstream that drops records from a page after cutting it would
 * then be cut short: asking goes on until a page is empty, or short and without anything new.
 *
 * @throws PullError on any failure; there are no partial results
 */
export async function pullCatalogue(access: KeySecureAccess): Promise<Pulled> {
  const now = access.now ?? Date.now;
  const deadline = now() + PULL_TIMEOUT_MS;
  const session = new Session(access);
  const records = new Map<string, ProgramBin>();
  let received = 0;
  let repeats = 0;
  for (let page = 0; ; page++) {
    if (now() > deadline) throw new PullError("timeout", { where: `after ${page} pages` });
    const list = await readPage(session, page);
    const before = records.size;
    for (const bin of list) records.set(identityOf(bin), bin);
    received += list.length;
    if (records.size > MAX_PROGRAM_BINS)
      throw new PullError("too_many", { where: `at most ${MAX_PROGRAM_BINS} records` });
    const isNew = records.size > before;
    if (list.length === 0 || (!isNew && list.length < MAX_PAGE_SIZE))
      return { bins: [...records.values()], pages: page + 1, duplicates: received - records.size };
    repeats = isNew ? 0 : repeats + 1;
    if (repeats > REPEATS_ALLOWED) throw new PullError("never_ends", { where: `page ${page}` });
  }
}

function readPage(session: Session, page: number): Promise<ProgramBin[]> {
  return session.post(BINS_PATH, { card_bin_no: "", page, size: MAX_PAGE_SIZE }, (answer) => {
    const data = ListData.safeParse(answer);
    if (!data.success) throw new PullError("bad_answer", { where: `page ${page} has no list` });
    return data.data.list.map((record, index) => {
      const read = readRecord(record);
      if ("wrong" in read) throw new PullError("bad_record", { where: `page ${page}, record ${index}: ${read.wrong}` });
      return read.bin;
    });
  });
}

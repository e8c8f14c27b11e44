/**
 * A pull of KeySecure's catalogue whose first page is these bytes: all of the records in our words, or one of the
 * documented failures, and never a BIN that KeySecure did not name, or of digits enough for a card.
 */
import * as z from "zod";
import { ProgramSnapshot, PullFailure } from "../../../contract/card-programs.ts";
import { type Pulled, pullCatalogue } from "../../../worker/card-program/client.ts";
import { PullError } from "../../../worker/card-program/errors.ts";
import { hold, holdNoCard, holdPrototypes, isSame } from "../invariants.ts";

// As in workerd, where no code is made of text.
z.config({ jitless: true });

const NOW = 1_796_000_000_000;
const TOKEN = { code: 0, data: { access_token: "token", expired_time: NOW + 7_200_000 } };
const EMPTY = { code: 0, data: { list: [] } };

/** The catalogue of a KeySecure whose first page is this, as often as it is asked for. */
function pull(firstPage: Uint8Array | string): Promise<Pulled> {
  return pullCatalogue({
    origin: "https://keysecure.example",
    apiKey: "key",
    now: () => NOW,
    wait: () => Promise.resolve(),
    fetch: (url, { body }) => {
      if (url.endsWith("/token")) return Promise.resolve(Response.json(TOKEN));
      const { page } = JSON.parse(body ?? "{}") as { page: number };
      return Promise.resolve(page === 0 ? new Response(firstPage as BodyInit) : Response.json(EMPTY));
    },
  });
}

export async function fuzz(bytes: Uint8Array): Promise<void> {
  let pulled: Pulled | null = null;
  try {
    pulled = await pull(bytes);
  } catch (error) {
    if (!(error instanceof PullError)) throw error;
    holdNoCard(error.message);
    hold(PullFailure.safeParse(error.toFailure()).success, "a failure that its schema does not know");
  }
  if (pulled !== null) {
    const { bins } = pulled;
    hold(ProgramSnapshot.safeParse({ bins }).success, "a record that the mirror refuses");
    const page = JSON.stringify(JSON.parse(new TextDecoder().decode(bytes)));
    const numbers = new Set(page.match(/\d+/g));
    for (const { cardBin } of bins) {
      hold(cardBin === null || /^\d{6,11}$/.test(cardBin), "a BIN that is none");
      hold(cardBin === null || numbers.has(cardBin), "a BIN that nobody named");
    }
    const again = await pull(page);
    hold(isSame(again, pulled), "reads the same page otherwise the next time");
  }
  holdPrototypes();
}

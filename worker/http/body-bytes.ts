/**
 * Takes in a request's body within a size and a time. However it ends, nothing of it is held afterwards: who sends at a
 * crawl, or breaks off, costs no more than the time that a body may take.
 */
import { ProblemError } from "../problem.ts";

/** What a page or a merchant's server sends is small and there at once. */
const USUAL_BODY_MS = 1_500;

/** For an operator's body of some megabytes: a rule pack, or a snapshot of a card programme. */
export const LARGE_BODY_MS = 30_000;

export interface BytesLimits {
  readonly maxBytes: number;
  /** Until the body's end, from when it is first read. */
  readonly maxMs?: number | undefined;
}

/**
 * The body's bytes, counted while they arrive: reading stops, and the sender is told, once a limit is passed.
 *
 * @throws ProblemError `payload_too_large`, `request_timeout`, or `invalid_request` for a body that breaks off
 */
export async function bodyBytes(
  request: Pick<Request, "arrayBuffer" | "body" | "headers">,
  { maxBytes, maxMs = USUAL_BODY_MS }: BytesLimits,
): Promise<Uint8Array> {
  const body = request.body as ReadableStream<Uint8Array> | null;
  if (body === null) return new Uint8Array();
  const announced = Number(request.headers.get("Content-Length") ?? Number.NaN);
  if (announced > maxBytes) {
    stopReading(body);
    throw tooLarge(maxBytes);
  }
  const clock = startClock(maxMs);
  try {
    // HTTP holds a body to its announced length, so a short one can be had in one piece, which costs half.
    if (announced <= maxBytes) return new Uint8Array(await Promise.race([request.arrayBuffer(), clock.late]));
    return await readCounted(body, maxBytes, clock.late);
  } catch (cause) {
    if (cause instanceof ProblemError) throw cause;
    throw new ProblemError("invalid_request", "The body broke off, or is not what its head announced.", { cause });
  } finally {
    clock.stop();
  }
}

/** The bytes of a body that announces no length, counted while they arrive. */
async function readCounted(
  body: ReadableStream<Uint8Array>,
  maxBytes: number,
  late: Promise<never>,
): Promise<Uint8Array> {
  const reader = body.getReader();
  try {
    return await Promise.race([readAll(reader, maxBytes), late]);
  } catch (cause) {
    stopReading(reader);
    throw cause;
  }
}

/** Not waited for: a sender that is gone never answers. */
const stopReading = (source: { cancel(): Promise<void> }): void => void source.cancel().catch(() => {});

async function readAll(reader: ReadableStreamDefaultReader<Uint8Array>, maxBytes: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return joined(parts, length);
    length += value.length;
    if (length > maxBytes) throw tooLarge(maxBytes);
    parts.push(value);
  }
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** `late` rejects after `maxMs`, and never once it was stopped. */
function startClock(maxMs: number): { readonly late: Promise<never>; readonly stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(tooSlow(maxMs)), maxMs);
  });
  return { late, stop: () => timer !== null && clearTimeout(timer) };
}

const tooLarge = (maxBytes: number) =>
  new ProblemError("payload_too_large", `The body must be at most ${maxBytes} bytes.`);

/** RFC 9110, 15.5.9: what is still to come on this connection cannot be told from a next request. */
const tooSlow = (maxMs: number) =>
  new ProblemError("request_timeout", `The body must be there within ${maxMs / 1_000} seconds. Send it again.`, {
    headers: { Connection: "close" },
  });

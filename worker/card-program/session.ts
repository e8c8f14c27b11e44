/**
 * A login at KeySecure: gets and renews the token, keeps the timestamp acceptable and tries again what may pass.
 *
 * KeySecure takes timestamps up to 60 seconds old and none from its future. So every timestamp is set a little back, and
 * where one is refused nevertheless, the difference to the server's `Date` header is made up for.
 */
import { type CallInit, call, type Fetch, type KeySecureAnswer } from "./call.ts";
import { errorOfCode, PullError } from "./errors.ts";
import { TokenData } from "./schema.ts";

const TOKEN_PATH = "/open-api/v1/merchant/token";
/** How far timestamps are set back: more than a clock that NTP keeps is ever ahead, far less than 60 seconds. */
const SET_BACK_MS = 2_000;
/** A token this close to its end is not used any more. */
const RENEW_BEFORE_MS = 30_000;
/** A second correction that differs by less than this would change nothing. */
const SAME_CLOCK_MS = 1_500;
/** The longest difference of clocks that is told in seconds: a server may send any date. */
const DAY_SECONDS = 86_400;
/** Waits before the second and later attempts of one call. */
const RETRY_WAITS_MS = [1_000, 4_000];
const PASSING = new Set(["system_error", "too_frequent", "unreachable", "timeout", "bad_answer"]);

/** Where and as whom to ask. `fetch`, `now` and `wait` are the platform's unless a test brings its own. */
export interface KeySecureAccess {
  /** KeySecure's origin, such as `https://sandbox-openplatform.keysecure.io`. */
  readonly origin: string;
  readonly apiKey: string;
  readonly fetch?: Fetch;
  /** Unix milliseconds. */
  readonly now?: () => number;
  readonly wait?: (milliseconds: number) => Promise<void>;
}

interface Token {
  readonly value: string;
  /** Unix milliseconds by the server's clock; null when it did not say. */
  readonly expiresAt: number | null;
}

const waitFor = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

export class Session {
  readonly #origin: string;
  readonly #apiKey: string;
  readonly #fetch: Fetch;
  readonly #now: () => number;
  readonly #wait: (milliseconds: number) => Promise<void>;
  /** How far the server's clock is ahead of ours, as far as a refused timestamp has told. */
  #skewMs = 0;
  #token: Token | null = null;

  constructor(access: KeySecureAccess) {
    this.#origin = access.origin;
    this.#apiKey = access.apiKey;
    // Called as a plain function: the platform's own fetch refuses any other receiver.
    this.#fetch = access.fetch ?? ((url, init) => fetch(url, init));
    this.#now = access.now ?? Date.now;
    this.#wait = access.wait ?? waitFor;
  }

  /**
   * Posts `body` with a valid token and returns `data` of the answer as `read` takes it. What `read` throws counts as
   * the call's own failure.
   *
   * @throws PullError
   */
  async post<T>(path: string, body: object, read: (data: unknown) => T): Promise<T> {
    const send = async () =>
      this.#stamped(path, {
        method: "POST",
        headers: { "Access-Token": (await this.#freshToken()).value, "Content-Type": "application/json" },
        body: JSON.stringify(body),
      });
    return this.#retrying(async () => {
      try {
        return read(await send());
      } catch (error) {
        // Expired on the way, or ended by a login elsewhere: one new token, and only one, for each attempt.
        if (!(error instanceof PullError) || error.problem !== "token_invalid") throw error;
        this.#token = null;
        return read(await send());
      }
    });
  }

  async #freshToken(): Promise<Token> {
    const held = this.#token;
    const serverNow = this.#now() + this.#skewMs;
    if (held !== null && (held.expiresAt === null || held.expiresAt - serverNow > RENEW_BEFORE_MS)) return held;
    const data = TokenData.safeParse(await this.#stamped(TOKEN_PATH, { method: "GET", headers: {} }));
    if (!data.success) throw new PullError("bad_answer", { where: "no token in it" });
    this.#token = { value: data.data.access_token, expiresAt: data.data.expired_time ?? null };
    return this.#token;
  }

  /** One call with our credentials and a timestamp, corrected once when the timestamp is refused. */
  async #stamped(path: string, init: CallInit) {
    const send = () =>
      call(this.#fetch, this.#origin + path, {
        ...init,
        headers: {
          ...init.headers,
          "Api-Key": this.#apiKey,
          Timestamp: String(this.#now() + this.#skewMs - SET_BACK_MS),
        },
      });
    let answer = await send();
    if (answer.code === 1005 && this.#correctClock(answer)) answer = await send();
    if (answer.code === 1005) throw this.#clockError(answer);
    if (answer.code !== 0) throw errorOfCode(answer.code);
    return answer.data;
  }

  /** Takes the server's clock over. False when it does not tell its time or tells the one already reckoned with. */
  #correctClock({ serverTime }: KeySecureAnswer): boolean {
    if (serverTime === null) return false;
    const skewMs = serverTime - this.#now();
    if (Math.abs(skewMs - this.#skewMs) < SAME_CLOCK_MS) return false;
    this.#skewMs = skewMs;
    return true;
  }

  #clockError({ serverTime }: KeySecureAnswer): PullError {
    const seconds = serverTime === null ? 0 : Math.round((serverTime - this.#now()) / 1_000);
    const far = Math.abs(seconds) > DAY_SECONDS ? "more than a day" : `about ${Math.abs(seconds)} s`;
    const where = `it is ${far} ${seconds > 0 ? "behind" : "ahead"}`;
    return new PullError("clock_wrong", { upstreamCode: 1005, ...(seconds === 0 ? {} : { where }) });
  }

  async #retrying<T>(attempt: () => Promise<T>): Promise<T> {
    for (const waitMs of RETRY_WAITS_MS) {
      try {
        return await attempt();
      } catch (error) {
        if (!(error instanceof PullError) || !PASSING.has(error.problem)) throw error;
        await this.#wait(waitMs);
      }
    }
    return attempt();
  }
}

/** What every route and middleware can rely on finding in the request's context. */

import type { Merchant } from "../merchants/schema.ts";
import type { Bindings } from "../settings/bindings.ts";
import type { Settings } from "../settings/settings.ts";
import type { LogFields } from "./log.ts";

export interface AppEnv {
  Bindings: Bindings;
  Variables: {
    /** Also sent as `X-Request-Id` and named in every answer and log line. */
    requestId: string;
    /** When the request reached us, ms since 1970: every deadline counts from here. */
    arrivedAt: number;
    settings: Settings;
    /** The merchant the request is for, once it is found. */
    merchant: Merchant;
    /** Whether a page of the request's origin may read the answer; undefined until the merchant is known. */
    corsAllowed: boolean | undefined;
    /** What the request's one log line tells beside the usual. */
    logFields: LogFields;
  };
}

/** What every route and middleware can rely on finding in the request's context. */
import type { Bindings, Settings } from "./env.ts";

export interface AppEnv {
  Bindings: Bindings;
  Variables: {
    /** Also sent as `X-Request-Id` and named in every answer and log line. */
    requestId: string;
    settings: Settings;
  };
}

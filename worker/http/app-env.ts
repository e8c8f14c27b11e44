/** What every route finds in the request's context: each middleware says what it adds, and here it comes together. */
import type { Context, HonoRequest } from "hono";
import type { Bindings } from "../settings/bindings.ts";
import type { LogVariables, Noted } from "./log.ts";
import type { RequestIdVariables } from "./request-id.ts";
import type { SignalVariables } from "./signals.ts";
import type { TraceVariables } from "./trace-context.ts";
import type { SettingsVariables } from "./with-settings.ts";

export interface AppEnv {
  Bindings: Bindings;
  Variables: RequestIdVariables &
    LogVariables &
    SignalVariables &
    SettingsVariables &
    TraceVariables &
    KeyHolderVariables;
}

interface KeyHolderVariables {
  /** True once a door has found the request's key to be a merchant's server's or an operator's. */
  isKeyHolder: boolean | undefined;
}

/**
 * A request behind any door, for what serves several of them. Hono's own `Context` of one door is not assignable to
 * another's, even where the other asks for less.
 */
export interface AppContext extends Noted {
  readonly env: Bindings;
  readonly req: HonoRequest;
  readonly executionCtx: Context["executionCtx"];
  readonly header: Context["header"];
  get<Key extends keyof AppEnv["Variables"]>(key: Key): AppEnv["Variables"][Key];
  set<Key extends "logFields" | "signals">(key: Key, value: AppEnv["Variables"][Key]): void;
}

/** What the operator's door puts into the context: who asks, and what the route tells of its change. */
import type { AppEnv } from "../http/app-env.ts";
import type { FieldChange } from "../ledger/audit/entry.ts";
import type { AdminKey } from "../settings/admin-keys-setting.ts";

/** Whose key a request shows, without the key. */
export type Operator = Omit<AdminKey, "key">;

/** What a route changes, or would have changed if nothing had come between. */
export interface NotedChange {
  /** Such as `merchants/mch_shop`. */
  readonly target: string;
  readonly fields: readonly FieldChange[];
}

interface OperatorVariables {
  operator: Operator;
  /** Undefined: the route has noted nothing yet. */
  noted: NotedChange | undefined;
}

export interface OperatorEnv extends AppEnv {
  Variables: AppEnv["Variables"] & OperatorVariables;
}

/** Reaches the deployment's one {@link AlertDesk}. */
import type { AlertDesk } from "./alert-desk.ts";

const NAME = "alerts";

/** Makes no call yet. Null: this deployment has none. */
export const alertDesk = (bindings: {
  readonly ALERT_DESK?: DurableObjectNamespace<AlertDesk>;
}): DurableObjectStub<AlertDesk> | null => bindings.ALERT_DESK?.get(bindings.ALERT_DESK.idFromName(NAME)) ?? null;

/** Reaches the one {@link AuditLog}. A call that fails or is late rejects nothing: it has no answer. */
import { within } from "../../within.ts";
import type { AuditLog } from "./audit-log.ts";

/** Somebody waits at a terminal; the object answers within some milliseconds where it is well. */
const CALL_TIMEOUT_MS = 3_000;

/** Makes no call yet. */
export const auditLogOf = ({ AUDIT_LOG }: { readonly AUDIT_LOG: DurableObjectNamespace<AuditLog> }) =>
  AUDIT_LOG.get(AUDIT_LOG.idFromName("audit"));

/** The answer of a call to the object; undefined when it fails or takes longer than 3 s. */
export const answered = <T>(call: () => Promise<T>): Promise<T | undefined> => within(CALL_TIMEOUT_MS, call);

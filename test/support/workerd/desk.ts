/** A desk of alerts that is told of counts that wait. */
import type { AlertDesk } from "../../../worker/ledger/alerts/alert-desk.ts";

export const deskThat = (noteWaiting: () => Promise<void>): DurableObjectNamespace<AlertDesk> =>
  ({
    idFromName: (name: string) => name,
    get: () => ({ noteWaiting }),
  }) as unknown as DurableObjectNamespace<AlertDesk>;

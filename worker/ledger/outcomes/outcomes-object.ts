/** Reaches a merchant's {@link MerchantOutcomes}. */
import type { MerchantOutcomes } from "./merchant-outcomes.ts";

type Namespace = DurableObjectNamespace<MerchantOutcomes>;
type LocationHint = DurableObjectLocationHint;

/** Makes no call yet. @param locationHint where a new object is started; absent: near the first report */
export const outcomesObject = (
  namespace: Namespace,
  merchantId: string,
  locationHint?: LocationHint,
): DurableObjectStub<MerchantOutcomes> =>
  namespace.get(namespace.idFromName(merchantId), locationHint === undefined ? {} : { locationHint });

/** What a lookup can bring home, and what it takes to ask. Types alone, shared by the Worker and its shards. */
import type { Place, Subject } from "../gateway/client.ts";
import type { GatewayName } from "../gateway/gateways.ts";
import type { CardFacts, Trouble } from "../surcharge/facts.ts";

export interface FindCardRequest {
  readonly merchantId: string;
  readonly gateway: GatewayName;
  /** The merchant's secret key at that gateway. */
  readonly secretKey: string;
  readonly subject: Subject;
  /** One or two; each must be free of objections. */
  readonly places: readonly Place[];
}

export type FindCardResult =
  | {
      readonly kind: "facts";
      readonly facts: CardFacts;
      /** When the subject was first seen, in ms since 1970. A token's quote may live 120 s from here at most. */
      readonly firstSeenAt: number;
      /** The payment method the facts are about. Null but for customers, for whom it is always there. */
      readonly paymentMethodId: string | null;
    }
  | { readonly kind: "trouble"; readonly reason: Trouble }
  /** The gateway does not know the token (or customer), or knows it no longer. */
  | { readonly kind: "token_rejected" }
  | { readonly kind: "too_many_places"; readonly retryAfterSeconds: number };

/** What the platform hands to the Worker, as it is: `settings.ts` turns it into values that can be relied on. */
import type { AlertDesk } from "../ledger/alerts/alert-desk.ts";
import type { AuditLog } from "../ledger/audit/audit-log.ts";
import type { MerchantStats } from "../ledger/counts/merchant-stats.ts";
import type { MerchantOutcomes } from "../ledger/outcomes/merchant-outcomes.ts";
import type { RulesShadow } from "../ledger/shadow/shadow-counts.ts";
import type { LookupShard } from "../lookup/shard.ts";

/** A Rate Limiting binding, as far as we use it. */
export interface RateLimiter {
  limit(options: { readonly key: string }): Promise<{ readonly success: boolean }>;
}

/** Settings among them may be missing or malformed until `readSettings` has looked. */
export interface Bindings {
  readonly ENVIRONMENT?: string;
  readonly ISSUER?: string;
  readonly SECURITY_CONTACT?: string;
  readonly MERCHANT?: string;
  readonly GATEWAYS?: string;
  readonly GATEWAY_SECRET_KEY?: string;
  readonly SIGNING_KEYS?: string;
  readonly RETIRED_KEYS?: string;
  readonly SEALING_KEYS?: string;
  readonly HMAC_KEY?: string;
  readonly ADMIN_KEYS?: string;
  readonly SANDBOX_ORIGIN?: string;
  readonly SHOP_ORIGIN?: string;
  readonly DEMO_ORIGINS?: string;
  readonly KEYSECURE_ORIGIN?: string;
  readonly KEYSECURE_API_KEYS?: string;
  readonly TRACE_CONTEXT?: string;
  readonly ALERT_URL?: string;
  readonly ALERT_SECRET?: string;
  readonly CARD_PROGRAMS: KVNamespace;
  /** Rule packs. Absent: the one that the Worker carries is the only one. */
  readonly RULES?: KVNamespace;
  readonly RULES_SHADOW: DurableObjectNamespace<RulesShadow>;
  readonly LOOKUP_SHARDS: DurableObjectNamespace<LookupShard>;
  readonly MERCHANT_STATS: DurableObjectNamespace<MerchantStats>;
  readonly AUDIT_LOG: DurableObjectNamespace<AuditLog>;
  readonly MERCHANT_OUTCOMES: DurableObjectNamespace<MerchantOutcomes>;
  /** Watches and tells. Absent: nobody is told of anything but by the log. */
  readonly ALERT_DESK?: DurableObjectNamespace<AlertDesk>;
  readonly ASSETS: Fetcher;
  /** Merchants, their server keys' hashes and their origins. Absent: the configured merchant is the only one. */
  readonly MERCHANTS?: KVNamespace;
  /** Rate limits by merchant and client prefix, one a tier; the soft ones are half as high and ask for a challenge. */
  readonly LIMIT_CLIENT_STANDARD?: RateLimiter;
  readonly LIMIT_CLIENT_RAISED?: RateLimiter;
  readonly LIMIT_CLIENT_HIGH?: RateLimiter;
  readonly SOFT_CLIENT_STANDARD?: RateLimiter;
  readonly SOFT_CLIENT_RAISED?: RateLimiter;
  readonly SOFT_CLIENT_HIGH?: RateLimiter;
  /** The same by merchant alone. */
  readonly LIMIT_MERCHANT_STANDARD?: RateLimiter;
  readonly LIMIT_MERCHANT_RAISED?: RateLimiter;
  readonly LIMIT_MERCHANT_HIGH?: RateLimiter;
  readonly SOFT_MERCHANT_STANDARD?: RateLimiter;
  readonly SOFT_MERCHANT_RAISED?: RateLimiter;
  readonly SOFT_MERCHANT_HIGH?: RateLimiter;
}

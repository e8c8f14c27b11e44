/** The Worker as the platform sees it: what answers requests and crons, and its Durable Objects. */
import { app } from "./app.ts";
import { runOnSchedule } from "./schedule.ts";

export { AlertDesk } from "./ledger/alerts/alert-desk.ts";
export { AuditLog } from "./ledger/audit/audit-log.ts";
export { MerchantStats } from "./ledger/counts/merchant-stats.ts";
export { MerchantOutcomes } from "./ledger/outcomes/merchant-outcomes.ts";
export { RulesShadow } from "./ledger/shadow/shadow-counts.ts";
export { LookupShard } from "./lookup/shard.ts";
export default { fetch: app.fetch, scheduled: runOnSchedule };

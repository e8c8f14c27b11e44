/**
 * The alarms of the log: each is a state or an event that wants a person, by its name. The list in `docs/logs.md` is made of
 * this one, and `ledger/alerts/conditions.ts` says which rule tells each.
 */

/** Those of a request's line, with what each means. A request may have several. */
export const REQUEST_ALARMS = {
  audit_unfinished:
    "a change was made, and [its record](operators.md#who-changed-what) does not say how it ended: look at what is there",
  contradictory:
    "the gateway calls a debit or prepaid card surchargeable, or a card credit whose brand or level is a debit product's name",
  gateway_blocked: "a firewall or proxy in front of the gateway answers in its place",
  gateway_key_missing: "the merchant has no gateway key",
  gateway_key_refused: "the gateway refuses the merchant's key",
  gateway_key_unreadable: "no key of `SEALING_KEYS` opens the merchant's gateway key",
  gateway_unknown: "the merchant's gateway is neither compiled in nor in `GATEWAYS`",
  merchant_unreadable:
    "the store holds a merchant that this version cannot read, such as one with settings of a newer version: [after a rollback](back-out.md#after-a-rollback)",
  rules_refused:
    "the pack of rules in the store permits what nobody stands for, so that the one in the Worker decides: [packs](rules/README.md#packs)",
  rules_unreadable:
    "the store of rules does not answer, or the pack in it cannot be read: the last good one decides, in a new isolate the one in the Worker",
} as const;

/** Those of other lines. */
export const TASK_ALARMS = {
  counts_lost: "counts were dropped: every counter may lack something",
  counts_waiting:
    "an isolate could not hand its counts over and keeps them: the object that takes them was restarted, or takes nothing. Lines for longer than a minute are no restart",
  rules_lapse_soon: "a permission lapses, or a bar is to be looked at again, within 60 days",
} as const;

export type RequestAlarm = keyof typeof REQUEST_ALARMS;
export type TaskAlarm = keyof typeof TASK_ALARMS;
export type AlarmName = RequestAlarm | TaskAlarm;

export const ALARMS: Readonly<Record<AlarmName, string>> = { ...REQUEST_ALARMS, ...TASK_ALARMS };

/** The alerts for the operator: which rules are watched, what is open, what was told; new settings; a test message. */
import * as z from "zod";
import { operatorResource } from "../doors/operator.ts";
import { noteChange } from "../doors/record-change.ts";
import type { AppContext } from "../http/app-env.ts";
import { readBody } from "../http/body.ts";
import { entityTagOf, giveTag, requirePreconditions } from "../http/entity-tags.ts";
import type { AlertDesk, AlertDeskView, TestDelivery } from "../ledger/alerts/alert-desk.ts";
import { AlertSettings } from "../ledger/alerts/alert-settings.ts";
import { alertDesk } from "../ledger/alerts/reach-desk.ts";
import { AlertsView, AlertTestAnswer, deliveryOf, viewOfAlerts } from "../ledger/alerts/wire.ts";
import { changedFields } from "../ledger/audit/fields.ts";
import { json, named, type Operation, type OperatorChange } from "../openapi/operation.ts";
import { ProblemError } from "../problem.ts";
import { within } from "../within.ts";

const SETTINGS_MAX_BYTES = 8_192;
const DESK_TIMEOUT_MS = 5_000;
/** One try of the receiver, and the way there. */
const TEST_TIMEOUT_MS = 10_000;
const RETRY_SECONDS = 5;

/** All that there is to set: none of it is a text. */
const FIGURES = ["rules.*.*", "summary.*"];

const Alerts = named("Alerts", AlertsView);

const viewOperation: Operation = {
  id: "viewAlerts",
  summary: "Which rules are watched, with their figures; what is open; what was told, and how that went",
  replies: { 200: json("The alerts of this deployment.", Alerts) },
  givesTag: true,
  problems: ["not_found", "merchant_unavailable"],
};

const changeOperation: OperatorChange = {
  id: "changeAlerts",
  summary: "Replace the settings of the alerts",
  description: "What is left out is as usual again. The next look, within five minutes, goes by them.",
  body: AlertSettings,
  area: "alerts",
  replies: { 200: json("The alerts after it.", Alerts) },
  givesTag: true,
  takesTag: true,
  problems: ["not_found", "conflict", "merchant_unavailable"],
};

const testOperation: OperatorChange = {
  id: "testAlerts",
  summary: "Send a test message to the receiver, once, and say what it answered",
  area: "alerts",
  replies: { 200: json("What came of it; a receiver that refused or did not answer too.", AlertTestAnswer) },
  problems: ["not_found", "merchant_unavailable"],
};

export const alerts = operatorResource();

alerts.get("/alerts", viewOperation, async (c) => answer(c, await asked(requireDesk(c).view())));

alerts.put("/alerts", changeOperation, async (c) => {
  const settings = await readBody(c, AlertSettings, { maxBytes: SETTINGS_MAX_BYTES });
  const desk = requireDesk(c);
  const before = await asked(desk.view());
  requirePreconditions(c, await tagOf(before));
  noteChange(c, { target: "alerts", fields: changedFields(before.settings, settings, FIGURES) });
  if (!(await asked(desk.change(settings, before.version))))
    throw new ProblemError("conflict", "The alerts were changed at the same moment. Read them again, then try again.");
  return answer(c, await asked(desk.view()));
});

alerts.post("/alerts/test", testOperation, async (c) => {
  const sent: TestDelivery | null = await asked(requireDesk(c).sendTest(), TEST_TIMEOUT_MS);
  if (sent === null)
    throw new ProblemError("not_found", "This deployment has no receiver of alerts: set ALERT_URL and ALERT_SECRET.");
  const { tookMs, ...delivery } = sent;
  const body: z.output<typeof AlertTestAnswer> = { ...deliveryOf(delivery), tookMs, requestId: c.get("requestId") };
  return c.json(AlertTestAnswer.parse(body));
});

/** Of the settings: episodes and deliveries come and go by themselves. */
const tagOf = ({ settings, version }: AlertDeskView) => entityTagOf({ settings, version });

async function answer(c: AppContext & { json(body: object): Response }, view: AlertDeskView): Promise<Response> {
  giveTag(c, await tagOf(view));
  return c.json(AlertsView.parse(viewOfAlerts(view, c.get("requestId"))));
}

function requireDesk({ env }: AppContext): DurableObjectStub<AlertDesk> {
  const desk = alertDesk(env);
  if (desk === null) throw new ProblemError("not_found", "This deployment watches nothing: bind ALERT_DESK.");
  return desk;
}

async function asked<T>(work: PromiseLike<T>, limitMs = DESK_TIMEOUT_MS): Promise<T> {
  const found = await within(limitMs, async () => ({ value: await work }));
  if (found !== undefined) return found.value;
  throw new ProblemError(
    "merchant_unavailable",
    "The alerts do not answer right now. Lookups do not need them. Try again.",
    {
      headers: { "Retry-After": String(RETRY_SECONDS) },
    },
  );
}

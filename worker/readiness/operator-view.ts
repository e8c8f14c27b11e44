/** What `/readyz` tells an operator beside the states: merchants by name, their gateways, programmes, rules that lapse soon. */
import type * as z from "zod";
import type { ProgramSummary } from "../../contract/card-programs.ts";
import type { AppContext } from "../http/app-env.ts";
import { viewGateway } from "../lookup/gateway-view.ts";
import { directoryOf, hasOuterKey, storeOf } from "../merchants/access.ts";
import { constraintsOf } from "../merchants/constraints.ts";
import type { Merchant } from "../merchants/schema.ts";
import { sayTaxNotice, type TaxNotice } from "../merchants/tax-notice.ts";
import { validateMerchant } from "../merchants/validate-merchant.ts";
import { rulesNow } from "../rules/clock.ts";
import type { Edition } from "../rules/edition.ts";
import { editionInForce } from "../rules/in-force.ts";
import type { RulesOutlook } from "../rules/outlook.ts";
import { normalisePlace } from "../surcharge/places.ts";
import { within } from "../within.ts";
import { CHECK_TIMEOUT_MS } from "./checks.ts";
import { taxNotices } from "./tax-notices.ts";
import type { MerchantReadiness } from "./wire.ts";

/** Each merchant costs a call to each of its shards, and a request may make a limited number of calls. */
const MERCHANTS_A_PAGE = 20;

export async function operatorView(
  c: AppContext,
  cursor: string | undefined,
  programs: readonly ProgramSummary[],
  { due }: RulesOutlook,
) {
  const settings = c.get("settings");
  const edition = await editionInForce(c.env, c.executionCtx);
  const directory = directoryOf(c.env, settings);
  const page = await within(CHECK_TIMEOUT_MS, async () => storeOf(c.env)?.list(cursor, MERCHANTS_A_PAGE));
  const local = cursor === undefined ? directory.withoutStore().map(({ id }) => id) : [];
  const ids = new Set([...local, ...(page?.merchants ?? []).map(({ id }) => id)]);
  const found = await Promise.all([...ids].map((id) => directory.find(id)));
  const merchants = found.flatMap((result) => (result.kind === "found" ? [result.merchant] : []));
  const sellers = merchants.map(({ id, place }) => ({ id, place: normalisePlace(place) }));
  const notices = await taxNotices(c, sellers, edition);
  return {
    rules: { version: edition.book.version, due: [...due] },
    cardPrograms: [...programs],
    merchants: await Promise.all(
      merchants.map((merchant) => merchantView(c, merchant, programs, edition, notices.get(merchant.id))),
    ),
    cursor: page?.cursor ?? null,
  };
}

async function merchantView(
  c: AppContext,
  merchant: Merchant,
  programs: readonly ProgramSummary[],
  edition: Edition,
  taxNotice: TaxNotice | undefined,
): Promise<z.output<typeof MerchantReadiness>> {
  const settings = c.get("settings");
  const { id, name, enabled, mode, gateway } = merchant;
  const hasGatewayKey = merchant.gatewayKey !== null || hasOuterKey(directoryOf(c.env, settings), id);
  const validation = validateMerchant(
    { ...merchant, before: merchant, hasGatewayKey },
    constraintsOf(settings, edition, rulesNow()),
  );
  const mirrored = new Set(programs.flatMap(({ program, version }) => (version === null ? [] : program)));
  const missing = merchant.cardPrograms.filter((program) => !mirrored.has(program.id));
  return {
    id,
    name,
    enabled,
    mode,
    gateway,
    gatewayView: await viewGateway(c.env, { ...merchant, merchantId: id }),
    warnings: [
      ...validation.errors,
      ...validation.warnings,
      ...(taxNotice === undefined ? [] : [sayTaxNotice(taxNotice)]),
      ...missing.map((program) => `cardPrograms: nothing is mirrored of ${program.id} yet`),
    ],
  };
}

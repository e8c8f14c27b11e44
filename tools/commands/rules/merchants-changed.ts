/**
 * Which merchants of a deployment two books decide differently for. Each is asked about a sale at home with each of its
 * brands, and the gateway is taken to say yes.
 */
import * as z from "zod";
import { BRANDS, type Brand, type Funding, type Level } from "../../../contract/lists.ts";
import type { RuleBook } from "../../../worker/rules/book.ts";
import { decide, type SurchargeDecision } from "../../../worker/surcharge/decide.ts";
import { formatPercent } from "../../../worker/surcharge/percent.ts";
import { normalisePlace } from "../../../worker/surcharge/places.ts";
import { REQUIREMENTS, type SurchargeProgramme } from "../../../worker/surcharge/programme.ts";
import { ToolError } from "../../cli/tool-error.mjs";
import type { Deployment } from "./deployment.ts";

/** So many minor units, that a limit by a fixed sum is seen too. */
const BASE_AMOUNT = 10_000;
const AT_ONCE = 8;
const HTTP_NOT_FOUND = 404;
const FUNDINGS = ["credit", "charge"] as const satisfies readonly Funding[];
const LEVELS = ["consumer", "commercial"] as const satisfies readonly Level[];

const Page = z.object({ merchants: z.array(z.object({ id: z.string() })), cursor: z.string().nullable() });

/** What `decide` reads of a merchant's view. */
const Programme = z.object({
  id: z.string(),
  name: z.string(),
  enabled: z.boolean(),
  mode: z.enum(["test", "live"]),
  place: z.object({ country: z.string(), state: z.string().optional() }),
  currency: z.string(),
  accepts: z.array(z.enum(BRANDS)).optional(),
  buyer: z.enum(["consumer", "business"]).optional(),
  rates: z.partialRecord(z.enum(BRANDS), z.number()),
  costs: z.partialRecord(z.enum(BRANDS), z.object({ costBps: z.number(), by: z.string(), on: z.string() })),
  attestations: z.array(
    z.object({
      rule: z.string(),
      kind: z.enum([...REQUIREMENTS, "actual_fee", "house_card_exemption"]),
      by: z.string(),
      on: z.string(),
      text: z.string().optional(),
    }),
  ),
  otherMethods: z.array(z.string()),
  houseCards: z.enum(["exempt", "shown"]),
  locale: z.string(),
});

async function merchantIds(deployment: Deployment): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const query: string = cursor === "" ? "" : `?cursor=${encodeURIComponent(cursor)}`;
    const page: z.output<typeof Page> = await deployment.get(`/admin/merchants${query}`, Page);
    ids.push(...page.merchants.map(({ id }) => id));
    cursor = page.cursor;
  }
  return ids;
}

/** Null: it is gone since it was listed. */
async function programmeOf(deployment: Deployment, id: string): Promise<SurchargeProgramme | null> {
  try {
    return await deployment.get(`/admin/merchants/${id}`, Programme);
  } catch (error) {
    if (error instanceof ToolError && error.status === HTTP_NOT_FOUND) return null;
    throw error;
  }
}

type SampleSale = { readonly brand: Brand; readonly funding: Funding; readonly level: Level };

/** At noon UTC, when the day is that day on most of the earth. */
function decideFor(programme: SurchargeProgramme, { brand, funding, level }: SampleSale, day: string, rules: RuleBook) {
  const billing = normalisePlace(programme.place);
  return decide({
    finding: {
      kind: "facts",
      facts: {
        method: "card",
        brands: [brand],
        funding,
        level,
        country: billing.country,
        surchargeable: true,
        conflicting: false,
        bin: null,
        issuer: null,
        customerExempt: false,
      },
    },
    houseCard: { match: "none" },
    programme,
    billing,
    shipTo: null,
    baseAmount: BASE_AMOUNT,
    currency: programme.currency,
    at: new Date(`${day}T12:00:00Z`),
    rules,
  });
}

const sayDecision = ({ rateBps, reason }: SurchargeDecision): string =>
  reason === "eligible" ? formatPercent(rateBps) : `0 (${reason})`;

/** The lines of one merchant, such as `mch_shop visa: 3.00 % -> 0 (needs_sign_off)`. */
function changesOf(programme: SurchargeProgramme, before: RuleBook, after: RuleBook, day: string): readonly string[] {
  return (Object.keys(programme.rates) as Brand[]).flatMap((brand) => {
    const sales = FUNDINGS.flatMap((funding) => LEVELS.map((level) => ({ brand, funding, level })));
    const changes = sales.map((sale) => {
      const [was, is] = [before, after].map((rules) => sayDecision(decideFor(programme, sale, day, rules)));
      return { cards: `${sale.funding} ${sale.level}`, change: was === is ? null : `${was} -> ${is}` };
    });
    const [first] = changes;
    if (first !== undefined && changes.every(({ change }) => change === first.change))
      return first.change === null ? [] : [`${programme.id} ${brand}: ${first.change}`];
    return changes.flatMap(({ cards, change }) =>
      change === null ? [] : [`${programme.id} ${brand} ${cards}: ${change}`],
    );
  });
}

export interface MerchantChanges {
  readonly merchants: number;
  /** The lines of each merchant that changes. */
  readonly changed: readonly (readonly string[])[];
}

/** Asks the deployment for every merchant, and both books about each. */
export async function changedMerchants(
  deployment: Deployment,
  before: RuleBook,
  after: RuleBook,
  day: string,
): Promise<MerchantChanges> {
  const ids = await merchantIds(deployment);
  const programmes: SurchargeProgramme[] = [];
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const some = await Promise.all(ids.slice(at, at + AT_ONCE).map((id) => programmeOf(deployment, id)));
    programmes.push(...some.filter((one) => one !== null));
  }
  const lines = programmes.map((programme) => changesOf(programme, before, after, day));
  return { merchants: programmes.length, changed: lines.filter((some) => some.length > 0) };
}

/** Such as `14 of 212 merchants change on 2026-11-27`, and their lines. */
export const sayMerchants = ({ merchants, changed }: MerchantChanges, day: string): string =>
  [`${changed.length} of ${merchants} merchants change on ${day}`, ...changed.flat().map((line) => `  ${line}`)].join(
    "\n",
  );

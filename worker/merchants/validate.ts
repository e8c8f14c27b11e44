/**
 * Judges what belongs together in a merchant: every reason at once, so that an operator corrects a file in one go.
 * Errors refuse the merchant; warnings are shown and kept in the operator's view. Pure: lists and dates come from outside.
 */
import type { Brand } from "../../contract/lists.ts";
import { NEEDS_TEXT } from "../surcharge/on-record.ts";
import type { Merchant } from "./schema.ts";

export interface GatewayFacts {
  readonly mode: "test" | "live";
  /** Whether a token may be looked up and charged afterwards; `no`: a lookup uses it up. */
  readonly tokenReuse: "verified" | "unknown" | "no";
}

export interface Surroundings {
  readonly gateways: Readonly<Record<string, GatewayFacts>>;
  /** The most that the rules of the merchant's place could ever allow for a brand, in basis points. */
  readonly highestRateBps: (brand: Brand, place: Merchant["place"]) => number;
  /** Ids of the rules rows an attestation may name. */
  readonly isRule: (id: string) => boolean;
  readonly environment: "development" | "staging" | "production";
  /** Today, ISO 8601. */
  readonly today: string;
}

export interface Judgement {
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
}

/** A merchant as far as its fields could be read: fields of the wrong form are left out and reported elsewhere. */
export type Draft = Partial<Pick<Merchant, (typeof JUDGED)[number]>> & { readonly hasGatewayKey?: boolean };

export const JUDGED = [
  "mode",
  "gateway",
  "origins",
  "place",
  "rates",
  "costs",
  "attestations",
  "houseCards",
  "cardPrograms",
  "otherMethods",
] as const;

/** Judges a merchant, or as much of one as is there. */
export function judge(draft: Draft, surroundings: Surroundings): Judgement {
  const findings = [
    gatewayFindings(draft, surroundings),
    originFindings(draft),
    rateFindings(draft, surroundings),
    costFindings(draft, surroundings),
    placeFindings(draft),
    attestationFindings(draft, surroundings),
    houseCardFindings(draft),
  ];
  return { errors: findings.flatMap(({ errors }) => errors), warnings: findings.flatMap(({ warnings }) => warnings) };
}

const finding = (errors: readonly (string | false)[], warnings: readonly (string | false)[] = []): Judgement => ({
  errors: errors.filter((text) => text !== false),
  warnings: warnings.filter((text) => text !== false),
});

function gatewayFindings({ gateway, mode, hasGatewayKey }: Draft, { gateways, environment }: Surroundings): Judgement {
  if (gateway === undefined) return finding([]);
  const facts = Object.hasOwn(gateways, gateway) ? gateways[gateway] : undefined;
  if (facts === undefined) return finding([`gateway must be one of ${Object.keys(gateways).join(", ")}`]);
  const isLive = mode === "live";
  return finding(
    [
      isLive && facts.mode === "test" && "gateway is a sandbox: a live merchant needs a live gateway",
      isLive &&
        facts.tokenReuse === "no" &&
        "gateway uses a token up with the first lookup: a live merchant could not charge it afterwards",
      hasGatewayKey === false && "gatewayKey is missing: the gateway's secret key (api_)",
    ],
    [
      mode === "test" && facts.mode === "live" && "gateway is a live one, but the merchant's quotes are test quotes",
      isLive &&
        facts.tokenReuse === "unknown" &&
        "gateway: nobody has verified yet that a token can be charged after a lookup (npm run doctor)",
      isLive && environment !== "production" && "mode is live outside production",
    ],
  );
}

function originFindings({ origins, mode }: Draft): Judgement {
  if (origins === undefined) return finding([]);
  const insecure = origins.some((origin) => origin.startsWith("http:"));
  return finding(
    [
      mode === "live" && insecure && "origins must all be https in live mode",
      new Set(origins).size < origins.length && "origins must not repeat one",
    ],
    [origins.length === 0 && "origins is empty: no web page can ask for this merchant"],
  );
}

function rateFindings({ rates, place }: Draft, { highestRateBps }: Surroundings): Judgement {
  if (rates === undefined) return finding([]);
  const on = (brand: keyof typeof rates) => (rates[brand] ?? 0) > 0;
  const others = (["visa", "mastercard", "discover"] as const).filter(on);
  const lowest = Math.min(...others.map((brand) => rates[brand] ?? 0));
  return finding(
    entriesOf(rates).map(([brand, rate]) => {
      const highest = place === undefined ? rate : highestRateBps(brand, place);
      return (
        rate > highest && `rates.${brand} must be at most ${highest}: no rule could allow more in the merchant's place`
      );
    }),
    [
      on("visa") &&
        !on("amex") &&
        "brand parity: Visa is surcharged and American Express is not; Visa's rules ask for equal treatment of brands that cost as much or more",
      on("amex") &&
        others.length > 0 &&
        (rates.amex ?? 0) > lowest &&
        "brand parity: American Express has a higher rate than another brand; it must not be dearer than other cards",
    ],
  );
}

function costFindings({ rates, costs }: Draft, { today }: Surroundings): Judgement {
  if (costs === undefined) return finding([]);
  return finding(
    entriesOf(costs).map(([brand, cost]) => cost.on > today && `costs.${brand}.on must not be in the future`),
    entriesOf(rates ?? {}).flatMap(([brand, rate]) => {
      const cost = costs[brand];
      if (rate === 0) return [];
      if (cost === undefined)
        return [`rates.${brand} has no recorded cost: rules based on cost will allow nothing for it`];
      return [rate > cost.costBps && `rates.${brand} is above its recorded cost: rules based on cost cap it there`];
    }),
  );
}

function placeFindings({ place }: Draft): Judgement {
  const needsState = place !== undefined && ["US", "CA"].includes(place.country) && !place.state;
  return finding([], [needsState && "place.state is missing: without it no surcharge is ever allowed in this country"]);
}

function attestationFindings({ attestations, mode }: Draft, { isRule, today }: Surroundings): Judgement {
  const all = attestations ?? [];
  const keys = all.map(({ rule, kind }) => `${rule} ${kind}`);
  return finding([
    ...all.map(
      ({ rule, kind }, at) =>
        kind !== "house_card_exemption" && !isRule(rule) && `attestations.${at}.rule must be the id of a rules row`,
    ),
    ...all.map(({ on }, at) => mode !== undefined && on > today && `attestations.${at}.on must not be in the future`),
    ...all.map(
      ({ kind, text }, at) =>
        NEEDS_TEXT.has(kind) &&
        (text ?? "").trim() === "" &&
        `attestations.${at}.text is missing: an attestation of kind ${kind} counts for nothing without it`,
    ),
    new Set(keys).size < keys.length && "attestations must not repeat one rule and kind",
  ]);
}

function houseCardFindings({ houseCards, cardPrograms, attestations, mode }: Draft): Judgement {
  if (cardPrograms === undefined) return finding([]);
  const attested = (attestations ?? []).some(({ kind }) => kind === "house_card_exemption");
  const ids = cardPrograms.map(({ id }) => id);
  return finding([
    mode === "live" &&
      houseCards === "exempt" &&
      ids.length > 0 &&
      !attested &&
      "houseCards exempt needs an attestation of kind house_card_exemption in live mode: networks frown on treating one issuer's cards differently",
    new Set(ids).size < ids.length && "cardPrograms must not repeat an id",
  ]);
}

const entriesOf = <Value>(record: Partial<Record<string, Value>>) =>
  Object.entries(record) as [keyof Merchant["rates"], Value][];

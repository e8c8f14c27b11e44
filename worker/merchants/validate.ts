/**
 * Judges what belongs together in a merchant: every reason at once, so that an operator corrects a file in one go.
 * Errors refuse the merchant; warnings are shown and kept in the operator's view. Pure: lists and dates come from outside.
 */

import { parityFindings } from "./judge-parity.ts";
import { attestationFindings, costFindings, signOffFindings } from "./judge-records.ts";
import { type Draft, entriesOf, finding, type Judgement, type Surroundings } from "./judgement.ts";

/** Judges a merchant, or as much of one as is there. */
export function judge(draft: Draft, surroundings: Surroundings): Judgement {
  const findings = [
    gatewayFindings(draft, surroundings),
    originFindings(draft),
    rateFindings(draft, surroundings),
    parityFindings(draft, surroundings),
    costFindings(draft, surroundings),
    placeFindings(draft),
    attestationFindings(draft, surroundings),
    signOffFindings(draft, surroundings),
    houseCardFindings(draft),
  ];
  return { errors: findings.flatMap(({ errors }) => errors), warnings: findings.flatMap(({ warnings }) => warnings) };
}

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

function rateFindings({ rates, place, before }: Draft, { highestRateBps }: Surroundings): Judgement {
  if (rates === undefined) return finding([]);
  const above = entriesOf(rates).flatMap(([brand, rate]) => {
    const highest = place === undefined ? rate : highestRateBps(brand, place);
    const isStored = before?.rates[brand] === rate;
    const text = `rates.${brand} must be at most ${highest}: no rule could allow more in the merchant's place`;
    return rate > highest ? [{ isStored, text }] : [];
  });
  return finding(
    above.map(({ isStored, text }) => !isStored && text),
    above.map(({ isStored, text }) => isStored && text),
  );
}

function placeFindings({ place }: Draft): Judgement {
  const needsState = place !== undefined && ["US", "CA"].includes(place.country) && !place.state;
  return finding([], [needsState && "place.state is missing: without it no surcharge is ever allowed in this country"]);
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

/**
 * Validates what belongs together in a merchant: every reason at once, so that an operator corrects a file in one go.
 * Errors refuse the merchant; warnings are shown and kept in the operator's view. Pure: lists and dates come from outside.
 */

import { currencyDigits } from "../../contract/currencies.ts";
import { inMajorUnits } from "../../contract/money.ts";
import { isSubdivision } from "../../contract/subdivisions.ts";
import { rateWithin } from "../surcharge/money.ts";
import { needsState, normalisePlace } from "../surcharge/places.ts";
import { validateParity } from "./validate-parity.ts";
import { validateAttestations, validateCosts, validateSignOffs } from "./validate-records.ts";
import { type Constraints, type Draft, entriesOf, type Validation, validation } from "./validation.ts";

/** Validates a merchant, or as much of one as is there. */
export function validateMerchant(draft: Draft, constraints: Constraints): Validation {
  const validations = [
    validateGateway(draft, constraints),
    validateOrigins(draft),
    validateRates(draft, constraints),
    validateBounds(draft),
    validateParity(draft, constraints),
    validateCosts(draft, constraints),
    validatePlace(draft),
    validateAttestations(draft, constraints),
    validateSignOffs(draft, constraints),
    validateHouseCards(draft),
  ];
  return {
    errors: validations.flatMap(({ errors }) => errors),
    warnings: validations.flatMap(({ warnings }) => warnings),
  };
}

function validateGateway(draft: Draft, { gatewayOf, gatewayNames, environment }: Constraints): Validation {
  const { gateway, mode, hasGatewayKey, before } = draft;
  if (gateway === undefined) return validation([]);
  const facts = gatewayOf(gateway);
  if (facts === null) {
    const text = `gateway must be one of ${gatewayNames.join(", ")}`;
    const isStored = before?.gateway === gateway;
    return validation([!isStored && text], [isStored && `${text}: this one is gone, so nothing is looked up or added`]);
  }
  const isLive = mode === "live";
  return validation(
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

function validateOrigins({ origins, mode }: Draft): Validation {
  if (origins === undefined) return validation([]);
  const insecure = origins.some((origin) => origin.startsWith("http:"));
  return validation(
    [
      mode === "live" && insecure && "origins must all be https in live mode",
      new Set(origins).size < origins.length && "origins must not repeat one",
    ],
    [origins.length === 0 && "origins is empty: no web page can ask for this merchant"],
  );
}

function validateRates({ rates, place, before }: Draft, { highestRateBps }: Constraints): Validation {
  if (rates === undefined) return validation([]);
  const above = entriesOf(rates).flatMap(([brand, rate]) => {
    const highest = place === undefined ? rate : highestRateBps(brand, place);
    const isStored = before?.rates[brand] === rate;
    const text = `rates.${brand} must be at most ${highest}: no rule could allow more in the merchant's place`;
    return rate > highest ? [{ isStored, text }] : [];
  });
  return validation(
    above.map(({ isStored, text }) => !isStored && text),
    [...above.map(({ isStored, text }) => isStored && text), ...entriesOf(rates).map(lowRate)],
  );
}

/** Below this, in basis points, somebody probably wrote percent. */
const LOW_RATE_BPS = 50;

const lowRate = ([brand, rate]: readonly [string, number]) =>
  rate > 0 &&
  rate < LOW_RATE_BPS &&
  `rates.${brand} is ${rate} basis points, which is ${inMajorUnits(rate, 2)} %: rates are in basis points, and 300 of them are 3.00 %`;

/** Warns of a bound that was probably meant in the currency's main unit, and of a maximum under which no sale gets its rate. */
function validateBounds({ currency, rates, ...bounds }: Draft): Validation {
  const { minimumBaseAmount: minimum, maximumSurchargeAmount: maximum } = bounds;
  const oneUnit = 10 ** (currencyDigits(currency ?? "") ?? 0);
  const isLessThanOne = (name: string, amount: number | undefined) =>
    amount !== undefined &&
    amount < oneUnit &&
    `${name} is less than 1 ${currency}: it is in minor units, and ${oneUnit} of them make 1 ${currency}`;
  const lowestRate = Math.min(...entriesOf(rates ?? {}).flatMap(([, rate]) => (rate > 0 ? rate : [])));
  return validation(
    [],
    [
      isLessThanOne("minimumBaseAmount", minimum),
      isLessThanOne("maximumSurchargeAmount", maximum),
      minimum !== undefined &&
        maximum !== undefined &&
        Number.isFinite(lowestRate) &&
        rateWithin(maximum, minimum) < lowestRate &&
        "maximumSurchargeAmount holds every sale that minimumBaseAmount lets through below its rate",
    ],
  );
}

function validatePlace({ place, before }: Draft): Validation {
  const lacksState = place !== undefined && needsState(place.country) && !place.state;
  const known = place === undefined ? null : normalisePlace(place);
  const isUnknown = known?.state != null && isSubdivision(known.country, known.state) === false;
  const isStored = before?.place.country === place?.country && before?.place.state === place?.state;
  return validation(
    [
      isUnknown &&
        !isStored &&
        `place.state is none of ${known.country}: it must be a code of ISO 3166-2 without its country, such as ${known.country === "CA" ? "ON" : "IL"}, or its name`,
    ],
    [
      lacksState && "place.state is missing: without it no surcharge is ever allowed in this country",
      isUnknown && isStored && "place is one that no rule knows: no surcharge is ever allowed there",
    ],
  );
}

function validateHouseCards({ houseCards, cardPrograms, attestations, mode }: Draft): Validation {
  if (cardPrograms === undefined) return validation([]);
  const attested = (attestations ?? []).some(({ kind }) => kind === "house_card_exemption");
  const ids = cardPrograms.map(({ id }) => id);
  return validation([
    mode === "live" &&
      houseCards === "exempt" &&
      ids.length > 0 &&
      !attested &&
      "houseCards exempt needs an attestation of kind house_card_exemption in live mode: networks frown on treating one issuer's cards differently",
    new Set(ids).size < ids.length && "cardPrograms must not repeat an id",
  ]);
}

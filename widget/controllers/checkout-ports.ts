/** What a checkout needs of the page around it, from the parts that know it. */
import { inMajorUnits } from "../../contract/money.ts";
import { digitsOf } from "../../contract/uncommon-digits.ts";
import { type Amounts, elementDecision } from "../checkout/decision.ts";
import type { Ports } from "../checkout/ports.ts";
import { emit } from "../events.ts";
import { lookUp } from "../service/service.ts";
import type { Texts } from "../view/texts.ts";
import type { CardFormController } from "./card-form.ts";
import type { FaultRest } from "./fault-rest.ts";
import type { PolicyController } from "./policy.ts";
import type { SaleReader } from "./sale-reader.ts";
import type { Sources } from "./sources.ts";

/** Read when they are needed: some are made after the checkout. */
interface Parts {
  readonly host: EventTarget;
  readonly sale: SaleReader;
  readonly faults: FaultRest;
  readonly sources: Sources;
  readonly policy: PolicyController;
  readonly cardForm: CardFormController;
  readonly texts: Texts;
  show(): void;
}

/** Milliseconds that count time asleep as well: one clock stops then, the other may be set back. */
const now = () => Math.max(performance.now(), Date.now() - performance.timeOrigin);

/** What the sale costs, as far as the page says, and in the merchant's own currency where it names none. */
function amountsOf({ sale, policy }: Parts): Amounts {
  const { baseAmount = null, currency = policy.current?.currency ?? "" } = sale.inputs;
  return { baseAmount, currency, currencyDigits: digitsOf(currency) };
}

export function checkoutPorts(parts: Parts): Ports {
  return {
    readiness() {
      const { sale, sources, faults } = parts;
      if (sources.hasBadToken) return "faulty";
      if (sale.inputs.faults.length > 0) return faults.isRested ? "faulty" : "resting";
      return sale.inputs.sale ? "ready" : "waiting";
    },
    waits: () => parts.sale.reportMissing(),
    lookUp(token, extras, signal) {
      const { sale, policy } = parts;
      // With no policy there is English alone, and one language is shown at a time.
      const locale = policy.current === null ? "en" : sale.locale;
      const { sale: body, endpoint } = sale.inputs;
      return body && endpoint
        ? lookUp(endpoint, { ...body, token, locale, ...extras }, policy.mostRateBps, signal)
        : Promise.resolve({ reason: "refused", detail: "not chosen yet" });
    },
    form: () => parts.cardForm.connection,
    amount() {
      const { baseAmount, currencyDigits } = amountsOf(parts);
      return baseAmount === null ? undefined : inMajorUnits(baseAmount, currencyDigits);
    },
    decide: (reason) => elementDecision(reason, parts.texts.message(reason), amountsOf(parts)),
    moved: () => parts.show(),
    tell: (name, { status, decision }) => emit(parts.host, name, { status, decision }),
    fail: (code, message) => void emit(parts.host, "surcharge-error", { code, message }),
    now,
  };
}

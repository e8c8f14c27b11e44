/** What merchants' servers, operators and watchers ask, each with the check of its answer. */

import { captureOf, get, lookupBody, operatorHeaders, serverPost } from "./asks.ts";
import { binOf } from "./cards.ts";
import { checkLookup, factsOf, jsonOf, RIGHT, type Sale, type Verdict, wrong } from "./checks.ts";
import type { Answer, Ask } from "./client.ts";
import { type Memory, type Remembered, toCapture } from "./memory.ts";
import type { QuoteChecks } from "./quote-checks.ts";
import type { Random } from "./random.ts";

interface Given {
  readonly random: Random;
  readonly memory: Memory;
  readonly quotes: QuoteChecks;
  readonly newSale: () => Sale;
}

interface Request {
  readonly ask: Ask;
  readonly check: (answer: Answer) => Verdict | Promise<Verdict>;
}

const OPERATOR_READS = [
  "/v1/admin/merchants",
  "/v1/admin/merchants/mch_demo",
  "/v1/admin/audit?limit=5",
  "/v1/admin/rules",
];
const PUBLIC_READS = ["/.well-known/jwks.json", "/healthz"];

export function serverKinds({ random, memory, quotes, newSale }: Given) {
  /** Whom nothing was sold to yet asks for the keys. */
  const keys = (): Request => ({ ask: get("/.well-known/jwks.json"), check: isOk });
  const serverLookup = (sale: Sale, subject: object, isQuoteChecked: boolean): Request => {
    const { token: _, ...place } = lookupBody(sale);
    return {
      ask: serverPost("/v1/server/lookup", { ...place, ...subject }),
      check(answer) {
        const body = jsonOf(answer) as { answer?: Record<string, unknown> } | undefined;
        if (answer.status !== 200) return wrong(`server lookup ${answer.status} ${answer.body.slice(0, 200)}`);
        const verdict = checkLookup(body?.answer, sale);
        if (verdict.kind !== "right" || !isQuoteChecked) return verdict;
        return quotes.sampled(String(body?.answer?.["quote"]), sale);
      },
    };
  };
  const verify = (found: Remembered, isEdited: boolean): Request => {
    const facts = factsOf(isEdited ? { ...found.sale, baseAmount: found.sale.baseAmount + 1 } : found.sale);
    return {
      ask: serverPost("/v1/server/quotes/verify", { quote: found.quote, ...facts }),
      check(answer) {
        const { valid, problem } = jsonOf(answer) ?? {};
        if (answer.status !== 200) return wrong(`verify ${answer.status} ${answer.body.slice(0, 200)}`);
        if (isEdited) return valid === false ? RIGHT : wrong("a quote is valid for another amount");
        return valid === true ? RIGHT : wrong(`a good quote is not valid: ${String(problem)}`);
      },
    };
  };
  const ofAnOlder = (make: (found: Remembered) => Request): Request => {
    const found = memory.any(random);
    return found === undefined ? keys() : make(found);
  };

  return {
    "verify a quote": () => ofAnOlder((found) => verify(found, false)),
    "verify an edited quote": () => ofAnOlder((found) => verify(found, true)),
    "report an outcome": () => {
      const found = toCapture(memory, random);
      if (found === undefined) return keys();
      return {
        ask: captureOf(found.sale, found.quote, found.sale.token),
        check(answer: Answer) {
          const { recorded } = jsonOf(answer) ?? {};
          return answer.status === 200 && typeof recorded === "boolean"
            ? RIGHT
            : wrong(`outcome ${answer.status} ${answer.body.slice(0, 200)}`);
        },
      };
    },
    "server: by token": () => {
      const sale = newSale();
      return serverLookup(sale, { token: sale.token }, true);
    },
    "server: by saved card": () => {
      const sale = newSale();
      return serverLookup(sale, { customerId: `of_${sale.token}` }, false);
    },
    "server: by BIN": () => {
      let sale = newSale();
      while (binOf(sale.token) === "") sale = newSale();
      return serverLookup(sale, { bin: binOf(sale.token) }, false);
    },
    "keys and health": () => ({ ask: get(random.oneOf(PUBLIC_READS)), check: isOk }),
    "operator reads": () => ({ ask: get(random.oneOf(OPERATOR_READS), operatorHeaders), check: isOk }),
  };
}

const isOk = (answer: Answer): Verdict =>
  answer.status === 200 && jsonOf(answer) !== undefined ? RIGHT : wrong(`a read answers ${answer.status}`);

/**
 * What the samples of the documentation take as the reader's own: declared for the type check of `test/docs/samples-types.test.ts`.
 * A new sample that leaves something to its reader gets a line here, in the words of its page.
 */
export const YOURS = `
import type TokenizerOf from "fluidpay-tokenizer";
import type { CardSurchargeElement } from "../../../widget/index.ts";
import type { ChargeFacts, QuoteClaims } from "../../../contract/server.ts";

/** As a page sees it that must go on without our script. */
type Perhaps = Omit<CardSurchargeElement, "review"> & Partial<Pick<CardSurchargeElement, "review">>;

declare global {
  // A page's.
  const Tokenizer: typeof TokenizerOf;
  const tokenizer: TokenizerOf;
  const element: Perhaps;
  function submission(response: { status: string; token: string }): void;
  function sendToServer(card: { token: string | null; quote: string }): void;
  function tellShopper(code: string, message: string): void;

  // A server's.
  const form: { quote: string; token: string };
  const quote: string;
  const token: string;
  const cart: { total: number };
  const billing: { country: string; state: string };
  const shipping: { country: string; state: string };
  const order: {
    id: string;
    quote: string;
    facts: ChargeFacts;
    declines: number;
    unansweredKey: string | null;
    refundedBase: number;
    refundedSurcharge: number;
  };
  const facts: ChargeFacts;
  const jwks: string;
  const claims: QuoteClaims;
  const captureBase: number;
  const capturedBaseBefore: number;
  const capturedSurchargeBefore: number;

  // A printed page's own parts.
  interface Document {
    querySelector(selectors: "card-surcharge"): Perhaps;
    querySelector(selectors: "#checkout"): HTMLFormElement;
    querySelector(selectors: "#pay"): HTMLButtonElement;
    querySelector(selectors: "#bare-token"): HTMLInputElement;
  }
}
`;

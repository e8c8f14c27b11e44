/** What the element's own methods reject or throw. Callers switch on `code`, never on the message. */

/** `calculate_fees`: the Tokenizer adds its own fee. `not_a_tokenizer`: not an instance of the gateway's client. */
export type SurchargeErrorCode =
  | "not_connected"
  | "validation"
  | "tokenizer_error"
  | "superseded"
  | "calculate_fees"
  | "not_a_tokenizer";

export class SurchargeError extends Error {
  override readonly name = "SurchargeError";
  readonly code: SurchargeErrorCode;
  /** With `validation` only: the names of the Tokenizer's fields that are not valid. */
  readonly fields: readonly string[];

  constructor(code: SurchargeErrorCode, message: string, fields: readonly string[] = []) {
    super(message);
    this.code = code;
    this.fields = fields;
  }
}

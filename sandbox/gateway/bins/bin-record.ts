/** What the gateway's BIN database holds of one BIN, in whatever spelling it came in. Everything may be missing. */
export interface BinRecord {
  readonly brand?: string | undefined;
  readonly bank?: string | undefined;
  readonly type?: string | undefined;
  readonly level?: string | undefined;
  readonly country?: string | undefined;
  /** A boolean by the document; words, numbers and null are what such databases hold all the same. */
  readonly surchargeable?: boolean | string | number | null | undefined;
}

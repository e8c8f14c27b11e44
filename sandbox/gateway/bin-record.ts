/** What the gateway's BIN database holds of one BIN, in whatever spelling it came in. Everything may be missing. */
export interface BinRecord {
  readonly brand?: string | undefined;
  readonly bank?: string | undefined;
  readonly type?: string | undefined;
  readonly level?: string | undefined;
  readonly country?: string | undefined;
  readonly surchargeable?: boolean | undefined;
}

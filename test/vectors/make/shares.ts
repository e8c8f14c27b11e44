/** `shares.json`: what of surcharge and tax goes back with a refund. */

type Share = readonly [surcharge: number, tax: number];

/**
 * Sales as [base, surcharge, tax rate], and refunds one after the other as [refundBase, refundedBaseBefore,
 * refundedSurchargeBefore]. Null: refused.
 */
const REFUNDS: { sale: readonly (number | null)[]; refund: readonly number[]; share: Share | null }[] = [
  { sale: [12_500, 375], refund: [12_500, 0, 0], share: [375, 0] },
  { sale: [12_500, 375], refund: [6_250, 0, 0], share: [187, 0] },
  { sale: [12_500, 375], refund: [6_250, 6_250, 187], share: [188, 0] },
  { sale: [12_500, 375], refund: [1, 0, 0], share: [0, 0] },
  { sale: [12_500, 375], refund: [100, 100, 50], share: [0, 0] },
  { sale: [12_500, 375], refund: [0, 0, 0], share: [0, 0] },
  { sale: [12_500, 0], refund: [12_500, 0, 0], share: [0, 0] },
  { sale: [0, 0], refund: [0, 0, 0], share: [0, 0] },
  { sale: [999_999_999_999, 999_999_999_999], refund: [999_999_999_998, 0, 0], share: [999_999_999_998, 0] },
  { sale: [999_999_999_999, 29_999_999_999], refund: [333_333_333_333, 0, 0], share: [9_999_999_999, 0] },
  { sale: [12_500, 375, 8_875], refund: [12_500, 0, 0], share: [375, 33] },
  { sale: [12_500, 375, 8_875], refund: [6_250, 0, 0], share: [187, 17] },
  { sale: [12_500, 375, 8_875], refund: [6_250, 6_250, 187], share: [188, 16] },
  { sale: [12_500, 375, 8_875], refund: [100, 100, 50], share: [0, 0] },
  { sale: [34, 1, 50_000], refund: [34, 0, 0], share: [1, 1] },
  {
    sale: [999_999_999_999, 999_999_999_999, 50_000],
    refund: [999_999_999_999, 0, 0],
    share: [999_999_999_999, 500_000_000_000],
  },
  { sale: [12_500, 375], refund: [12_501, 0, 0], share: null },
  { sale: [12_500, 375], refund: [1, 12_500, 375], share: null },
  { sale: [12_500, 375], refund: [1, 0, 376], share: null },
  { sale: [12_500, 375], refund: [-1, 0, 0], share: null },
  { sale: [12_500, 375, 50_001], refund: [1, 0, 0], share: null },
  { sale: [12_500, 375, null], refund: [1, 0, 0], share: null },
  { sale: [null, null], refund: [1, 0, 0], share: null },
];

export default () => ({
  refunds: REFUNDS.map(({ sale: [baseAmount, surchargeAmount, surchargeTaxRate = 0], refund, share }) => ({
    claims: { baseAmount, surchargeAmount, surchargeTaxRate },
    refund,
    share: share && { surchargeAmount: share[0], surchargeTaxAmount: share[1] },
  })),
});

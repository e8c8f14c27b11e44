/** `shares.json`: what of surcharge and tax goes back with a refund, and what is taken with a partial capture. */

type Numbers = readonly (number | null)[];
type Share = readonly [surcharge: number, tax: number];
/** The base of this step, the base before it, and the surcharge before it. */
type Step = readonly number[];

const MAX = 999_999_999_999;
/** Sales as [base, surcharge, tax rate]. */
const PLAIN = [12_500, 375];
const TAXED = [12_500, 375, 8_875];
/** The surcharge of 59.86 at 3.75 %. */
const ODD = [5_986, 224];
const HALF_TAXED = [3, 2, 50_000];

/** Null: refused. */
const REFUNDS: { sale: Numbers; refund: Step; share: Share | null }[] = [
  { sale: PLAIN, refund: [12_500, 0, 0], share: [375, 0] },
  { sale: PLAIN, refund: [6_250, 0, 0], share: [188, 0] },
  { sale: PLAIN, refund: [6_250, 6_250, 188], share: [187, 0] },
  { sale: PLAIN, refund: [1, 0, 0], share: [1, 0] },
  { sale: PLAIN, refund: [1, 1, 1], share: [0, 0] },
  { sale: PLAIN, refund: [1, 33, 1], share: [1, 0] },
  { sale: PLAIN, refund: [12_499, 1, 1], share: [374, 0] },
  // More went back before than was due.
  { sale: PLAIN, refund: [100, 100, 50], share: [0, 0] },
  { sale: PLAIN, refund: [12_300, 200, 50], share: [325, 0] },
  // Less went back before than was due.
  { sale: PLAIN, refund: [6_250, 6_250, 187], share: [188, 0] },
  { sale: PLAIN, refund: [0, 6_250, 187], share: [1, 0] },
  { sale: PLAIN, refund: [0, 0, 0], share: [0, 0] },
  { sale: ODD, refund: [5_985, 0, 0], share: [224, 0] },
  { sale: ODD, refund: [1, 5_985, 224], share: [0, 0] },
  { sale: [12_500, 0], refund: [12_500, 0, 0], share: [0, 0] },
  { sale: [0, 0], refund: [0, 0, 0], share: [0, 0] },
  { sale: [MAX, MAX], refund: [MAX - 1, 0, 0], share: [MAX - 1, 0] },
  { sale: [MAX, 29_999_999_999], refund: [333_333_333_333, 0, 0], share: [10_000_000_000, 0] },
  { sale: TAXED, refund: [12_500, 0, 0], share: [375, 33] },
  { sale: TAXED, refund: [6_250, 0, 0], share: [188, 16] },
  { sale: TAXED, refund: [6_250, 6_250, 188], share: [187, 17] },
  { sale: TAXED, refund: [4_000, 0, 0], share: [120, 10] },
  { sale: TAXED, refund: [4_000, 4_000, 120], share: [120, 11] },
  { sale: TAXED, refund: [4_500, 8_000, 240], share: [135, 12] },
  { sale: TAXED, refund: [100, 100, 50], share: [0, 0] },
  { sale: TAXED, refund: [12_300, 200, 50], share: [325, 29] },
  // A tax of one half stays whole as long as a unit of surcharge does.
  { sale: HALF_TAXED, refund: [1, 0, 0], share: [1, 0] },
  { sale: HALF_TAXED, refund: [1, 1, 1], share: [1, 1] },
  { sale: HALF_TAXED, refund: [1, 2, 2], share: [0, 0] },
  { sale: [34, 1, 50_000], refund: [1, 0, 0], share: [1, 1] },
  { sale: [MAX, MAX, 50_000], refund: [MAX, 0, 0], share: [MAX, 500_000_000_000] },
  { sale: PLAIN, refund: [12_501, 0, 0], share: null },
  { sale: PLAIN, refund: [1, 12_500, 375], share: null },
  { sale: PLAIN, refund: [1, 0, 376], share: null },
  { sale: PLAIN, refund: [-1, 0, 0], share: null },
  { sale: [12_500, 375, 50_001], refund: [1, 0, 0], share: null },
  { sale: [12_500, 375, null], refund: [1, 0, 0], share: null },
  { sale: [null, null], refund: [1, 0, 0], share: null },
];

const CAPTURES: { sale: Numbers; capture: Step; share: Share | null }[] = [
  { sale: PLAIN, capture: [12_500, 0, 0], share: [375, 0] },
  { sale: PLAIN, capture: [6_250, 0, 0], share: [187, 0] },
  { sale: PLAIN, capture: [6_250, 6_250, 187], share: [188, 0] },
  { sale: PLAIN, capture: [1, 0, 0], share: [0, 0] },
  { sale: PLAIN, capture: [1, 33, 0], share: [1, 0] },
  { sale: PLAIN, capture: [12_499, 1, 0], share: [375, 0] },
  // More was taken before than was due.
  { sale: PLAIN, capture: [100, 100, 50], share: [0, 0] },
  { sale: PLAIN, capture: [12_300, 200, 50], share: [325, 0] },
  { sale: PLAIN, capture: [0, 0, 0], share: [0, 0] },
  { sale: ODD, capture: [5_985, 0, 0], share: [223, 0] },
  { sale: ODD, capture: [1, 5_985, 223], share: [1, 0] },
  { sale: [12_500, 0], capture: [12_500, 0, 0], share: [0, 0] },
  { sale: [0, 0], capture: [0, 0, 0], share: [0, 0] },
  { sale: [MAX, MAX], capture: [MAX - 1, 0, 0], share: [MAX - 1, 0] },
  { sale: [MAX, 29_999_999_999], capture: [333_333_333_333, 0, 0], share: [9_999_999_999, 0] },
  { sale: TAXED, capture: [12_500, 0, 0], share: [375, 33] },
  { sale: TAXED, capture: [6_250, 0, 0], share: [187, 17] },
  { sale: TAXED, capture: [6_250, 6_250, 187], share: [188, 16] },
  { sale: TAXED, capture: [4_000, 0, 0], share: [120, 11] },
  { sale: TAXED, capture: [4_000, 4_000, 120], share: [120, 10] },
  { sale: TAXED, capture: [4_500, 8_000, 240], share: [135, 12] },
  { sale: TAXED, capture: [12_300, 200, 50], share: [325, 29] },
  { sale: HALF_TAXED, capture: [2, 0, 0], share: [1, 1] },
  { sale: HALF_TAXED, capture: [1, 2, 1], share: [1, 0] },
  { sale: [34, 1, 50_000], capture: [33, 0, 0], share: [0, 0] },
  { sale: [34, 1, 50_000], capture: [1, 33, 0], share: [1, 1] },
  { sale: [MAX, MAX, 50_000], capture: [MAX, 0, 0], share: [MAX, 500_000_000_000] },
  { sale: PLAIN, capture: [12_501, 0, 0], share: null },
  { sale: PLAIN, capture: [1, 12_500, 375], share: null },
  { sale: PLAIN, capture: [1, 0, 376], share: null },
  { sale: PLAIN, capture: [-1, 0, 0], share: null },
  { sale: [12_500, 375, 50_001], capture: [1, 0, 0], share: null },
  { sale: [12_500, 375, null], capture: [1, 0, 0], share: null },
  { sale: [null, null], capture: [1, 0, 0], share: null },
];

const claimsOf = ([baseAmount, surchargeAmount, surchargeTaxRate = 0]: Numbers) => {
  return { baseAmount, surchargeAmount, surchargeTaxRate };
};
const shareOf = (share: Share | null) => share && { surchargeAmount: share[0], surchargeTaxAmount: share[1] };

export default () => ({
  refunds: REFUNDS.map(({ sale, refund, share }) => ({ claims: claimsOf(sale), refund, share: shareOf(share) })),
  captures: CAPTURES.map(({ sale, capture, share }) => ({ claims: claimsOf(sale), capture, share: shareOf(share) })),
});

/**
 * The states, territories and provinces that rules name: ISO 3166-2 codes of the United States and Canada, with the
 * names people type. Names are compared folded (see `places.ts`), so accents, case, blanks and dots do not matter here.
 */

const UNITED_STATES: Readonly<Record<string, readonly string[]>> = {
  AK: ["Alaska"],
  AL: ["Alabama"],
  AR: ["Arkansas"],
  AZ: ["Arizona"],
  CA: ["California"],
  CO: ["Colorado"],
  CT: ["Connecticut"],
  DC: ["District of Columbia", "Washington DC"],
  DE: ["Delaware"],
  FL: ["Florida"],
  GA: ["Georgia"],
  HI: ["Hawaii"],
  IA: ["Iowa"],
  ID: ["Idaho"],
  IL: ["Illinois"],
  IN: ["Indiana"],
  KS: ["Kansas"],
  KY: ["Kentucky"],
  LA: ["Louisiana"],
  MA: ["Massachusetts"],
  MD: ["Maryland"],
  ME: ["Maine"],
  MI: ["Michigan"],
  MN: ["Minnesota"],
  MO: ["Missouri"],
  MS: ["Mississippi"],
  MT: ["Montana"],
  NC: ["North Carolina"],
  ND: ["North Dakota"],
  NE: ["Nebraska"],
  NH: ["New Hampshire"],
  NJ: ["New Jersey"],
  NM: ["New Mexico"],
  NV: ["Nevada"],
  NY: ["New York"],
  OH: ["Ohio"],
  OK: ["Oklahoma"],
  OR: ["Oregon"],
  PA: ["Pennsylvania"],
  RI: ["Rhode Island"],
  SC: ["South Carolina"],
  SD: ["South Dakota"],
  TN: ["Tennessee"],
  TX: ["Texas"],
  UT: ["Utah"],
  VA: ["Virginia"],
  VT: ["Vermont"],
  WA: ["Washington"],
  WI: ["Wisconsin"],
  WV: ["West Virginia"],
  WY: ["Wyoming"],
  AS: ["American Samoa"],
  GU: ["Guam"],
  MP: ["Northern Mariana Islands", "Commonwealth of the Northern Mariana Islands"],
  PR: ["Puerto Rico"],
  VI: ["US Virgin Islands", "United States Virgin Islands", "Virgin Islands"],
};

const CANADA: Readonly<Record<string, readonly string[]>> = {
  AB: ["Alberta"],
  BC: ["British Columbia", "Colombie Britannique"],
  MB: ["Manitoba"],
  NB: ["New Brunswick", "Nouveau Brunswick"],
  NL: ["Newfoundland and Labrador", "Newfoundland", "Terre Neuve et Labrador", "Terre Neuve and Labrador"],
  NS: ["Nova Scotia", "Nouvelle Ecosse"],
  NT: ["Northwest Territories", "Territoires du Nord Ouest"],
  NU: ["Nunavut"],
  ON: ["Ontario"],
  PE: ["Prince Edward Island", "PEI", "Ile du Prince Edouard"],
  QC: ["Quebec"],
  SK: ["Saskatchewan"],
  YT: ["Yukon", "Yukon Territory", "Territoire du Yukon"],
};

/** Countries whose rules depend on the state or province, with each one's codes and names. */
export const SUBDIVISIONS = { US: UNITED_STATES, CA: CANADA } as const;

/** Whether a country has a state or province of that code; null where its states are not listed here. */
export function isSubdivision(country: string, code: string): boolean | null {
  const known = Object.entries(SUBDIVISIONS).find(([listed]) => listed === country)?.[1];
  return known === undefined ? null : Object.hasOwn(known, code);
}

/** United States territories that ISO 3166-1 also lists as countries of their own. */
export const US_TERRITORIES: readonly string[] = ["AS", "GU", "MP", "PR", "VI"];

/**
 * The traffic of a deployment, by kind of request in a hundred: mostly pages of shoppers who type a card, change the amount
 * or the place and look again; servers that verify and report; operators now and then; and what should not be sent at all.
 */
export const MIX = {
  "fresh token": 27,
  "new amount, with ticket": 16,
  "new place, with ticket": 7,
  "same token, without ticket": 5,
  "broken ticket": 1,
  policy: 13,
  preflight: 9,
  "bad input": 8,
  "verify a quote": 4,
  "verify an edited quote": 1,
  "report an outcome": 2,
  "server: by token": 2,
  "server: by saved card": 2,
  "server: by BIN": 1,
  "keys and health": 1,
  "operator reads": 1,
} as const;

export type Kind = keyof typeof MIX;

/**
 * The element's states, from its table of transitions. Where boxes stand and how arrows run is written here; which arrows there are
 * is the table's word, and `element-states.ts` holds the two together.
 */
import type { Status } from "../../../contract/lists.ts";
import { arrow, box, label, type Picture, text, WIDTH } from "./svg.ts";

/** Any status; those with a card in hand; those with an answer. */
const ANSWERED: readonly Status[] = ["surcharge", "accepted", "none", "unknown"];
const WITH_A_CARD: readonly Status[] = ["pending", ...ANSWERED];

const BOX = { width: 96, height: 34 };
const PLACES: Readonly<Record<Status, readonly [x: number, y: number]>> = {
  idle: [30, 66],
  preview: [230, 66],
  pending: [152, 196],
  surcharge: [36, 330],
  unknown: [142, 330],
  none: [250, 330],
  accepted: [36, 422],
  expired: [152, 540],
};

type Point = readonly [number, number];

/** One arrow of the picture, and the arrows of the table that it stands for. */
interface Drawn {
  readonly from: readonly Status[] | "any";
  readonly to: Status;
  readonly events: readonly string[];
  readonly path: readonly Point[];
  /** Where its events are written. */
  readonly at: readonly [x: number, y: number];
}

export const DRAWN: readonly Drawn[] = [
  {
    from: "any",
    to: "idle",
    events: ["typed", "reset"],
    path: [
      [60, 30],
      [60, 64],
    ],
    at: [68, 50],
  },
  {
    from: "any",
    to: "preview",
    events: ["typed"],
    path: [
      [278, 30],
      [278, 64],
    ],
    at: [286, 50],
  },
  {
    from: "any",
    to: "pending",
    events: ["token", "savedAnswer"],
    path: [
      [390, 226],
      [250, 226],
    ],
    at: [244, 246],
  },
  {
    from: "any",
    to: "none",
    events: ["otherSuccess"],
    path: [
      [390, 384],
      [390, 347],
      [348, 347],
    ],
    at: [276, 392],
  },
  {
    from: ["idle", "preview", "unknown", "expired", "pending", "surcharge", "accepted"],
    to: "none",
    events: ["otherMethod"],
    path: [
      [264, 412],
      [264, 366],
    ],
    at: [222, 428],
  },
  {
    from: WITH_A_CARD,
    to: "idle",
    events: ["changed", "touched"],
    path: [
      [60, 164],
      [60, 102],
    ],
    at: [68, 138],
  },
  {
    from: ["pending"],
    to: "surcharge",
    events: ["decided"],
    path: [
      [168, 232],
      [84, 328],
    ],
    at: [66, 276],
  },
  {
    from: ["pending"],
    to: "unknown",
    events: ["decided"],
    path: [
      [184, 232],
      [184, 328],
    ],
    at: [126, 304],
  },
  {
    from: ["pending"],
    to: "none",
    events: ["decided"],
    path: [
      [232, 232],
      [284, 328],
    ],
    at: [270, 286],
  },
  {
    from: ["pending"],
    to: "accepted",
    events: ["decided"],
    path: [
      [150, 213],
      [24, 213],
      [24, 439],
      [34, 439],
    ],
    at: [34, 208],
  },
  {
    from: ANSWERED,
    to: "pending",
    events: ["changed"],
    path: [
      [376, 314],
      [376, 205],
      [250, 205],
    ],
    at: [306, 200],
  },
  {
    from: ["unknown"],
    to: "pending",
    events: ["again"],
    path: [
      [216, 328],
      [216, 234],
    ],
    at: [222, 304],
  },
  {
    from: ["surcharge"],
    to: "accepted",
    events: ["accepted"],
    path: [
      [104, 366],
      [104, 420],
    ],
    at: [38, 396],
  },
  {
    from: ["accepted"],
    to: "surcharge",
    events: ["acceptCancelled"],
    path: [
      [120, 420],
      [120, 368],
    ],
    at: [126, 396],
  },
  {
    from: WITH_A_CARD,
    to: "expired",
    events: ["expired"],
    path: [
      [200, 492],
      [200, 538],
    ],
    at: [208, 520],
  },
];

export function statesPicture(): Picture {
  return {
    name: "states",
    title:
      "The element's states: idle and preview before a card is in hand; pending, then surcharge, accepted, none or unknown; expired",
    height: 590,
    parts: [
      box(4, 28, WIDTH - 8, 556, "frame"),
      text(12, 20, "any status", "q"),
      box(16, 164, WIDTH - 32, 328, "frame"),
      text(150, 182, "a card is in hand", "q"),
      box(28, 314, WIDTH - 56, 160, "frame"),
      text(150, 466, "it is answered", "q"),
      ...DRAWN.map(({ path }) => arrow(...path)),
      ...DRAWN.map(({ events, at: [x, y] }) => label(x, y, events.join(", "))),
      ...Object.entries(PLACES).flatMap(([status, [x, y]]) => [
        box(x, y, BOX.width, BOX.height),
        text(x + BOX.width / 2, y + 22, status, "b m"),
      ]),
    ],
  };
}

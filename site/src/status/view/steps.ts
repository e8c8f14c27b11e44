/** A line for each period, as long as the period: one that stands alone is seen like any other. Pure. */

/** Draws from point to point, as a canvas' path does. */
export interface Pen {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
}

/**
 * @param values one for each period; null is a gap
 * @param x where the period of this index begins; the index behind the last one is where that ends
 * @param y how high a value stands
 */
export function drawSteps(
  values: readonly (number | null | undefined)[],
  x: (index: number) => number,
  y: (value: number) => number,
  pen: Pen,
): void {
  let isDown = false;
  for (const [index, value] of values.entries()) {
    if (value == null) {
      isDown = false;
      continue;
    }
    if (isDown) pen.lineTo(x(index), y(value));
    else pen.moveTo(x(index), y(value));
    pen.lineTo(x(index + 1), y(value));
    isDown = true;
  }
}

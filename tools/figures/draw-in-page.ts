/** Draws one plot with Observable Plot. The function runs in a page that has `Plot`, so it uses nothing from outside itself. */
import type { PlotSpec } from "./figure.ts";

/** @returns the parts of the drawing, 400 units wide, and its height */
export function drawInPage(spec: PlotSpec): { height: number; inner: string } {
  const { Plot } = globalThis as unknown as {
    Plot: { plot: (options: object) => SVGSVGElement } & Record<
      "text" | "barX" | "gridY" | "axisX" | "axisY" | "lineY" | "dot" | "ruleY",
      (...args: unknown[]) => unknown
    >;
  };
  const LINE = 18;
  const colours = ["var(--first)", "var(--second)", "var(--third)", "var(--fourth)"];
  const points = spec.points.map((point) => ({ ...point, series: point.series ?? "" }));
  const names = [...new Set(points.map(({ series }) => series))];
  const colourOf = (name: string) => colours[names.indexOf(name) % colours.length];
  const colour = ({ series }: { series: string }) => colourOf(series);
  const told = ({ y }: { y: number }) =>
    y.toLocaleString("en-US", { maximumFractionDigits: y >= 100 ? 0 : y >= 10 ? 1 : 2 });
  const frame = { width: 400, className: "plot", color: { type: "identity" }, marginLeft: 48, marginRight: 26 };
  const top = Math.max(...points.map(({ y }) => y), 0) || 1;
  const [ink, quiet] = [{ fill: "var(--ink)" }, { fill: "var(--quiet)" }];

  const bars = () =>
    Plot.plot({
      ...frame,
      height: 54 + points.length * 38,
      marginLeft: 12,
      marginRight: 60,
      marginTop: 34,
      marginBottom: 8,
      x: { domain: [0, top], axis: null },
      y: { domain: points.map((_, index) => index), axis: null, padding: 0.1 },
      marks: [
        Plot.text([spec.value], { frameAnchor: "top-left", dy: -24, ...quiet }),
        Plot.barX(points, {
          x: "y",
          y: (_: unknown, at: number) => at,
          fill: colour,
          insetTop: 18,
          insetBottom: 3,
          rx: 2,
        }),
        Plot.text(points, { x: 0, y: (_: unknown, at: number) => at, text: "x", textAnchor: "start", dy: -9, ...ink }),
        Plot.text(points, {
          x: "y",
          y: (_: unknown, at: number) => at,
          text: told,
          textAnchor: "start",
          dx: 6,
          dy: 8,
          ...ink,
        }),
      ],
    });

  const lines = () => {
    const legend = names.filter((name) => name !== "");
    const marginTop = 40 + legend.length * LINE;
    const ticks = spec.isLogarithmic ? [...new Set(points.map(({ x }) => x))] : 5;
    return Plot.plot({
      ...frame,
      height: 210 + legend.length * LINE,
      marginTop,
      marginBottom: 46,
      x: { type: spec.isLogarithmic ? "log" : "linear", axis: null },
      y: { domain: [0, top * 1.1], axis: null },
      marks: [
        Plot.gridY({ stroke: "var(--line)", strokeOpacity: 1, ticks: 4 }),
        Plot.axisY({ ticks: 4, label: null, color: "var(--quiet)", tickSize: 0 }),
        Plot.axisX({
          ticks,
          tickFormat: spec.isLogarithmic ? "~s" : undefined,
          label: null,
          color: "var(--quiet)",
          tickSize: 4,
        }),
        Plot.text([spec.value], { frameAnchor: "top-left", dx: -36, dy: 12 - marginTop, ...quiet }),
        Plot.text([spec.along ?? ""], { frameAnchor: "bottom-right", dy: 40, ...quiet }),
        ...legend.map((name, index) =>
          Plot.text([`— ${name}`], {
            frameAnchor: "top-left",
            dx: -36,
            dy: 12 - marginTop + (index + 1) * LINE,
            fill: colourOf(name),
            fontWeight: 600,
          }),
        ),
        Plot.lineY(points, { x: "x", y: "y", z: "series", stroke: colour, strokeWidth: 2 }),
        ...(points.length > 60 ? [] : [Plot.dot(points, { x: "x", y: "y", r: 3, fill: colour })]),
        Plot.ruleY([0], { stroke: "var(--quiet)" }),
      ],
    });
  };

  const drawing = spec.form === "bars" ? bars() : lines();
  for (const style of drawing.querySelectorAll("style")) style.remove();
  const parts = [...drawing.children].map((part) => new XMLSerializer().serializeToString(part));
  return {
    height: Number(drawing.getAttribute("height")),
    // As Plot says of the whole drawing, whose own frame is left out.
    inner: `<g text-anchor="middle">${parts.join("\n").replaceAll(' xmlns="http://www.w3.org/2000/svg"', "")}</g>`,
  };
}

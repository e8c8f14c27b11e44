/**
 * `<status-chart>`: a plot by uPlot, in the page's colours, as wide as its place. Canvas says nothing to a screen reader, so
 * the box has a name, and a table with the same figures stands beside it.
 */
import uPlot from "uplot";
import { CHART_HEIGHT, optionsOf } from "./chart-options.ts";
import { columnsOf, type Plot } from "./plot.ts";

export class StatusChart extends HTMLElement {
  #plot: Plot | undefined;
  #chart: uPlot | undefined;
  #drawn: Plot | undefined;
  readonly #size = new ResizeObserver(() => this.#fit());
  readonly #scheme = matchMedia("(prefers-color-scheme: dark)");
  readonly #redraw = () => this.#draw();

  set plot(plot: Plot) {
    if (plot === this.#plot) return;
    this.#plot = plot;
    this.#update();
  }

  connectedCallback(): void {
    this.#size.observe(this);
    this.#scheme.addEventListener("change", this.#redraw);
    this.#draw();
  }

  disconnectedCallback(): void {
    this.#size.disconnect();
    this.#scheme.removeEventListener("change", this.#redraw);
    this.#chart?.destroy();
    this.#chart = undefined;
  }

  #fit(): void {
    if (this.#chart !== undefined && this.clientWidth > 0 && this.clientWidth !== this.#chart.width)
      this.#chart.setSize({ width: this.clientWidth, height: CHART_HEIGHT });
  }

  /** New figures of the same kind go into the chart that is there, so that nothing flickers. */
  #update(): void {
    const [plot, drawn] = [this.#plot, this.#drawn];
    if (!this.isConnected || plot === undefined) return;
    const isSame = drawn !== undefined && drawn.range.name === plot.range.name && drawn.label === plot.label;
    this.setAttribute("aria-label", plot.label);
    if (isSame && this.#chart !== undefined) this.#chart.setData(columnsOf(plot));
    else this.#draw();
    this.#drawn = plot;
  }

  #draw(): void {
    const plot = this.#plot;
    if (plot === undefined) return;
    this.#chart?.destroy();
    this.setAttribute("role", "img");
    this.setAttribute("aria-label", plot.label);
    this.#chart = new uPlot(optionsOf(plot, this, this.clientWidth || 300), columnsOf(plot), this);
    this.#drawn = plot;
  }
}

customElements.define("status-chart", StatusChart);

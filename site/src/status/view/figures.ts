/** `<status-figures>`: a plot's figures as a table, drawn while the `<details>` around it is open: a year has hundreds of rows. */
import { nothing, render } from "lit/html.js";
import { STEP_STYLE } from "../format.ts";
import { timeOf } from "./parts.ts";
import type { Plot } from "./plot.ts";
import { letScrollersBeReached, tableOf } from "./table.ts";

export class StatusFigures extends HTMLElement {
  #plot: Plot | undefined;
  #drawn: Plot | undefined;
  readonly #draw = () => {
    const plot = this.closest("details")?.open === true ? this.#plot : undefined;
    if (plot === this.#drawn) return;
    render(plot === undefined ? nothing : tableOfPlot(plot), this);
    letScrollersBeReached(this);
    this.#drawn = plot;
  };

  set plot(plot: Plot) {
    this.#plot = plot;
    if (this.isConnected) this.#draw();
  }

  connectedCallback(): void {
    this.closest("details")?.addEventListener("toggle", this.#draw);
    this.#draw();
  }
}

function tableOfPlot({ label, times, series, range }: Plot) {
  const style = STEP_STYLE[range.by];
  return tableOf({
    label,
    rows: times.map((at, index) => ({ at, index })).toReversed(),
    empty: "Nothing was counted.",
    columns: [
      { title: style === "day" ? "Day (UTC)" : "From", isHead: true, cell: ({ at }) => timeOf(at, style) },
      ...series.map(({ title, texts }) => {
        return { title, isFigure: true, cell: ({ index }: { index: number }) => texts[index] };
      }),
    ],
  });
}

customElements.define("status-figures", StatusFigures);

/** What a view is made of, and what it is given. */
import type { TemplateResult } from "lit/html.js";
import type { Client } from "./client.ts";
import type { Polled } from "./polled.ts";
import type { RangeName } from "./ranges.ts";
import type { Watch } from "./watch.ts";

export interface Surroundings {
  readonly client: Client;
  readonly watch: Watch;
  /** The span that is looked at, on every view. */
  readonly span: { name: RangeName };
  /** Something to be drawn has changed. */
  readonly changed: () => void;
  /** Tells those who listen; for what they asked for or must know, not for every new figure. */
  readonly announce: (text: string) => void;
}

export interface Page {
  /** Heads the window and the view. */
  readonly title: string;
  /** What is read again and again while the view is open. */
  readonly polled: readonly Polled<unknown>[];
  template(): TemplateResult;
}

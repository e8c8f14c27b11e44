/**
 * Registers the tag, and gives functions that a page queued before the script had loaded their element:
 * `(window.cardSurcharge ??= []).push((element) => element.connect(tokenizer))`.
 *
 * Loaded twice, or in two versions, the first one stays.
 */
import { CardSurchargeElement } from "./element.ts";

type Task = (element: CardSurchargeElement) => void;

/** What replaces the page's array: `push` runs at once when there is an element, else as soon as there is one. */
interface Queue {
  push(...tasks: Task[]): void;
  /** Called by an element that has just been connected. */
  ready(element: CardSurchargeElement): void;
}

declare global {
  interface Window {
    cardSurcharge?: Task[] | Queue;
  }
}

function run(task: Task, element: CardSurchargeElement): void {
  try {
    task(element);
  } catch (error) {
    reportError(error);
  }
}

function openQueue(): void {
  const early = window.cardSurcharge;
  if (early !== undefined && !Array.isArray(early)) return;
  const waiting: Task[] = Array.isArray(early) ? early : [];
  let first: CardSurchargeElement | null = null;
  const current = () =>
    first?.isConnected ? first : document.querySelector<CardSurchargeElement>("card-surcharge:defined");
  const queue: Queue = {
    push(...tasks) {
      const element = current();
      if (element === null) waiting.push(...tasks);
      else for (const task of tasks) run(task, element);
    },
    ready(element) {
      if (!first?.isConnected) first = element;
      for (const task of waiting.splice(0)) run(task, element);
    },
  };
  window.cardSurcharge = queue;
  const element = current();
  if (element) queue.ready(element);
}

export function defineCardSurcharge(): void {
  if (!customElements.get("card-surcharge")) customElements.define("card-surcharge", CardSurchargeElement);
  openQueue();
}

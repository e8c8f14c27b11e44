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
  if (early && !Array.isArray(early)) return;
  const waiting: Task[] = early ?? [];
  /** Also one inside a shadow root, where no query finds it. */
  let latest: CardSurchargeElement | undefined;
  const queue: Queue = {
    push(...tasks) {
      waiting.push(...tasks);
      const element = document.querySelector<CardSurchargeElement>("card-surcharge:defined") ?? latest;
      if (element?.isConnected) queue.ready(element);
    },
    ready(element) {
      latest = element;
      for (const task of waiting.splice(0)) run(task, element);
    },
  };
  window.cardSurcharge = queue;
  queue.push();
}

export function defineCardSurcharge(): void {
  if (!customElements.get("card-surcharge")) customElements.define("card-surcharge", CardSurchargeElement);
  openQueue();
}

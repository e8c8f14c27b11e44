/** The question, to be changed by hand. */
import { html, type TemplateResult } from "lit/html.js";
import type { Question } from "../question.ts";
import { cardOf } from "./parts.ts";

type Field = readonly [name: keyof Question, title: string, size: "wide" | "narrow", mode?: "numeric"];

const FIELDS: readonly Field[] = [
  ["merchant", "Merchant", "wide"],
  ["token", "Test token", "wide"],
  ["country", "Country", "narrow"],
  ["state", "State", "narrow"],
  ["amount", "Amount, minor units", "narrow", "numeric"],
  ["currency", "Currency", "narrow"],
  ["beside", "Beside it: state", "narrow"],
];

/** @param ask called with the question as it stands in the fields */
export function formOf(question: Question, ask: (question: Question) => void): TemplateResult {
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget as HTMLFormElement);
    const changes = FIELDS.map(([name]) => {
      const value = given.get(name);
      return [name, typeof value === "string" ? value.trim() : ""];
    });
    const next: Question = { ...question, ...Object.fromEntries(changes) };
    // A token that was typed takes the place of the sandbox's card.
    ask(next.token === question.token ? next : { ...next, sandbox: "", fault: "" });
  };
  return cardOf(
    "question",
    "The question",
    html`<form autocomplete="off" @submit=${submit}>
      ${FIELDS.map(
        ([name, title, size, mode]) =>
          html`<label class=${size}>${title}<input name=${name} .value=${question[name]} inputmode=${mode ?? "text"} spellcheck="false" maxlength="64" /></label>`,
      )}
      <button class="main">Ask</button>
    </form>`,
  );
}

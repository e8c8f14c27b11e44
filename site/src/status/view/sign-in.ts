/** Asks for the admin key, and says what is wrong with one that was not taken. */
import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Failure } from "../client.ts";

interface SignIn {
  /** Why the last key was not taken. */
  readonly refused: Failure | undefined;
  readonly isAsking: boolean;
  readonly open: (key: string) => void;
}

export function signIn({ refused, isAsking, open }: SignIn): TemplateResult {
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const field = (event.target as HTMLFormElement).elements.namedItem("key") as HTMLInputElement;
    const key = field.value.trim();
    field.value = "";
    if (key !== "") open(key);
  };
  return html`<main id="main" class="sign-in" tabindex="-1">
    <form class="card" @submit=${submit}>
      <h1>Status</h1>
      <p>What this deployment of card-surcharge does, for those who run it.</p>
      <label for="key">Admin key</label>
      <input id="key" name="key" type="password" autocomplete="off" spellcheck="false" autocapitalize="off" required
        aria-describedby="kept ${refused === undefined ? "" : "refused"}" aria-invalid=${refused?.kind === "key" ? "true" : nothing} />
      ${
        refused === undefined
          ? nothing
          : html`<p id="refused" class="missing" role="alert">${refused.text}${
              refused.kind === "key" ? " Its names are in ADMIN_KEYS, or locally in .dev.vars." : ""
            }</p>`
      }
      <button type="submit" class="main" ?disabled=${isAsking}>${isAsking ? "Asking …" : "Open"}</button>
      <p id="kept" class="quiet">The key stays in this page's memory and goes to ${location.host} alone. It is asked for again after a reload. A key that may only read is enough: nothing is changed from here.</p>
    </form>
  </main>`;
}

/** The gateway's real card form, from the sandbox of `npm start`: its published script, loaded as a checkout page loads it. */

/** As much of a Tokenizer as the element connects to; the form itself is an iframe. */
export interface CardForm {
  readonly iframe: HTMLIFrameElement;
}
type Tokenizer = new (options: object) => CardForm;

/** The one policy that makes an address of a script, and of this script alone. See `worker/http/headers.ts`. */
const POLICY = "sandbox-card-form";
const PATH = "/tokenizer/tokenizer.js";

let loading: Promise<boolean> | undefined;

/** Loads the sandbox's script, once. @returns false: it is not there, or the page's policy does not allow it */
export function loadCardForm(sandbox: string): Promise<boolean> {
  loading ??= new Promise<boolean>((resolve) => {
    const script = document.createElement("script");
    script.addEventListener("load", () => resolve(true));
    script.addEventListener("error", () => resolve(false));
    script.src = trusted(sandbox + PATH);
    document.head.append(script);
  }).catch(() => false);
  return loading;
}

/** A page that takes no script addresses as texts takes this one; others know no such thing. */
function trusted(address: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  return (trustedTypes?.createPolicy(POLICY, { createScriptURL: () => address }).createScriptURL("") ??
    address) as string;
}

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(): string }): { createScriptURL(input: string): unknown };
}

/** Puts the form into `container`. To be called only when {@link loadCardForm} said true. */
export function makeCardForm(
  container: HTMLElement,
  { url, apikey }: { readonly url: string; readonly apikey: string },
): CardForm {
  const { Tokenizer } = globalThis as unknown as { Tokenizer: Tokenizer };
  const settings = { payment: { types: ["card"], card: { requireCVV: true } } };
  container.replaceChildren();
  return new Tokenizer({ url, apikey, container, settings, submission() {} });
}

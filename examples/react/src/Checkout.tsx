import "@card-surcharge/element/define";
import type { CardSurchargeElement } from "@card-surcharge/element";
import type {} from "@card-surcharge/element/react";
import Tokenizer from "fluidpay-tokenizer";
import { type SubmitEvent, useEffect, useRef, useState } from "react";
import { charge, dueOf, follow, onLoad, press, submission } from "./payment.js";

const { VITE_SURCHARGE, VITE_GATEWAY } = import.meta.env;
const BASE = 12_500;
const STATES = { IL: "Illinois", MA: "Massachusetts", NV: "Nevada" };
// The order's id comes from your server with the page: the same order in another tab is then charged once.
const ORDER = { order: crypto.randomUUID(), "guji-1kg": "2", dripper: "1", country: "US" };

const dollars = (cents: number) => (cents / 100).toLocaleString("en-US", { style: "currency", currency: "USD" });

interface Result {
  paid?: string;
  offer?: string;
  token?: string;
  says?: string;
  isOpen?: boolean;
}

export function Checkout() {
  const container = useRef<HTMLDivElement>(null);
  const surcharge = useRef<CardSurchargeElement>(null);
  const tokenizer = useRef<Tokenizer>(null);
  const [state, setState] = useState("IL");
  const [due, setDue] = useState(BASE);
  const [isOpen, setOpen] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [result, setResult] = useState<Result>({});
  const fields = { ...ORDER, state };

  useEffect(() => {
    const box = container.current;
    const element = surcharge.current;
    if (element === null) return;
    tokenizer.current = new Tokenizer({
      url: VITE_GATEWAY,
      apikey: "pub_sandbox_demo",
      container: box,
      settings: { payment: { types: ["card"], card: { requireCVV: true } } },
      onLoad,
      submission,
    });
    element.connect(tokenizer.current);
    follow(element, () => {
      setDue((before) => dueOf(element, BASE, before));
      setOpen(element.status === "surcharge");
    });
    return () => box?.replaceChildren();
  }, []);

  const busy = async (work: () => Promise<Result>) => {
    setBusy(true);
    setResult({});
    setResult(await work());
    setBusy(false);
  };

  const pay = (event: SubmitEvent) => {
    event.preventDefault();
    const element = surcharge.current;
    if (isBusy || element === null) return;
    if (isOpen) element.reportValidity();
    else if (!result.offer) void busy(() => press({ element, tokenizer: tokenizer.current, fields, base: BASE, due }));
  };

  // The choice of an offer that the server had to show.
  const choose = (event: SubmitEvent) => {
    event.preventDefault();
    const { value: quote } = event.nativeEvent.submitter as HTMLButtonElement;
    const { token } = result;
    void busy(() =>
      charge(surcharge.current, fields, { token, quote }).catch(() => ({ says: "Press Pay to try again." })),
    );
  };

  const label = isBusy ? "One moment…" : isOpen || result.offer ? "Choose above first" : `Pay ${dollars(due)}`;
  return (
    <main>
      <form id="checkout" onSubmit={pay} noValidate>
        <label>
          State{" "}
          <select
            value={state}
            onChange={({ target }) => {
              setState(target.value);
              setResult({});
            }}
          >
            {Object.entries(STATES).map(([code, name]) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <div id="card-form" ref={container} />
        <card-surcharge
          ref={surcharge}
          endpoint={VITE_SURCHARGE}
          merchant="mch_demo"
          baseAmount={BASE}
          currency="USD"
          country="US"
          state={state}
          onsurcharge-error={({ detail }) => console.warn(detail.code, detail.message)}
        >
          Credit cards may carry a surcharge of up to 3%. Debit and prepaid cards never do.
        </card-surcharge>
      </form>
      {/* The server's offer is a form, and cannot stand inside another one. */}
      <div aria-live="polite" onSubmit={choose} dangerouslySetInnerHTML={{ __html: result.offer ?? "" }} />
      <button id="pay" type="submit" form="checkout" aria-disabled={isBusy}>
        {label}
      </button>
      <p id="says" role="alert">
        {result.paid ? "Paid. Thank you." : result.says}
      </p>
    </main>
  );
}

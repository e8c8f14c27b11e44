import "card-surcharge/define";
import type { CardSurchargeElement, Offer } from "card-surcharge";
import type {} from "card-surcharge/react";
import Tokenizer from "fluidpay-tokenizer";
import { type SubmitEvent, useEffect, useRef, useState } from "react";

const { VITE_SURCHARGE, VITE_GATEWAY } = import.meta.env;

interface Submission {
  status: string;
  token: string;
  surcharge: Offer;
}

export function Checkout() {
  const container = useRef<HTMLDivElement>(null);
  const surcharge = useRef<CardSurchargeElement>(null);
  const [state, setState] = useState("IL");
  const [paid, setPaid] = useState("");

  useEffect(() => {
    const box = container.current;
    const tokenizer = new Tokenizer({
      url: VITE_GATEWAY,
      apikey: "pub_sandbox_demo",
      container: box,
      settings: { payment: { types: ["card"], card: { requireCVV: true } } },
      // A success arrives here only once nothing is added or the shopper has accepted.
      submission({ status, token, surcharge }: Submission) {
        if (status === "success")
          setPaid(JSON.stringify({ token, quote: surcharge.quote, total: surcharge.totalAmount }));
      },
    });
    surcharge.current?.connect(tokenizer);
    return () => box?.replaceChildren();
  }, []);

  const review = (event: SubmitEvent) => {
    event.preventDefault();
    surcharge.current?.review().catch(() => {});
  };

  return (
    <form onSubmit={review}>
      <label>
        State{" "}
        <select value={state} onChange={({ target }) => setState(target.value)}>
          {["IL", "NV", "MA"].map((code) => (
            <option key={code}>{code}</option>
          ))}
        </select>
      </label>
      <div id="card-form" ref={container} />
      <card-surcharge
        ref={surcharge}
        endpoint={VITE_SURCHARGE}
        merchant="mch_demo"
        baseAmount={12500}
        currency="USD"
        country="US"
        state={state}
        onsurcharge-error={({ detail }) => console.warn(detail.code, detail.message)}
      >
        Credit cards may carry a surcharge of up to 3 %. Debit and prepaid cards never do.
      </card-surcharge>
      <button type="submit">Pay</button>
      <output>{paid}</output>
    </form>
  );
}

/**
 * The element in a page of Angular. Its templates are compiled while the page runs, by the compiler that Angular's own
 * build calls: that build would be a second one beside Vite's.
 */
import "@angular/compiler";
import {
  Component,
  CUSTOM_ELEMENTS_SCHEMA,
  ElementRef,
  InjectionToken,
  inject,
  type Signal,
  signal,
} from "@angular/core";
import { bootstrapApplication } from "@angular/platform-browser";
import { ENDPOINT } from "../../../support/browser/checkout-page.ts";
import { keepsTheContract, type Sale, type Shop } from "../../../support/browser/framework-contract.ts";

interface Props extends Pick<Shop, "tokenizer" | "onAccept"> {
  readonly sale: Signal<Sale>;
}
const PROPS = new InjectionToken<Props>("what the shop gives to its page");

const Checkout = Component({
  selector: "shop-checkout",
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <form>
      <card-surcharge
        [endpoint]="endpoint"
        merchant="mch_demo"
        [baseAmount]="sale().amount"
        currency="USD"
        country="US"
        state="IL"
        [shipToState]="sale().shipTo"
        name="quote"
        token-name="card_token"
        (surcharge-accept)="onAccept($event)"
      >{{ sale().notice }}</card-surcharge>
    </form>`,
})(
  class {
    readonly endpoint = ENDPOINT;
    readonly sale = inject(PROPS).sale;
    readonly onAccept = inject(PROPS).onAccept;
    readonly #tokenizer = inject(PROPS).tokenizer;
    readonly #page = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;

    ngAfterViewInit(): void {
      if (this.#tokenizer !== null) this.#page.querySelector("card-surcharge")?.connect(this.#tokenizer);
    }
  },
);

keepsTheContract(async (box, { tokenizer, onAccept, amount, notice }) => {
  const sale = signal<Sale>({ amount, notice });
  box.append(document.createElement("shop-checkout"));
  const providers = [{ provide: PROPS, useValue: { tokenizer, onAccept, sale } }];
  const application = await bootstrapApplication(Checkout, { providers });
  return {
    redraw: (next) => {
      sale.set(next);
      application.tick();
    },
    leave: () => application.destroy(),
  };
});

/** Customers that are always there, with ids in every shape the gateway's pages show. Cards are the published test cards. */
import type { Payment } from "../tokenizer/payment.ts";

export interface Saved {
  readonly id: string;
  readonly payment: Payment;
  readonly flags: readonly string[];
}

export interface Customer {
  readonly id: string;
  readonly merchantId: string;
  readonly description: string;
  readonly flags: readonly string[];
  /** Empty when nothing is saved. */
  readonly defaultPaymentMethodId: string;
  readonly methods: readonly Saved[];
  /** A record that the vault cannot read. */
  readonly isBroken?: boolean;
}

const DEMO = "d1hvstnsvrvefsmaknt0";
const SECOND = "d1hvstnsvrvefsmaknu1";
const OWN_SURCHARGE = "d1hvstnsvrvefsmaknv2";

const EXEMPT = ["surcharge_exempt"];

/** A saved card: leading six and last four digits, nothing between. */
function card(id: string, first: string, lastFour: string, flags: readonly string[] = []): Saved {
  return { id, flags, payment: { kind: "card", number: first, lastFour, expiry: "12/34", cvv: "" } };
}

function account(id: string): Saved {
  const payment: Payment = {
    kind: "ach",
    routingNumber: "110000000",
    lastFour: "6789",
    accountType: "checking",
    secCode: "web",
  };
  return { id, flags: [], payment };
}

export const CUSTOMERS: readonly Customer[] = [
  {
    id: "btfgqeia1g3tt4mhd5f0",
    merchantId: DEMO,
    description: "Visa credit by default; a debit card, an exempt card and a bank account beside it",
    flags: [],
    defaultPaymentMethodId: "btfgqeia1g3tt4mhd5eg",
    methods: [
      card("btfgqeia1g3tt4mhd5eg", "401200", "7777"),
      card("btfgqeia1g3tt4mhd5fg", "421765", "1119"),
      card("d3bfel2cunifubaumn00", "401200", "0026", EXEMPT),
      account("btfgqeia1g3tt4mhd5g0"),
    ],
  },
  {
    id: "952f250d-fa85-40ac-a45e-3886f98032c6",
    merchantId: DEMO,
    description: "Exempt from surcharges",
    flags: EXEMPT,
    defaultPaymentMethodId: "d3bfel2cunifubaumn10",
    methods: [card("d3bfel2cunifubaumn10", "222300", "0011")],
  },
  {
    id: "testmerchant12345678",
    merchantId: DEMO,
    description: "A bank account by default; a debit card beside it",
    flags: [],
    defaultPaymentMethodId: "my-bank-account",
    methods: [account("my-bank-account"), card("my-debit-card", "411111", "1111")],
  },
  {
    id: "customer.without_a-card",
    merchantId: DEMO,
    description: "Nothing saved",
    flags: [],
    defaultPaymentMethodId: "",
    methods: [],
  },
  {
    id: "customer.unknown_card",
    merchantId: DEMO,
    description: "A card whose BIN nobody knows",
    flags: [],
    defaultPaymentMethodId: "d3bfel2cunifubaumn20",
    methods: [card("d3bfel2cunifubaumn20", "999998", "0008")],
  },
  {
    id: "customer.broken_record",
    merchantId: DEMO,
    description: "The vault fails on this one",
    flags: [],
    defaultPaymentMethodId: "",
    methods: [],
    isBroken: true,
  },
  {
    id: "second-merchant-customer",
    merchantId: SECOND,
    description: "Visa credit, of another merchant",
    flags: [],
    defaultPaymentMethodId: "d3bfel2cunifubaumn30",
    methods: [card("d3bfel2cunifubaumn30", "401200", "7777")],
  },
  {
    id: "own-surcharge-customer",
    merchantId: OWN_SURCHARGE,
    description: "Visa credit, of the account that adds its own surcharge",
    flags: [],
    defaultPaymentMethodId: "d3bfel2cunifubaumn40",
    methods: [card("d3bfel2cunifubaumn40", "401200", "7777")],
  },
];

/** What is charged, by which service's quote, and whether it is a refund. */
import { accept, type Case } from "../parts/cases.ts";
import { accepting, each, LEFT_OUT, NO_SUBJECT, NO_TEXT, named, notChecking, refusing } from "../parts/odd-facts.ts";
import { CARD, CLAIMS, CUSTOMER, NOW, OF_CUSTOMER, SAVED_CARD, TOKEN } from "../parts/sale.ts";
import { sign } from "../parts/sign.ts";

/** A token, or both ids of a saved card; never something of both. */
export function subjects(): Case[] {
  const [ofToken, ofCustomer] = [sign(CLAIMS), sign(OF_CUSTOMER)];
  const { subject: saved } = SAVED_CARD;
  const notAText = [...LEFT_OUT, ...NO_TEXT];
  const both = [
    { token: TOKEN, ...saved },
    { token: TOKEN, customerId: CUSTOMER },
    { token: TOKEN, paymentMethodId: CARD },
    ...NO_TEXT.map((customerId) => ({ token: TOKEN, customerId })),
  ];
  const bothSaved = [{ token: TOKEN, ...saved }, ...NO_TEXT.map((token) => ({ token, ...saved }))];
  const half = notAText.flatMap((id) => [
    { customerId: CUSTOMER, paymentMethodId: id },
    { customerId: id, paymentMethodId: CARD },
  ]);
  return [
    ...each("subject", NO_SUBJECT, notChecking(ofToken, "subject")),
    ...each(
      "subject",
      notAText.map((token) => ({ token })),
      notChecking(ofToken, "subject"),
    ),
    ...each("subject", both, notChecking(ofToken, "subject")),
    ...each("subject", [...bothSaved, ...half], notChecking(ofCustomer, "subject")),
    ...each("subject", [{ token: ` ${TOKEN}` }], refusing(ofToken, ["wrong_subject"])),
    ...each("subject", [{ token: TOKEN, customerId: null, paymentMethodId: "" }], accepting(ofToken)),
    ...each(
      "subject",
      [
        { token: "", ...saved },
        { token: null, ...saved, name: "Zoë" },
      ],
      accepting(ofCustomer),
    ),
  ];
}

export function purposes(): Case[] {
  const late = { now: NOW + 500 };
  const noPurpose = [...LEFT_OUT, "Refund", " refund", "charge", "refunds", ["refund"], true, 1, {}];
  return [
    ...each("purpose", noPurpose, refusing(sign(CLAIMS), ["expired"], [], late)),
    accept(named("purpose", "refund"), sign(CLAIMS), { purpose: "refund", ...late }),
  ];
}

/** The service's address, in spellings that readers of addresses take for different things. */
export function issuers(): Case[] {
  const own = [
    "https://surcharge.example",
    " HTTPS://SURCHARGE.Example/\n",
    "https://surcharge.example:443?x",
    "https://surcharge.example:00443#x",
    "https://surcharge.example/@other.example",
    "https://surcharge.example?https://other.example",
  ];
  const other = [
    "http://surcharge.example",
    "https://surcharge.example:80",
    "https://surcharge.example:99999",
    "https://other.example/https://surcharge.example",
    "https://[::1]",
    "https://surcharge.example.other.example",
  ];
  const none = [
    "surcharge.example",
    "//surcharge.example",
    "https:surcharge.example",
    "https:/surcharge.example",
    "https:///surcharge.example",
    "https:\\\\surcharge.example",
    "https://surcharge.example\\",
    "https://surcharge.example.",
    "https://surcharge.example:",
    "https://surcharge.example:443x",
    "https://surcharge.example:000443",
    "https://user@surcharge.example",
    "https://user:word@surcharge.example",
    "https://sur\tcharge.example",
    "https://surcharge.example\n.other.example",
    "https://ｓurcharge.example",
    "https://ſurcharge.example",
    "https://sürcharge.example",
    "https://%73urcharge.example",
    "https://",
    "https",
    "wss://surcharge.example",
    "blob:https://surcharge.example",
  ];
  return [
    ...each("iss", [...LEFT_OUT, ...own], accepting(sign(CLAIMS))),
    ...each("iss", other, refusing(sign(CLAIMS), ["wrong_issuer"])),
    ...each("iss", [...NO_TEXT, ...none], notChecking(sign(CLAIMS), "iss")),
  ];
}

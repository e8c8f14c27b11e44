/** Draws the form and answers for its values. Knows nothing of messages or of the network. */
import { Field, make } from "./field.js";
import { achFields, addressFields, cardFields, part, userFields } from "./sections.js";

/** @typedef {"card" | "ach"} PaymentType */
/** @typedef {Record<string, unknown>} Settings */

/** @type {Record<PaymentType, string>} */
const TYPE_NAMES = { card: "Card", ach: "Bank account" };

export class Form {
  /** @param {Settings} settings @param {(type: PaymentType) => void} onTypeChange */
  constructor(settings, onTypeChange) {
    this.settings = settings;
    this.onTypeChange = onTypeChange;
    this.types = typesOf(settings);
    const payment = part(settings, "payment");
    const mustChoose = payment.forcePaymentSelection === true && this.types.length > 1;
    /** @type {PaymentType | null} */
    this.type = mustChoose ? null : (this.types[0] ?? "card");
    this.element = document.createElement("form");
    this.element.noValidate = true;
    this.element.addEventListener("submit", (event) => event.preventDefault());
    const type = this.type ?? "card";
    this.user = this.#section("user", "Your details", userFields(settings, type), part(settings, "user"));
    this.billing = this.#section(
      "billing",
      "Billing address",
      addressFields(settings, "billing", type),
      part(settings, "billing"),
    );
    this.shipping = this.#section(
      "shipping",
      "Shipping address",
      addressFields(settings, "shipping", type),
      part(settings, "shipping"),
    );
    this.payment = make("div", "payment");
    if (payment.showTitle === true) this.payment.append(title("Payment"));
    const isForced = payment.forcePaymentSelection === true || typeof payment.types === "string";
    if (this.types.length > 1 || isForced) this.payment.append(this.#selector());
    const hasCard = this.types.includes("card");
    this.card = this.#section("card", null, hasCard ? cardFields(settings) : [], {}, this.payment);
    const hasAch = this.types.includes("ach");
    this.ach = this.#section("ach", null, hasAch ? achFields(settings) : [], {}, this.payment);
    this.element.append(this.payment);
    this.brand = make("span", "brand");
    this.brand.setAttribute("aria-hidden", "true");
    this.card.get("cc")?.entry.append(this.brand);
    this.#showType();
  }

  /**
   * @param {string} name @param {string | null} heading @param {import("./field.js").FieldOptions[]} options
   * @param {Settings} settings @param {Element} [parent]
   * @returns {Map<string, Field>}
   */
  #section(name, heading, options, settings, parent = this.element) {
    const fields = new Map(options.map((option) => [option.name, new Field(option, name)]));
    if (fields.size === 0) return fields;
    const element = make("div", `section ${name}`);
    if (heading !== null && settings.showTitle === true) element.append(title(heading));
    element.append(...[...fields.values()].map((field) => field.element));
    parent.append(element);
    return fields;
  }

  #selector() {
    const group = make("fieldset", "types");
    const legend = make("legend", "");
    legend.textContent = "Pay with";
    group.append(legend);
    for (const type of this.types) {
      const label = make("label", `type ${type}`);
      const choice = document.createElement("input");
      choice.type = "radio";
      choice.name = "type";
      choice.value = type;
      choice.checked = type === this.type;
      choice.addEventListener("change", () => {
        this.type = type;
        this.#showType();
        this.onTypeChange(type);
      });
      label.append(choice, TYPE_NAMES[type]);
      group.append(label);
    }
    return group;
  }

  #showType() {
    for (const type of /** @type {const} */ (["card", "ach"])) {
      const element = this.payment.querySelector(`:scope > .section.${type}`);
      if (element instanceof HTMLElement) element.hidden = type !== this.type;
    }
  }

  /** The fields that count now. */
  fields() {
    const payment = this.type === null ? [] : [...this[this.type].values()];
    return [...this.user.values(), ...this.billing.values(), ...this.shipping.values(), ...payment];
  }

  /** Shows every problem; the names of the fields that have one. */
  check() {
    const fields = this.fields();
    for (const field of fields) field.show(field.wrong());
    const invalid = fields.filter((field) => field.wrong() !== null).map((field) => field.name);
    return this.type === null ? [...invalid, "type"] : invalid;
  }

  /** Digits of the card number. */
  get cardDigits() {
    return (this.card.get("cc")?.value ?? "").replaceAll(/\D/g, "");
  }

  /** The payment as the gateway takes it. */
  get paymentValues() {
    if (this.type === "ach") {
      const { account_type = "checking", sec_code, ...account } = values(this.ach);
      const code = sec_code ?? part(this.settings, "payment", "ach").sec_code ?? "web";
      return { ach: { ...account, account_type, sec_code: code } };
    }
    const { exp, cvv } = values(this.card);
    return { card: { number: this.cardDigits, exp, cvv } };
  }

  /** What `submission` carries beside the token: each section that is shown. */
  get sectionValues() {
    const shown = /** @type {const} */ (["user", "billing", "shipping"]).filter((name) => this[name].size > 0);
    return Object.fromEntries(shown.map((name) => [name, values(this[name])]));
  }
}

/** @param {Map<string, Field>} fields @returns {Record<string, string>} */
function values(fields) {
  return Object.fromEntries([...fields].map(([name, field]) => [name, field.value]));
}

/** @param {Settings} settings @returns {PaymentType[]} */
function typesOf(settings) {
  const { types = ["card"] } = part(settings, "payment");
  const wanted = Array.isArray(types) ? types : [types];
  const known = wanted.filter((type) => type === "card" || type === "ach");
  return known.length > 0 ? known : ["card"];
}

/** @param {string} text */
function title(text) {
  const heading = make("h2", "title");
  heading.textContent = text;
  return heading;
}

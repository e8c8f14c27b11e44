/** The form's sections as tables of fields, drawn from the integrator's settings. */

import { isObject } from "./bridge.js";
import { asExpiry, inGroups, isFutureExpiry, isRoutingNumber, isWholeNumber, longestOf, schemeOf } from "./cards.js";

/** @typedef {import("./field.js").FieldOptions} FieldOptions */
/** @typedef {Record<string, unknown>} Settings */

/** A nested settings object; empty when it is not there. @param {unknown} settings @param {string[]} path @returns {Settings} */
export function part(settings, ...path) {
  const found = path.reduce((value, key) => (isObject(value) ? value[key] : undefined), settings);
  return isObject(found) ? found : {};
}

/** @param {string} value */
const digitsOf = (value) => value.replaceAll(/\D/g, "");

/** @param {Settings} settings the whole settings object @returns {FieldOptions[]} */
export function cardFields(settings) {
  const payment = part(settings, "payment");
  const card = part(payment, "card");
  const mayBeLong = card.strict_mode === true;
  const showLabel = payment.showLabel !== false;
  let scheme = schemeOf("");
  return [
    {
      name: "cc",
      label: "Card number",
      autocomplete: "cc-number",
      keyboard: "numeric",
      placeholder:
        typeof payment.placeholderCreditCard === "string" ? payment.placeholderCreditCard : "1234 1234 1234 1234",
      required: true,
      missing: "Enter the card number",
      showLabel,
      format: (value) => {
        const digits = digitsOf(value);
        scheme = schemeOf(digits);
        return inGroups(digits.slice(0, longestOf(digits, mayBeLong)));
      },
      check: (value) => (isWholeNumber(digitsOf(value), mayBeLong) ? null : "Check the card number"),
    },
    ...(payment.showExpDate === false ? [] : [expiryField(showLabel)]),
    ...(payment.showCVV === false
      ? []
      : [
          /** @type {FieldOptions} */ ({
            name: "cvv",
            label: "Security code",
            width: "half",
            autocomplete: "cc-csc",
            keyboard: "numeric",
            placeholder: "CVV",
            required: card.requireCVV === true,
            missing: "Enter the security code",
            showLabel,
            format: (value) => digitsOf(value).slice(0, scheme.name === "" ? 4 : scheme.cvv),
            check: (value) =>
              value.length === scheme.cvv ? null : `The security code of this card has ${scheme.cvv} digits`,
          }),
        ]),
  ];
}

/** @param {boolean} showLabel @returns {FieldOptions} */
function expiryField(showLabel) {
  return {
    name: "exp",
    label: "Expiry date",
    width: "half",
    autocomplete: "cc-exp",
    keyboard: "numeric",
    placeholder: "MM / YY",
    required: true,
    missing: "Enter the expiry date",
    showLabel,
    format: (value) => {
      const isDeleting = /^\d{2} \/?$/.test(value);
      return isDeleting ? value.slice(0, 2) : asExpiry(digitsOf(value));
    },
    check: (value) => (isFutureExpiry(value, new Date()) ? null : "Enter a month that is not past, as MM / YY"),
  };
}

/** @param {Settings} settings @returns {FieldOptions[]} */
export function achFields(settings) {
  const payment = part(settings, "payment");
  const ach = part(payment, "ach");
  const showLabel = payment.showLabel !== false;
  const codes = Array.isArray(ach.secCodeList) ? ach.secCodeList.map(String) : ["web", "ppd", "ccd", "tel"];
  return [
    {
      name: "routing_number",
      label: "Routing number",
      keyboard: "numeric",
      autocomplete: "off",
      placeholder: "9 digits",
      required: true,
      missing: "Enter the routing number",
      showLabel,
      format: (value) => digitsOf(value).slice(0, 9),
      check: (value) => (isRoutingNumber(value) ? null : "Check the routing number"),
    },
    {
      name: "account_number",
      label: "Account number",
      keyboard: "numeric",
      autocomplete: "off",
      required: true,
      missing: "Enter the account number",
      showLabel,
      format: (value) => digitsOf(value).slice(0, 17),
      check: (value) => (value.length >= 4 ? null : "Check the account number"),
    },
    {
      name: "account_type",
      label: "Account type",
      showLabel,
      choices: [
        ["checking", "Checking"],
        ["savings", "Savings"],
      ],
      ...(ach.showSecCode === true ? { width: "half" } : {}),
    },
    ...(ach.showSecCode === true
      ? [
          /** @type {FieldOptions} */ ({
            name: "sec_code",
            label: "Kind of authorization",
            width: "half",
            showLabel,
            choices: codes.map((code) => [code, code.toUpperCase()]),
          }),
        ]
      : []),
  ];
}

/** @param {Settings} settings @param {string} type the chosen payment type @returns {FieldOptions[]} */
export function userFields(settings, type) {
  const user = part(settings, "user");
  const required = part(settings, "payment", type, "user_required");
  const showLabel = user.showLabel !== false;
  const width = user.showInline === true ? "third" : "half";
  /** @type {FieldOptions[]} */
  const name = [
    { name: "first_name", label: "First name", autocomplete: "given-name", width, showLabel },
    { name: "last_name", label: "Last name", autocomplete: "family-name", width, showLabel },
  ];
  /** @type {FieldOptions[]} */
  const email = [{ name: "email", label: "Email", autocomplete: "email", keyboard: "email", showLabel }];
  /** @type {FieldOptions[]} */
  const phone = [{ name: "phone", label: "Phone", autocomplete: "tel", keyboard: "tel", showLabel }];
  return [
    ...(user.showName === true ? name : []),
    ...(user.showEmail === true ? email : []),
    ...(user.showPhone === true ? phone : []),
  ].map((field) => ({ placeholder: showLabel ? "" : field.label, ...field, required: required[field.name] === true }));
}

/** @param {Settings} settings @param {"billing" | "shipping"} section @param {string} type @returns {FieldOptions[]} */
export function addressFields(settings, section, type) {
  const { show, showLabel: label } = part(settings, section);
  if (show !== true) return [];
  const showLabel = label !== false;
  const required = part(settings, "payment", type, `${section}_required`);
  /** @type {FieldOptions[]} */
  const fields = [
    { name: "address", label: "Address", autocomplete: `${section} street-address` },
    { name: "city", label: "City", autocomplete: `${section} address-level2`, width: "half" },
    { name: "state", label: "State", autocomplete: `${section} address-level1`, width: "half" },
    { name: "zip", label: "Postal code", autocomplete: `${section} postal-code`, width: "half" },
    { name: "country", label: "Country", autocomplete: `${section} country`, width: "half" },
  ];
  return fields.map((field) => ({
    ...field,
    showLabel,
    placeholder: showLabel ? "" : field.label,
    required: required[field.name] === true,
  }));
}

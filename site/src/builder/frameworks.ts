/** The checkout as a component of React, Vue and Svelte. The element comes from npm, so that it has to be told its service. */
import type { Choices } from "./choices.ts";
import { attributesOf, ORDER_FIELD } from "./element-tag.ts";
import { attribute, bracedAttribute, bracedText, indent, vueText } from "./escape.ts";
import { cardStatements, pressStatements, usesTokenizer } from "./framework-parts.ts";
import type { CodeFile } from "./page.ts";
import { styleSheet } from "./style.ts";

const tagAttributes = (choices: Choices, write: (name: string, value: string) => string, by: string): string =>
  [["endpoint", choices.service] as const, ...attributesOf(choices)]
    .map(([name, value]) => by + write(name, value))
    .join("\n");

const style = (choices: Choices): CodeFile => ({ name: "checkout.css", code: styleSheet(choices) });

/** React 19, in TypeScript. */
export function reactComponent(choices: Choices): readonly CodeFile[] {
  const withForm = usesTokenizer(choices);
  const code = `import "@card-surcharge/element/define";
import type { CardSurchargeElement } from "@card-surcharge/element";
import type {} from "@card-surcharge/element/react";
${withForm ? 'import Tokenizer from "fluidpay-tokenizer";\n' : ""}import { type FormEvent, useEffect, useRef, useState } from "react";
import "./checkout.css";

/** @param order the order's id, from your server */
export function Checkout({ order }: { order: string }) {
${withForm ? "  const container = useRef<HTMLDivElement>(null);\n" : ""}  const surcharge = useRef<CardSurchargeElement>(null);
  const [says, setSays] = useState("");

  useEffect(() => {
    const element = surcharge.current;
    if (element === null) return;
${withForm ? "    const box = container.current;\n" : ""}${indent(cardStatements(choices, "element", "box"), "    ")}${withForm ? "    return () => box?.replaceChildren();\n" : ""}  }, [order]);

  const pay = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const element = surcharge.current;
    if (element === null) return;
    setSays("");
${indent(
  pressStatements(choices, "element", (text) => `setSays(${text})`),
  "    ",
)}  };

  return (
    <form id="checkout" ${bracedAttribute("action", choices.action)} method="post" onSubmit={pay}${withForm ? " noValidate" : ""}>
      <input type="hidden" name="${ORDER_FIELD}" value={order} />
${withForm ? '      <div id="card-form" ref={container} />\n' : ""}      <card-surcharge
        ref={surcharge}
${tagAttributes(choices, bracedAttribute, "        ")}
      >
        ${bracedText(choices.notice)}
      </card-surcharge>
      <button id="pay">Pay</button>
      <p role="alert">{says}</p>
    </form>
  );
}
`;
  return [{ name: "Checkout.tsx", code }, style(choices)];
}

/** Vue 3. */
export function vueComponent(choices: Choices): readonly CodeFile[] {
  const withForm = usesTokenizer(choices);
  const code = `<script setup>
import "@card-surcharge/element/define";
${withForm ? 'import Tokenizer from "fluidpay-tokenizer";\n' : ""}import { onMounted, ref, useTemplateRef } from "vue";
import "./checkout.css";

// The order's id, from your server. Tell Vue of the tag: compilerOptions.isCustomElement = (tag) => tag === "card-surcharge"
const { order } = defineProps({ order: { type: String, required: true } });
${withForm ? 'const container = useTemplateRef("container");\n' : ""}const surcharge = useTemplateRef("surcharge");
const says = ref("");

onMounted(() => {
  const element = surcharge.value;
${indent(cardStatements(choices, "element", "container.value"), "  ")}});

async function pay({ currentTarget: form }) {
  const element = surcharge.value;
  says.value = "";
${indent(
  pressStatements(choices, "element", (text) => `says.value = ${text}`),
  "  ",
)}}
</script>

<template>
  <form id="checkout" ${attribute("action", choices.action)} method="post"${withForm ? " novalidate" : ""} @submit.prevent="pay">
    <input type="hidden" name="${ORDER_FIELD}" :value="order" />
${withForm ? '    <div id="card-form" ref="container"></div>\n' : ""}    <card-surcharge
      ref="surcharge"
${tagAttributes(choices, attribute, "      ")}
    >
      ${vueText(choices.notice)}
    </card-surcharge>
    <button id="pay">Pay</button>
    <p role="alert">{{ says }}</p>
  </form>
</template>
`;
  return [{ name: "Checkout.vue", code }, style(choices)];
}

/** Svelte 5. */
export function svelteComponent(choices: Choices): readonly CodeFile[] {
  const withForm = usesTokenizer(choices);
  const code = `<script>
import "@card-surcharge/element/define";
${withForm ? 'import Tokenizer from "fluidpay-tokenizer";\n' : ""}import { onMount } from "svelte";
import "./checkout.css";

/** The order's id, from your server. */
let { order } = $props();
${withForm ? "let container;\n" : ""}let element;
let says = $state("");

onMount(() => {
${indent(cardStatements(choices, "element", "container"), "  ")}});

async function pay(event) {
  event.preventDefault();
  const form = event.currentTarget;
  says = "";
${indent(
  pressStatements(choices, "element", (text) => `says = ${text}`),
  "  ",
)}}
</script>

<form id="checkout" ${bracedAttribute("action", choices.action)} method="post"${withForm ? " novalidate" : ""} onsubmit={pay}>
  <input type="hidden" name="${ORDER_FIELD}" value={order} />
${withForm ? '  <div id="card-form" bind:this={container}></div>\n' : ""}  <card-surcharge
    bind:this={element}
${tagAttributes(choices, bracedAttribute, "    ")}
  >
    ${bracedText(choices.notice)}
  </card-surcharge>
  <button id="pay">Pay</button>
  <p role="alert">{says}</p>
</form>
`;
  return [{ name: "Checkout.svelte", code }, style(choices)];
}

import { expect, test, vi } from "vitest";
import { readRegister } from "../../../tools/commands/texts/register.mjs";
import { wordAnswer } from "../../../worker/texts/index.ts";
import { decision, programme } from "../../support/merchant/wording.ts";

// A register in which a person has signed for Spanish and for French, but not for Canadian French.
vi.mock("../../../worker/texts/register.json", async () => {
  const reviewed = { by: "Ada Example", on: "2026-11-22" };
  const register = readRegister();
  const sign = (locale: string) => ({ [locale]: { version: register[locale]?.version ?? "", reviewed } });
  return { default: { ...register, ...sign("es"), ...sign("fr") } };
});

const localeOf = (mode: "test" | "live", own: string, asked: string) =>
  wordAnswer(decision(), programme({ mode, locale: own }), asked, new Date(0)).locale;

test("a live merchant answers in a language once a person has signed for it", () => {
  expect(localeOf("live", "en", "es-MX")).toBe("es");
});

test("a live merchant answers in the reviewed French where the Canadian one is not reviewed", () => {
  expect(localeOf("live", "en", "fr-CA")).toBe("fr");
  expect(localeOf("test", "en", "fr-CA")).toBe("fr-CA");
});

test("a live merchant falls back to its own language where that is reviewed, else to English", () => {
  expect(localeOf("live", "es", "de")).toBe("es");
  expect(localeOf("live", "de", "ar")).toBe("en");
  expect(localeOf("test", "de", "ar")).toBe("ar");
});

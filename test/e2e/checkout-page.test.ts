/** The sample shop's page as it loads and in widths, text sizes and colours: nothing moves, nothing is cut off. */
import { describe, expect, test } from "vitest";
import { page, pay, payAs, surcharge, VISA_CREDIT, visit } from "../support/shopper/sample-shop.ts";
import { cardForm, typeCard } from "../support/shopper/shopper.ts";

describe("the page", () => {
  test("does not jump while it loads", async () => {
    await visit({ viewport: { width: 390, height: 844 } }, (page) =>
      page.addInitScript(() => {
        const shifts: number[] = [];
        Object.assign(window, { shifts });
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value);
        }).observe({ type: "layout-shift", buffered: true });
      }),
    );
    await cardForm(page).getByLabel("Security code").waitFor();
    await surcharge().getByText("Larch & Loam").first().waitFor();
    const shifts = await page.evaluate(async () => {
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      return (window as unknown as { shifts: number[] }).shifts;
    });
    expect(shifts.reduce((sum, shift) => sum + shift, 0)).toBeLessThan(0.05);
  });

  test.each([
    [320, "100%"],
    [390, "200%"],
    [768, "100%"],
    [1280, "200%"],
  ])("does not scroll sideways at %i px with text of %s, which the card form takes over", async (width, size) => {
    await visit({ viewport: { width, height: 800 } }, (page) =>
      page.route("**/shop.css", async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, body: `${await response.text()} html { font-size: ${size} }` });
      }),
    );
    await typeCard(page, { number: VISA_CREDIT });
    await pay().click();
    await payAs("Choose above first").waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    const textSize = (field: Element) => getComputedStyle(field).fontSize;
    expect(await cardForm(page).getByLabel("Card number").evaluate(textSize)).toBe(
      await page.getByLabel("City").evaluate(textSize),
    );
  });

  test.each(["light", "dark"] as const)("has one look, in the card form as well: %s", async (colorScheme) => {
    await visit({ colorScheme });
    const look = (field: Element) => {
      const { borderTopColor, borderTopLeftRadius, backgroundColor, color, minHeight } = getComputedStyle(field);
      return { borderTopColor, borderTopLeftRadius, backgroundColor, color, minHeight };
    };
    await expect
      .poll(() => cardForm(page).getByLabel("Card number").evaluate(look))
      .toEqual(await page.getByLabel("City").evaluate(look));
  });

  test("keeps a border around every button in forced colours", async () => {
    await visit({ forcedColors: "active" });
    expect(await pay().evaluate((button) => getComputedStyle(button).borderTopWidth)).toBe("1px");
  });
});

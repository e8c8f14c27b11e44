/**
 * The security check in a real page: the built element, the Worker as it is deployed, the sandbox's gateway behind it.
 * Turnstile alone is played: its script in the page and its verdict to the Worker.
 */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { developmentSecrets } from "../../tools/local/dev-vars.mjs";
import type { CardSurchargeElement } from "../../widget/element.ts";
import { demoProgramme } from "../support/merchant/demo-programme.ts";
import { recordedLately } from "../support/merchant/recorded.ts";
import { buildFor, type RunningBuild, startBuild } from "../support/node/deployed.ts";
import { servedFiles } from "../support/shopper/gallery.ts";
import { mintToken, openBrowser, origins } from "../support/shopper/shopper.ts";

const VISA_CREDIT = "4012000077777777";
const MERCHANT = "mch_challenge";
/** Changed amounts are asked about once they rest. */
const DEBOUNCE_MS = 400;
/** How long an offer is there before it can be accepted. */
const READING_MS = 500;
const SITE_KEY = "0x4AAAAAAAsite-key";
const VERIFY = "https://challenges.cloudflare.com/turnstile/v0/siteverify";

/** Turnstile's script as documented: it finds its widgets by their class and calls the function each one names. */
const TURNSTILE_SCRIPT = `for (const widget of document.querySelectorAll(".cf-turnstile")) {
  const box = widget.appendChild(document.createElement("button"));
  box.textContent = "Verify you are human";
  box.onclick = () => window[widget.dataset.callback](widget.dataset.sitekey + "." + crypto.randomUUID());
}`;

let service: RunningBuild;
let shop: Server;
let browser: Browser;
let page: Page;
/** One port, two origins: the merchant's own and somebody else's. */
let merchantOrigin = "";
let otherOrigin = "";
/** Where the page's clock stands still next. */
let pageTime = Date.now();
/** Results that were shown to Turnstile; each is good once. */
let verified: string[] = [];

beforeAll(async () => {
  const files = servedFiles();
  shop = createServer((request, response) => {
    const script = files.get(request.url?.slice(1) ?? "");
    response
      .setHeader("content-type", script === undefined ? "text/html" : "text/javascript")
      .end(script ?? shopPage());
  });
  await new Promise<void>((resolve) => shop.listen(0, "127.0.0.1", resolve));
  const { port } = shop.address() as AddressInfo;
  [merchantOrigin, otherOrigin] = [`http://localhost:${port}`, `http://127.0.0.1:${port}`];

  const secrets = developmentSecrets();
  const bindings = { ...secrets, ENVIRONMENT: "development", SANDBOX_ORIGIN: origins().sandbox };
  service = await startBuild(buildFor("development"), bindings, { isBusy: true, upstream });
  const { id: _, ...programme } = recordedLately(demoProgramme);
  const merchant = {
    ...programme,
    gateway: "local_sandbox",
    gatewayKey: secrets["GATEWAY_SECRET_KEY"],
    origins: [merchantOrigin],
    challenge: { siteKey: SITE_KEY, secret: "turnstile_secret_of_the_shop" },
  };
  const put = await fetch(`${service.origin}/v1/admin/merchants/${MERCHANT}`, {
    method: "PUT",
    headers: { "Content-Type": "application/json", Authorization: "Bearer ak_sandbox_demo" },
    body: JSON.stringify(merchant),
  });
  expect(await put.json()).toMatchObject({ id: MERCHANT });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await service?.stop();
  shop?.close();
});

/** What the Worker sends out: Turnstile's verdict is given here, everything else reaches the sandbox. */
async function upstream({ url, method, headers, body }: Request): Promise<Response> {
  const sent = await new Response(body).text();
  if (url !== VERIFY) return fetch(url, { method, headers: Object.fromEntries(headers), body: sent });
  const { response } = JSON.parse(sent) as { response: string };
  const success = response.startsWith(SITE_KEY) && !verified.includes(response);
  verified.push(response);
  return Response.json({ success, action: "lookup", hostname: new URL(service.origin).hostname });
}

const shopPage = () => {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    `connect-src ${service.origin}`,
    `frame-src ${service.origin} ${otherOrigin}`,
    "require-trusted-types-for 'script'",
    "trusted-types lit-html 'allow-duplicates'",
  ].join("; ");
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Shop</title>
    <meta http-equiv="content-security-policy" content="${policy}">
    <script type="module" src="/card-surcharge.js"></script>
    <form><card-surcharge merchant="${MERCHANT}" endpoint="${service.origin}" base-amount="12500" currency="USD"
      country="US" state="IL" name="quote" token-name="token"></card-surcharge></form></html>`;
};

/** What the page's own `submission` got. */
type Handed = { token: string; surcharge: { status: string; surchargeAmount: number } }[];
/** Bodies of the element's lookups. */
let asked: { token: string; challenge?: string }[] = [];

beforeEach(async () => {
  [verified, asked] = [[], []];
  page = await browser.newPage();
  page.setDefaultTimeout(10_000);
  await page.clock.install();
  await page.route("https://challenges.cloudflare.com/turnstile/v0/api.js", (route) =>
    route.fulfill({ contentType: "text/javascript", body: TURNSTILE_SCRIPT }),
  );
  page.on("request", (request) => {
    if (request.method() === "POST") asked.push(request.postDataJSON() as (typeof asked)[number]);
  });
});
afterEach(() => page?.close());

const element = () => page.locator("card-surcharge");
const inStatus = (status: string) => page.locator(`card-surcharge[data-status=${status}]`).waitFor();
const check = () => page.frameLocator("card-surcharge iframe").getByRole("button", { name: "Verify you are human" });
const handed = () => page.evaluate(() => (window as unknown as { handed: Handed }).handed);
const entries = () =>
  page.evaluate(() => [...new FormData(document.querySelector("form") as HTMLFormElement)].map(String));

/** Runs in the page: loads an address in a frame of it. */
async function frameIn(url: string): Promise<void> {
  const frame = document.body.appendChild(document.createElement("iframe"));
  frame.src = url;
  await new Promise((resolve) => frame.addEventListener("load", resolve));
}

/** A shopper submits the card form while many requests come from the same place. */
async function submitCard(): Promise<string> {
  const token = await mintToken(VISA_CREDIT);
  await page.goto(merchantOrigin);
  // However slow the machine is, the element's patience does not run out.
  await page.clock.pauseAt((pageTime += 60_000));
  await page.evaluate(async (token) => {
    await customElements.whenDefined("card-surcharge");
    const handed: unknown[] = [];
    const tokenizer = {
      submit: () => (tokenizer.submission as (response: object) => void)({ status: "success", token }),
      submission: (response: never) => void handed.push(response),
    };
    Object.assign(window, { handed });
    (document.querySelector("card-surcharge") as CardSurchargeElement).connect(tokenizer);
    tokenizer.submit();
  }, token);
  return token;
}

describe("a security check that the service asks for", () => {
  it("is shown while checkout goes on, and the answer follows once it is passed", async () => {
    const token = await submitCard();
    await check().waitFor();
    await expect.poll(() => element().getAttribute("data-status")).toBe("unknown");
    expect(await handed()).toMatchObject([{ token, surcharge: { status: "unknown", surchargeAmount: 0 } }]);
    expect(await entries()).toEqual([`token,${token}`]);

    await check().focus();
    await page.keyboard.press("Enter");
    await inStatus("surcharge");
    expect(verified).toHaveLength(1);
    expect(asked.map(({ challenge }) => challenge)).toEqual([undefined, verified[0]]);
    await expect.poll(() => element().getByRole("status").innerText()).toMatch(/Visa credit.*\$3\.75.*\$128\.75/);
    await expect.poll(() => element().locator("iframe").count()).toBe(0);

    // An offer is accepted once it could be read, for which the clock has to go on.
    while ((await element().locator("#accept:not([aria-disabled=true])").count()) === 0) {
      await page.clock.runFor(READING_MS);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    // The frame that had the focus is gone; the next control is the choice.
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await inStatus("accepted");
    expect(await entries()).toEqual([expect.stringMatching(/^quote,[\w-]+\.[\w-]+\.[\w-]+$/), `token,${token}`]);
    expect(await handed()).toHaveLength(1);
  });

  it("is asked for anew where its result was used up by an answer to an older question", async () => {
    await submitCard();
    await check().click();
    await inStatus("surcharge");
    await page.evaluate(() => {
      (document.querySelector("card-surcharge") as CardSurchargeElement).baseAmount = 20_000;
    });
    await page.clock.runFor(DEBOUNCE_MS);
    await inStatus("unknown");
    await check().click();
    await element().getByRole("status").getByText("$206.00").waitFor();
    expect(await handed()).toHaveLength(1);
  });
});

describe("a result from elsewhere", () => {
  const message = { type: "card-surcharge:challenge", result: `${SITE_KEY}.forged` };

  /** Posts to the page out of a frame of it. */
  async function postFrom(selector: string): Promise<void> {
    const frame = await (await page.locator(selector).elementHandle())?.contentFrame();
    await frame?.evaluate((message) => window.parent.postMessage(message, "*"), message);
  }

  const SENDERS: Readonly<Record<string, () => Promise<void>>> = {
    "the page itself": () => page.evaluate((message) => window.postMessage(message, "*"), message),
    "another frame of the service": async () => {
      const url = await element().locator("iframe").getAttribute("src");
      await page.evaluate(frameIn, url as string);
      await postFrom("body > iframe");
    },
    "its own frame, gone to another origin": async () => {
      await page.evaluate((url) => {
        const frame = document.querySelector("card-surcharge")?.shadowRoot?.querySelector("iframe");
        return new Promise((resolve) => {
          frame?.addEventListener("load", resolve);
          frame?.contentWindow?.location.replace(url);
        });
      }, otherOrigin);
      await postFrom("card-surcharge iframe");
    },
  };

  it("changes nothing", async () => {
    await submitCard();
    await check().waitFor();
    await page.evaluate(() => {
      Object.assign(window, { heard: 0 });
      window.addEventListener("message", () => (window as unknown as { heard: number }).heard++);
    });
    for (const [index, [name, post]] of Object.entries(SENDERS).entries()) {
      await post();
      await page.waitForFunction((index) => (window as unknown as { heard: number }).heard > index, index);
      await expect.poll(() => element().getAttribute("data-status"), { message: name }).toBe("unknown");
      expect(asked, name).toHaveLength(1);
    }
  });
});

describe("the page of the check", () => {
  it("speaks the element's language, has the page's colour scheme, and fits its box", async () => {
    const openCheck = async (width: number) => {
      await page.setViewportSize({ width, height: 700 });
      await page.goto(merchantOrigin);
      await page.evaluate(() => {
        document.documentElement.style.colorScheme = "dark";
        (document.querySelector("card-surcharge") as CardSurchargeElement).locale = "de";
      });
      await page.evaluate(
        async (token) => {
          await customElements.whenDefined("card-surcharge");
          (document.querySelector("card-surcharge") as CardSurchargeElement).token = token;
        },
        await mintToken(VISA_CREDIT),
      );
      await page.clock.runFor(DEBOUNCE_MS);
      await check().waitFor();
    };
    const look = () =>
      page
        .frameLocator("card-surcharge iframe")
        .locator("body")
        .evaluate((body) => {
          const box = body.querySelector<HTMLElement>(".cf-turnstile");
          return {
            lang: document.documentElement.lang,
            language: box?.dataset["language"],
            size: box?.dataset["size"],
            margin: getComputedStyle(body).margin,
            text: getComputedStyle(body).color,
            theme: box?.dataset["theme"],
            title: document.title,
          };
        });
    const expected = {
      lang: "de",
      language: "de",
      margin: "0px",
      text: "rgb(255, 255, 255)",
      theme: "dark",
      title: "Sicherheitsprüfung",
    };
    await openCheck(1280);
    await expect.poll(look).toEqual({ ...expected, size: "flexible" });
    await openCheck(300);
    await expect.poll(look).toEqual({ ...expected, size: "compact" });
  });

  it("is framed by the merchant's page and by no other", async () => {
    const url = `${service.origin}/challenge/${MERCHANT}?origin=${encodeURIComponent(merchantOrigin)}`;
    const boxes: number[] = [];
    for (const origin of [merchantOrigin, otherOrigin]) {
      await page.goto(origin);
      await page.evaluate(frameIn, url);
      boxes.push(await page.frameLocator("body > iframe").locator(".cf-turnstile").count());
    }
    expect(boxes).toEqual([1, 0]);
  });
});

/** Serves a plain checkout page for each build of the element, and one without it; policy and answers are always the same. */
import { createServer } from "node:http";
import { answersIn, policyIn } from "../support/service/shopper-answers.ts";

const NOTICE = "Credit cards may carry a surcharge of up to 3 %.";

/** A heading, a form with two fields, and the element or its notice alone. @param {string | undefined} script its address */
const pageOf = (script) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Checkout</title>
${script === undefined ? "" : `<script type="module" src="${script}"></script>`}
<style>body { font: 16px/1.5 sans-serif; max-width: 40rem; margin: 2rem auto; }</style></head>
<body><h1>Pay</h1><form><label>Name <input name="n"></label><label>Street <input name="s"></label>
${
  script === undefined
    ? `<p>${NOTICE}</p>`
    : `<card-surcharge merchant="mch_demo" base-amount="12500" currency="USD" country="US" state="IL" name="quote">${NOTICE}</card-surcharge>`
}
<button>Pay</button></form></body></html>`;

/**
 * @param {ReadonlyMap<string, string>} builds the module script of each, by name
 * @returns {Promise<{ addressOf: (build: string | null) => string, close: () => void }>} null: the page without the element
 */
export async function servePages(builds) {
  const policy = JSON.stringify(policyIn("en"));
  const answer = JSON.stringify(answersIn("en").surcharge);
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    const [name = "", file] = path.slice(1).split("/").map(decodeURIComponent);
    const script = file === "card-surcharge.js" ? builds.get(name) : undefined;
    const [type, body] =
      script !== undefined
        ? ["text/javascript", script]
        : path.endsWith("/policy")
          ? ["application/json", policy]
          : path === "/v1/lookup"
            ? ["application/json", answer]
            : ["text/html", pageOf(builds.has(name) ? `/${encodeURIComponent(name)}/card-surcharge.js` : undefined)];
    response.writeHead(200, { "content-type": type }).end(body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    addressOf: (build) => `http://127.0.0.1:${port}/${build === null ? "" : `${encodeURIComponent(build)}/`}`,
    close: () => server.close(),
  };
}

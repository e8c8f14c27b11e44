/** Serves a page for each contender; policy and answers are always the same. */
import { createServer } from "node:http";
import { answersIn, policyIn } from "../support/service/shopper-answers.ts";

/** @param {import("./peers.mjs").Contender} contender */
const pageOf = ({ style, body }) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Checkout</title>
<link rel="icon" href="data:,">${style === "" ? "" : `<link rel="stylesheet" href="style.css">`}
<script type="module" src="script.js"></script></head>
<body><h1>Pay</h1><form><label>Name <input name="n"></label></form><div id="mount">${body}</div></body></html>`;

/**
 * @param {readonly import("./peers.mjs").Contender[]} contenders
 * @returns {Promise<{ addressOf: (contender: import("./peers.mjs").Contender) => string, close: () => void }>}
 */
export async function serveElements(contenders) {
  const service = new Map([
    ["policy", JSON.stringify(policyIn("en"))],
    ["lookup", JSON.stringify(answersIn("en").surcharge)],
  ]);
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    const [, number, file] = path.split("/");
    const contender = contenders[Number(number)];
    const answer = service.get(path.split("/").at(-1) ?? "");
    const [type, body] =
      answer !== undefined
        ? ["application/json", answer]
        : file === "script.js"
          ? ["text/javascript", contender?.script]
          : file === "style.css"
            ? ["text/css", contender?.style]
            : ["text/html", contender === undefined ? undefined : pageOf(contender)];
    if (body === undefined) response.writeHead(404).end();
    else response.writeHead(200, { "content-type": type }).end(body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    addressOf: (contender) => `http://127.0.0.1:${port}/${contenders.indexOf(contender)}/`,
    close: () => server.close(),
  };
}

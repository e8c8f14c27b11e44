/**
 * What the platform does in front of a Worker and the local runtime does not: it compresses texts by brotli. Without it a page would
 * be measured at several times its weight.
 */
import { createServer, request } from "node:http";
import { constants, createBrotliCompress } from "node:zlib";

const TEXT = /^(?:text\/|image\/svg|application\/(?:json|javascript|wasm|manifest))/;

/**
 * Serves another address's answers, compressed.
 *
 * @returns {Promise<{ origin: string, lead: (to: string) => void, close: () => void }>} `lead`: to which origin
 */
export async function compressing() {
  let target = "";
  const server = createServer((incoming, response) => {
    const { method, url = "/", headers } = incoming;
    const onward = request(
      target + url,
      { method, headers: { ...headers, "accept-encoding": "identity" } },
      (answer) => {
        const isText =
          TEXT.test(answer.headers["content-type"] ?? "") && answer.headers["content-encoding"] === undefined;
        if (!isText || [204, 304].includes(answer.statusCode ?? 0)) {
          response.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(response);
          return;
        }
        const { "content-length": _, ...kept } = answer.headers;
        response.writeHead(answer.statusCode ?? 502, { ...kept, "content-encoding": "br", vary: "accept-encoding" });
        answer.pipe(createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })).pipe(response);
      },
    );
    onward.on("error", () => response.writeHead(502).end());
    incoming.pipe(onward);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    origin: `http://localhost:${port}`,
    lead: (to) => {
      target = to;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

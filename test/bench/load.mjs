/** A load generator on plain sockets: one request at a time on each connection, its time taken to the microsecond. */
import { connect } from "node:net";

/**
 * @typedef {{ requests: number, seconds: number, p50Ms: number }} Load
 * @typedef {{ method: string, path: string, headers?: Record<string, string>, body?: string }} Ask
 */

/**
 * Keeps `callers` connections busy for `seconds`.
 *
 * @param {URL} url
 * @param {number} callers
 * @param {number} seconds
 * @param {() => Ask} next the next request
 * @returns {Promise<Load>}
 * @throws Error when an answer's status is neither 200 nor 204
 */
export async function load(url, callers, seconds, next) {
  /** @type {number[]} */
  const times = [];
  const startedAt = performance.now();
  const until = startedAt + seconds * 1000;
  const connections = await Promise.all(Array.from({ length: callers }, () => open(url)));
  await Promise.all(
    connections.map(async (connection) => {
      while (performance.now() < until) {
        const sentAt = performance.now();
        await connection.send(next());
        times.push(performance.now() - sentAt);
      }
    }),
  );
  const took = (performance.now() - startedAt) / 1000;
  for (const connection of connections) connection.close();
  return { requests: times.length, seconds: took, p50Ms: median(times) };
}

/**
 * Sends requests at a rate, whether or not earlier ones are back, as shoppers do, and tells how long each took from the
 * moment at which it was due.
 *
 * @param {URL} url
 * @param {number} perSecond
 * @param {number} seconds
 * @param {() => Ask} next the next request
 * @returns {Promise<{ p50Ms: number, p90Ms: number }>}
 * @throws Error when an answer's status is not 200
 */
export async function loadAt(url, perSecond, seconds, next) {
  /** @type {{ send: (ask: Ask) => Promise<string>, close: () => void }[]} */
  const idle = await Promise.all(Array.from({ length: 32 }, () => open(url)));
  /** @type {number[]} */
  const times = [];
  const sent = [];
  const startedAt = performance.now();
  const count = Math.round(perSecond * seconds);
  for (let number = 0; number < count; number++) {
    const dueAt = startedAt + (number / perSecond) * 1000;
    const waitMs = dueAt - performance.now();
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    sent.push(
      (async () => {
        const connection = idle.pop() ?? (await open(url));
        await connection.send(next());
        times.push(performance.now() - dueAt);
        idle.push(connection);
      })(),
    );
  }
  await Promise.all(sent);
  for (const connection of idle) connection.close();
  return { p50Ms: quantile(times, 0.5), p90Ms: quantile(times, 0.9) };
}

/** @param {number[]} values @param {number} share from 0 to below 1 */
export function quantile(values, share) {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
}

/** @param {number[]} values */
export const median = (values) => quantile(values, 0.5);

/**
 * One connection to a server.
 *
 * @param {URL} url
 * @returns {Promise<{ send: (ask: Ask) => Promise<string>, close: () => void }>} `send` resolves with the answer's body
 */
export function open(url) {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: url.hostname, port: Number(url.port), noDelay: true });
    /** @type {{ resolve: (body: string) => void, reject: (error: Error) => void } | null} */
    let waiting = null;
    let received = "";
    const fail = (/** @type {Error} */ error) => {
      waiting?.reject(error);
      reject(error);
    };
    socket.on("error", fail);
    socket.on("close", () => fail(new Error("the connection was closed")));
    socket.on("data", (bytes) => {
      received += bytes.toString("latin1");
      const body = takeAnswer();
      if (body === null) return;
      const caller = waiting;
      waiting = null;
      if (body instanceof Error) caller?.reject(body);
      else caller?.resolve(body);
    });
    /** @returns {string | Error | null} the answer's body, when it is complete */
    const takeAnswer = () => {
      const end = received.indexOf("\r\n\r\n");
      if (end < 0) return null;
      const head = received.slice(0, end);
      const hasNoBody = head.startsWith("HTTP/1.1 204 ");
      const length = hasNoBody ? "0" : /content-length: (\d+)/i.exec(head)?.[1];
      const isWhole =
        length === undefined ? received.endsWith("\r\n0\r\n\r\n") : received.length >= end + 4 + Number(length);
      if (!isWhole) return null;
      const body = received.slice(end + 4);
      received = "";
      return hasNoBody || head.startsWith("HTTP/1.1 200 ") ? body : new Error(`${head.split("\r\n")[0]}: ${body}`);
    };
    socket.once("connect", () =>
      resolve({
        send({ method, path, headers = {}, body = "" }) {
          const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
          const length = body === "" ? "" : `Content-Length: ${Buffer.byteLength(body)}\r\n`;
          socket.write(`${method} ${path} HTTP/1.1\r\nHost: ${url.host}\r\n${lines.join("")}${length}\r\n${body}`);
          return new Promise((resolveAnswer, rejectAnswer) => {
            waiting = { resolve: resolveAnswer, reject: rejectAnswer };
          });
        },
        close: () => {
          socket.removeAllListeners("close");
          socket.destroy();
        },
      }),
    );
  });
}

/** One HTTP request over kept connections, and how it ended, also when no whole answer came. */
import { Agent, type IncomingMessage, request } from "node:http";

export interface Ask {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** Why no whole answer came: nobody listens, cut before it began, cut within it, or waited for too long. */
export const BREAKS = ["refused", "reset", "broken_off", "timed_out"] as const;
export type Break = (typeof BREAKS)[number];

/** A Worker answers within four seconds, whatever its gateway does. */
const TIMEOUT_MS = 10_000;

export interface Client {
  send(ask: Ask): Promise<Answer | Break>;
  close(): void;
}

/** @param origin such as `http://127.0.0.1:9610` */
export function clientOf(origin: string | URL, timeoutMs = TIMEOUT_MS): Client {
  const { hostname, port } = new URL(origin);
  const agent = new Agent({ keepAlive: true, maxSockets: 512, scheduling: "lifo" });
  return {
    send: (ask) =>
      new Promise((resolve) => {
        let response: IncomingMessage | undefined;
        const timer = setTimeout(() => end("timed_out"), timeoutMs);
        const end = (result: Answer | Break) => {
          clearTimeout(timer);
          resolve(result);
          if (typeof result === "string") outgoing.destroy();
        };
        const { method, path, headers, body } = ask;
        const length = body === undefined ? {} : { "Content-Length": String(Buffer.byteLength(body)) };
        const outgoing = request({ agent, hostname, port, method, path, headers: { ...headers, ...length } });
        outgoing.on("error", (error: NodeJS.ErrnoException) => {
          if (response !== undefined) end("broken_off");
          else end(error.code === "ECONNREFUSED" ? "refused" : "reset");
        });
        outgoing.on("response", (incoming) => {
          response = incoming;
          const chunks: Buffer[] = [];
          incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
          incoming.on("error", () => end("broken_off"));
          incoming.on("end", () => {
            if (!incoming.complete) return end("broken_off");
            end({
              status: incoming.statusCode ?? 0,
              headers: incoming.headers,
              body: Buffer.concat(chunks).toString("utf8"),
            });
          });
        });
        outgoing.end(body);
      }),
    close: () => agent.destroy(),
  };
}

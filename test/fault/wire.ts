/**
 * A plain socket server that does to HTTP what no HTTP server would: between faults it passes bytes on to a real one.
 * A Worker cannot make these faults itself.
 */
import { connect, createServer, type Server, type Socket } from "node:net";
import { gatewayCard } from "../support/upstream/gateway-card.ts";

const BODY = JSON.stringify(gatewayCard());
const HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
const WITH_LENGTH = `${HEAD}Content-Length: ${BODY.length}\r\n\r\n`;
const CHUNK = `${BODY.length.toString(16)}\r\n${BODY}\r\n`;
const HALF = BODY.slice(0, BODY.length / 2);

/** What happens to a connection once its request has been read in full. */
const AFTER_REQUEST = {
  reset_after_request: (socket: Socket) => socket.resetAndDestroy(),
  closed_after_request: (socket: Socket) => socket.end(),
  reset_in_the_headers: (socket: Socket) => socket.write(HEAD, () => socket.resetAndDestroy()),
  reset_in_mid_body: (socket: Socket) => socket.write(WITH_LENGTH + HALF, () => socket.resetAndDestroy()),
  short_body: (socket: Socket) => socket.end(WITH_LENGTH + HALF),
  // All of the body is there, but not its end: it might have gone on.
  missing_last_chunk: (socket: Socket) => socket.end(`${HEAD}Transfer-Encoding: chunked\r\n\r\n${CHUNK}`),
  never_answers: () => {},
  never_ends: (socket: Socket) => socket.write(WITH_LENGTH + HALF),
  endless_headers: (socket: Socket) => pour(socket, `${HEAD}X-More: `, "more"),
  endless_body: (socket: Socket) => pour(socket, `${HEAD}\r\n{"filler": "`, "xxxxxxxx"),
  chunks_and_length: (socket: Socket) =>
    pour(socket, `${HEAD}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n`, "4\r\nxxxx\r\n"),
  garbage: (socket: Socket) => socket.end("\u0016\u0003\u0001 this is not HTTP\r\n\r\n"),
  two_lengths: (socket: Socket) => socket.end(`${HEAD}Content-Length: 2\r\nContent-Length: 9\r\n\r\n{}`),
} satisfies Record<string, (socket: Socket) => unknown>;

export const WIRE_FAULTS = [
  "refused",
  "reset_before_request",
  ...(Object.keys(AFTER_REQUEST) as (keyof typeof AFTER_REQUEST)[]),
] as const;
type WireFault = (typeof WIRE_FAULTS)[number];

function pour(socket: Socket, start: string, more: string): void {
  socket.write(start);
  const block = more.repeat(2048);
  const timer = setInterval(() => socket.write(block), 5);
  socket.once("close", () => clearInterval(timer));
}

export interface Wire {
  readonly origin: string;
  /** Sets what happens to the next `times` connections; null, and to all later ones: they are passed on. Open ones are cut. */
  set(fault: WireFault | null, times?: number): Promise<void>;
  /** Connections that got as far as the fault: a refused one cannot be counted. */
  calls(): number;
  close(): Promise<void>;
}

/** Starts the server; `target` is the real one's address. */
export async function startWire(target: URL): Promise<Wire> {
  let fault: WireFault | null = null;
  let wanted = 0;
  let calls = 0;
  const sockets = new Set<Socket>();

  const onConnection = (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    socket.on("error", () => {});
    if (fault === null || calls >= wanted) return passOn(socket, target);
    if (fault === "refused") return socket.resetAndDestroy();
    if (fault === "reset_before_request") {
      calls += 1;
      return socket.resetAndDestroy();
    }
    const happen = AFTER_REQUEST[fault];
    onRequest(socket, () => {
      calls += 1;
      happen(socket);
    });
  };

  const listen = (port: number): Promise<Server> =>
    new Promise((resolve) => {
      const server = createServer(onConnection).listen(port, "127.0.0.1", () => resolve(server));
    });
  const unlisten = (server: Server): Promise<void> =>
    new Promise((resolve) => {
      for (const socket of sockets) socket.destroy();
      server.close(() => resolve());
    });

  let server: Server | null = await listen(0);
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;

  return {
    origin: `http://127.0.0.1:${port}`,
    async set(next, times = Number.POSITIVE_INFINITY) {
      if (server !== null) await unlisten(server);
      fault = next;
      wanted = times;
      calls = 0;
      server = next === "refused" ? null : await listen(port);
    },
    calls: () => calls,
    async close() {
      if (server !== null) await unlisten(server);
    },
  };
}

function passOn(socket: Socket, target: URL): void {
  const onward = connect(Number(target.port), target.hostname);
  onward.on("error", () => socket.destroy());
  socket.once("close", () => onward.destroy());
  socket.pipe(onward).pipe(socket);
}

/** Calls `then` for each request that has arrived in full on a connection. */
function onRequest(socket: Socket, then: () => void): void {
  let text = "";
  socket.on("data", (bytes) => {
    text += bytes.toString("latin1");
    const end = text.indexOf("\r\n\r\n");
    if (end < 0) return;
    const length = Number(/content-length: (\d+)/i.exec(text.slice(0, end))?.[1] ?? 0);
    if (text.length < end + 4 + length) return;
    text = "";
    then();
  });
}

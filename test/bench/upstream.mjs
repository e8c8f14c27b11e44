/**
 * The smallest gateway there can be, in a process of its own: one answer to every request. It counts lookups and says so
 * at `/calls`, so that nothing but a socket is between it and the Worker.
 */
import { createServer } from "node:net";
import { gatewayCard } from "../support/upstream/gateway-card.ts";

const CARD = JSON.stringify(gatewayCard({ bin: "401200" }));

/** @param {string} body */
const answer = (body) =>
  Buffer.from(
    `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nx-correlation-id: bench-1\r\n\r\n${body}`,
  );

const cardAnswer = answer(CARD);
let calls = 0;

const server = createServer({ noDelay: true }, (socket) => {
  let pending = "";
  socket.on("error", () => {});
  socket.on("data", (bytes) => {
    pending += bytes.toString("latin1");
    for (;;) {
      const end = pending.indexOf("\r\n\r\n");
      if (end < 0) return;
      const head = pending.slice(0, end);
      const size = end + 4 + Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
      if (pending.length < size) return;
      pending = pending.slice(size);
      if (head.startsWith("GET /calls ")) {
        socket.write(answer(String(calls)));
        calls = 0;
      } else {
        calls += 1;
        socket.write(cardAnswer);
      }
    }
  });
});

server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  process.send?.(typeof address === "object" && address !== null ? address.port : 0);
});
process.once("disconnect", () => process.exit());

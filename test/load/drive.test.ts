/** The driver: what it sends, what it takes for an answer, and that it counts a stall against the server. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { RIGHT, wrong } from "./checks.ts";
import { clientOf } from "./client.ts";
import { closedLoop, type Done, openLoop } from "./drive.ts";
import { tally } from "./tally.ts";
import type { Planned } from "./traffic.ts";

let server: Server;
let origin: string;
beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === "/reset") return void request.socket.destroy();
    if (request.url === "/half") {
      response.writeHead(200, { "Content-Length": 10 });
      return void response.write("half", () => request.socket.destroy());
    }
    if (request.url === "/never") return;
    response.writeHead(request.url === "/error" ? 503 : 200).end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.closeAllConnections());

const get = (path: string) => ({ method: "GET", path });

test("each way in which an answer can fail to come has its name", async () => {
  const client = clientOf(origin, 200);
  expect(await client.send(get("/reset"))).toBe("reset");
  expect(await client.send(get("/half"))).toBe("broken_off");
  expect(await client.send(get("/never"))).toBe("timed_out");
  expect(await clientOf("http://127.0.0.1:1").send(get("/"))).toBe("refused");
  expect(await client.send(get("/"))).toMatchObject({ status: 200, body: "{}" });
  client.close();
});

test("wrong answers, errors and breaks of both loops are counted, each as what it is", async () => {
  const counts = tally();
  let number = 0;
  const paths = ["/", "/error", "/reset", "/wrong"];
  const next = (): Planned => {
    const path = paths[number++ % paths.length] ?? "/";
    return { kind: "policy", ask: get(path), check: () => (path === "/wrong" ? wrong("as meant") : RIGHT) };
  };
  const client = clientOf(origin);
  const onDone = ({ result, verdict, ms }: Done) => counts.record(result, verdict, ms);
  await closedLoop({ client, next, onDone }, 2, 0.1);
  await openLoop({ client, next, onDone }, 1_000, () => number >= 400);
  client.close();
  const { requests, serverErrors, breaks, wrong: wrongs } = counts.counts();
  expect(requests).toBe(number);
  for (const count of [serverErrors, breaks["reset"] ?? 0, wrongs])
    expect(Math.abs(count - number / 4)).toBeLessThanOrEqual(1);
});

/** How PHP asks the service itself: by what reaches a server, and by what comes of its answer. */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { USER_AGENT } from "../../contract/user-agent.ts";
import { needs } from "../support/node/needs.ts";
import { findProgram } from "./support/language.ts";
import { PHP } from "./support/languages.ts";

const { jwks, plans } = JSON.parse(readFileSync("test/vectors/charges.json", "utf8"));
const { given, lookup, asked } = plans.find(({ name }: { name: string }) => name === "no quote, and a credit card");

const program = findProgram(PHP);
const PLAN = `
  require "recipes/php/autoload.php";
  ['facts' => $facts, 'jwks' => $jwks, 'origin' => $origin] = json_decode(stream_get_contents(STDIN), true);
  $service = new CardSurcharge\\Service($origin, 'sk_vector', keys: new CardSurcharge\\KeySet($jwks));
  echo json_encode(CardSurcharge\\chargePlan('', $facts, $service, now: $facts['now']));`;

interface Asked {
  readonly request: IncomingMessage;
  readonly body: string;
}

/** A server on loopback that keeps what it was asked. */
async function listen(answer: Answer) {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    asked.push({ request, body: await text(request) });
    answer(response);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { origin: `http://127.0.0.1:${port}`, asked, close };
}
type Server = Awaited<ReturnType<typeof listen>>;

async function plan(origin: string): Promise<unknown> {
  const child = spawn(program ?? "", ["-r", PLAN], { stdio: ["pipe", "pipe", "inherit"] });
  child.stdin.end(JSON.stringify({ facts: given.facts, jwks, origin }));
  return JSON.parse(await text(child.stdout));
}

type Answer = (response: ServerResponse) => unknown;
const offer: Answer = (response) => response.writeHead(200).end(JSON.stringify(lookup.body));
const DOWN = { kind: "charge", totalAmount: 12_500, why: "service_down" };

describe("the service", needs("PHP"), () => {
  let answer = offer;
  let server: Server;
  beforeEach(async () => {
    answer = offer;
    server = await listen((response) => answer(response));
  });
  afterEach(() => server.close());

  test("is asked by name and by the server's key", async () => {
    expect(await plan(server.origin)).toMatchObject({ kind: "offer" });
    const [question] = server.asked;
    expect(question?.request).toMatchObject({
      method: "POST",
      url: "/v1/server/lookup",
      headers: { "user-agent": USER_AGENT, authorization: "Bearer sk_vector", "content-type": "application/json" },
    });
    expect(JSON.parse(question?.body ?? "")).toEqual(asked);
  });

  test("leads the key nowhere", async () => {
    const elsewhere = await listen(offer);
    answer = (response) =>
      response.writeHead(307, { Location: `${elsewhere.origin}/v1/server/lookup` }).end(JSON.stringify(lookup.body));
    expect(await plan(server.origin)).toMatchObject(DOWN);
    expect(elsewhere.asked).toEqual([]);
    elsewhere.close();
  });

  test.each<[string, Answer]>([
    ["breaks off", (response) => response.destroy()],
    ["never ends its answer", (response) => response.writeHead(200).write("{")],
    [
      "answers more than an answer has",
      (response) => response.end(JSON.stringify({ ...lookup.body, x: "x".repeat(65_536) })),
    ],
    ["answers by halves", (response) => response.end(JSON.stringify(lookup.body).slice(0, -9))],
  ])("that %s is down", async (_, how) => {
    answer = how;
    expect(await plan(server.origin)).toMatchObject(DOWN);
  });

  test("that is not there is down", async () => {
    expect(await plan("http://127.0.0.1:9")).toMatchObject(DOWN);
  });
});

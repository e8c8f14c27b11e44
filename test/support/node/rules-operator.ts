/** A stand-in for a deployment's operator API of rules: it keeps packs, checks little, and remembers what it was asked. */
import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import type { Extension, Pack, Renewal } from "../../../worker/rules/pack.ts";

export const OPERATOR_KEY = "ak_test_operator";

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

interface State {
  inForce: Pack;
  /** Where the pack in force comes from, as it says. */
  packOrigin: string;
  previous: Pack | null;
  candidate: Pack | null;
  renewals: Renewal[];
  extensions: Extension[];
  due: { id: string; kind: "lapse" | "recheck"; on: string; daysLeft: number }[];
  trouble: string | null;
  /** Views as `GET /v1/admin/merchants/{id}` answers them, two on a page. */
  merchants: { id: string; [member: string]: unknown }[];
  /** What it answers every change with instead. */
  refusal: { status: number; detail: string } | null;
  /** It has lost its packs. */
  givesNoPack: boolean;
  /** What somebody else does right before the next change. */
  meanwhile: ((state: State) => void) | null;
}

export interface Operator extends State {
  readonly origin: string;
  readonly env: { readonly CARD_SURCHARGE_ORIGIN: string; readonly CARD_SURCHARGE_ADMIN_KEY: string };
  readonly asked: Asked[];
}

const PAGE = 2;

/** Listens on a port of its own until the test is over. */
export async function startOperator(inForce: Pack): Promise<Operator> {
  const state: State = {
    inForce,
    packOrigin: "stored",
    previous: null,
    candidate: null,
    renewals: [],
    extensions: [],
    due: [],
    trouble: null,
    merchants: [],
    refusal: null,
    givesNoPack: false,
    meanwhile: null,
  };
  const asked: Asked[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const asking = { method: request.method ?? "", path: request.url ?? "", body: await readBody(request) };
    asked.push(asking);
    const isKnown = request.headers.authorization === `Bearer ${OPERATOR_KEY}`;
    const refused = { status: 401, answer: { detail: "no" } };
    const { status, answer } = isKnown ? answerOf(operator, asking, request.headers["if-match"]) : refused;
    // As a proxy gives it on that compresses what it passes.
    const headers = { "Content-Type": "application/json", ETag: `W/${tagOf(operator)}` };
    response.writeHead(status, headers).end(JSON.stringify(answer));
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const env = { CARD_SURCHARGE_ORIGIN: origin, CARD_SURCHARGE_ADMIN_KEY: OPERATOR_KEY };
  const operator: Operator = Object.assign(state, { origin, env, asked });
  return operator;
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString("utf8");
  return text === "" ? null : JSON.parse(text);
}

interface Answer {
  readonly status: number;
  readonly answer: unknown;
}
const ok = (answer: unknown): Answer => ({ status: 200, answer });
const missing: Answer = { status: 404, answer: { detail: "There is none." } };

const tagOf = (state: State) =>
  `"${createHash("sha256")
    .update(JSON.stringify(viewOf(state)))
    .digest("hex")}"`;

function answerOf(state: Operator, { method, path, body }: Asked, ifMatch: string | undefined): Answer {
  const url = new URL(path, "http://operator");
  if (method !== "GET") state.meanwhile?.(state);
  if (method !== "GET" && ifMatch !== tagOf(state)) return { status: 412, answer: { detail: "Read it again." } };
  if (method !== "GET" && state.refusal !== null)
    return { status: state.refusal.status, answer: { detail: state.refusal.detail } };
  const version = /^\/v1\/rules\/(.+)$/.exec(url.pathname)?.[1];
  if (version !== undefined)
    return version === state.inForce.version && !state.givesNoPack ? ok(packAnswer(state)) : missing;
  if (url.pathname.startsWith("/v1/admin/merchants")) return merchantAnswer(state, url);
  carryOut(state, { method, path, body }, url);
  return ok(viewOf(state));
}

/** As the Worker answers: the pack, and the deployment's own extensions where there are some. */
const packAnswer = ({ inForce, extensions }: State) => (extensions.length === 0 ? inForce : { ...inForce, extensions });

function merchantAnswer({ merchants }: State, { pathname, searchParams }: URL): Answer {
  const id = /^\/v1\/admin\/merchants\/(.+)$/.exec(pathname)?.[1];
  const view = merchants.find((one) => one.id === id);
  if (id !== undefined) return view === undefined || view["isGone"] === true ? missing : ok(view);
  const at = Number(searchParams.get("cursor") ?? "0");
  const page = merchants.slice(at, at + PAGE).map((one) => ({ id: one.id }));
  return ok({ merchants: page, cursor: at + PAGE < merchants.length ? String(at + PAGE) : null });
}

function carryOut(state: State, { method, body }: Asked, { pathname, searchParams }: URL): void {
  const row = /^\/v1\/admin\/rules\/renewals\/(.+)$/.exec(pathname)?.[1];
  if (row !== undefined) {
    if ("extendTo" in (body as object))
      state.extensions = [{ row, on: "2026-11-28", ...(body as Omit<Extension, "row" | "on">) }];
    else state.renewals = [{ row, ...(body as Omit<Renewal, "row">) }];
  } else if (pathname === "/v1/admin/rules/rollback") {
    state.inForce = state.previous ?? state.inForce;
    state.previous = null;
  } else if (method === "DELETE") state.candidate = null;
  else if (method === "PUT" && searchParams.get("candidate") === "true") state.candidate = body as Pack;
  else if (method === "PUT") {
    state.previous = state.inForce;
    state.inForce = body as Pack;
  }
}

function viewOf({ inForce, packOrigin, previous, candidate, renewals, extensions, due, trouble }: State) {
  const nameOf = ({ version, sequence }: Pack) => ({ version, sequence });
  return {
    inForce: { ...nameOf(inForce), publishedAt: inForce.publishedAt, origin: packOrigin, rows: inForce.rows.length },
    builtIn: { version: "2026-11-22.1.000000000000", sequence: 1 },
    previous: previous?.version ?? null,
    candidate:
      candidate === null ? null : { ...nameOf(candidate), decided: 1000, wider: 3, narrower: 20, otherReason: 1 },
    renewals,
    extensions,
    due,
    trouble,
    requestId: "req_made_up",
  };
}

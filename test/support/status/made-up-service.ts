/**
 * A service with a year of counts for ten thousand merchants, in the shape of the real one: what its routes answer to an
 * operator. Nothing is kept but what a test breaks.
 */
import { createServer, type Server } from "node:http";
import { assetHeadersFile } from "../../../worker/http/headers.ts";
import { ALERTS, auditPage, EXPLAINED, POLICY, READINESS, REPORT, REPORT_CSV, RULES } from "./made-up-answers.ts";
import { type Mood, sumsAt } from "./made-up-counts.ts";
import { HOSTILE_ID, merchantPage, merchantSums, merchantView } from "./made-up-merchants.ts";

export const ADMIN_KEY = "ak_made_up_by_a_test";
/** One that the service knows, and that may not read. */
export const LIMITED_KEY = "ak_rules_alone";

/** The policy of the page, out of the table that the real one is served with. */
export const PAGE_POLICY =
  /\n\/status\n(?:.+\n)*? {2}Content-Security-Policy: (.+)\n/.exec(
    assetHeadersFile({ moving: [], unreleased: null }, []),
  )?.[1] ?? "default-src 'none'";

const STEP_MS = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;
const PER_MINUTE = 42;

export interface MadeUpService {
  readonly origin: string;
  /** Requests that were made, newest last: method and path. */
  readonly asked: string[];
  /** Paths that answer 500 from now on. */
  readonly broken: Set<string>;
  mood: Mood;
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

const json = (body: object, status = 200): Answer => {
  return { status, type: status < 400 ? "application/json" : "application/problem+json", text: JSON.stringify(body) };
};
const problem = (status: number, code: string, detail: string) =>
  json({ title: code, status, detail, code, requestId: "made-up" }, status);

/** @param files what is served beside the routes: path to type and text @param port 0: any that is free */
export async function startMadeUp(
  files: ReadonlyMap<string, { type: string; text: string }>,
  port = 0,
): Promise<MadeUpService> {
  const asked: string[] = [];
  const broken = new Set<string>();
  const service = { asked, broken, mood: { trouble: 1 } as Mood };
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    const file = files.get(url.pathname);
    const key = request.headers.authorization?.replace("Bearer ", "");
    if (file === undefined) asked.push(`${request.method} ${url.pathname}${url.search}`);
    const { status, type, text } =
      file !== undefined
        ? { status: 200, ...file }
        : broken.has(url.pathname)
          ? problem(500, "internal", "Made up to fail.")
          : answerOf(url, key, service.mood);
    response.writeHead(status, {
      "Content-Type": type,
      "Content-Security-Policy": PAGE_POLICY,
      "Cache-Control": "no-store",
    });
    response.end(text);
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return Object.assign(service, { origin: `http://127.0.0.1:${portOf(server)}`, close: () => closeOf(server) });
}

const portOf = (server: Server) => {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
};

function closeOf(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

function answerOf(url: URL, key: string | undefined, mood: Mood): Answer {
  if (key === LIMITED_KEY) return problem(403, "forbidden", "This key is limited to rules.");
  if (key !== ADMIN_KEY) return problem(401, "unauthorized", "An admin key is needed.");
  const { pathname, searchParams } = url;
  const merchant = /^\/v1\/admin\/merchants\/([\w-]+)(?:\/(\w+))?$/.exec(pathname);
  if (merchant !== null) return merchantAnswer(merchant[1] ?? "", merchant[2], searchParams);
  switch (pathname) {
    case "/v1/admin/stats":
      return json(statsOf(searchParams, mood));
    case "/v1/admin/stats/merchants":
      return json(merchantSums(searchParams.get("cursor"), Date.parse(searchParams.get("to") ?? "")));
    case "/v1/admin/merchants":
      return json(merchantPage(searchParams.get("cursor")));
    case "/readyz":
      return json(READINESS);
    case "/v1/admin/rules":
      return json(RULES);
    case "/v1/admin/alerts":
      return json(ALERTS);
    case "/v1/admin/audit":
      return json(auditPage(searchParams.get("cursor")));
    default:
      return problem(404, "not_found", "There is nothing at this address.");
  }
}

function merchantAnswer(id: string, part: string | undefined, query: URLSearchParams): Answer {
  const view = merchantView(id);
  if (view === null) return problem(404, "unknown_merchant", "There is no merchant of this id.");
  if (part === undefined) return json(view);
  if (part === "policy") return json(POLICY);
  if (part === "explain") return json(EXPLAINED);
  if (part === "reports" && query.get("format") === "csv") return { status: 200, type: "text/csv", text: REPORT_CSV };
  return part === "reports"
    ? json({ ...REPORT, month: query.get("month") })
    : problem(404, "not_found", "There is nothing at this address.");
}

function statsOf(query: URLSearchParams, mood: Mood): object {
  const by = (query.get("by") ?? "minute") as keyof typeof STEP_MS;
  const [from, to] = [Date.parse(query.get("from") ?? ""), Date.parse(query.get("to") ?? "")];
  const merchant = query.get("merchant");
  const periods = [];
  for (let at = from; at < Math.min(to, Date.now()); at += STEP_MS[by])
    periods.push({
      at: new Date(at).toISOString(),
      sums: sumsAt(at, STEP_MS[by], merchant === null ? PER_MINUTE : 2, mood),
    });
  const shown = merchant === HOSTILE_ID ? [] : periods;
  return { by, from: query.get("from"), to: query.get("to"), merchant, periods: shown, requestId: "made-up" };
}

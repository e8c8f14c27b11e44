import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type ProgramBin, ProgramSnapshot, PullFailure } from "../../../contract/card-programs.ts";
import { USER_AGENT } from "../../../contract/user-agent.ts";
import { demoCatalogue } from "../../../sandbox/keysecure/catalogue.ts";
import { createKeySecure } from "../../../sandbox/keysecure/index.ts";
import { printedBy } from "../../support/node/run-command.ts";

const WORKER = "http://localhost:8787";
const KEYSECURE = "http://localhost:8788";

/** A Worker's operator API as far as the tool sees it, and the sandbox's KeySecure beside it. */
function startWorld() {
  const keySecure = createKeySecure();
  const pushed: { path: string; bins: ProgramBin[] }[] = [];
  const failures: PullFailure[] = [];
  const authorizations = new Set<string | null>();
  /** How the tool named itself, to the Worker and to KeySecure. */
  const names = new Set<string | null>();
  let answer: ((path: string) => Response) | null = null;
  const summary = {
    program: "demo_programme",
    state: "ready",
    version: "0123456789abcdef",
    records: 0,
    bins: 0,
    pulledAt: "2026-11-22T02:00:00.000Z",
    source: "push",
    failure: null,
  };
  const stored = () => pushed.at(-1)?.bins ?? [];

  function worker(path: string, init: RequestInit): Response {
    authorizations.add(new Headers(init.headers).get("Authorization"));
    if (answer !== null) return answer(path);
    const body: unknown = typeof init.body === "string" ? JSON.parse(init.body) : null;
    if (init.method === "PUT") {
      const { bins } = ProgramSnapshot.parse(body);
      pushed.push({ path, bins });
      const sizes = { records: bins.length, bins: bins.length };
      return Response.json({
        outcome: "stored",
        summary: { ...summary, ...sizes },
        added: 3,
        removed: 1,
        problem: null,
      });
    }
    if (path.endsWith("/failure")) {
      failures.push(PullFailure.parse(body));
      return Response.json({});
    }
    if (path.includes("/bins?")) {
      const query = new URLSearchParams(path.split("?")[1]);
      const start = Number(query.get("page")) * Number(query.get("size"));
      return Response.json({ ...summary, bins: stored().slice(start, start + Number(query.get("size"))) });
    }
    return Response.json({ programs: [summary] });
  }

  vi.stubGlobal("fetch", async (url: string, init: RequestInit = {}) => {
    names.add(new Headers(init.headers).get("User-Agent"));
    if (url.startsWith(KEYSECURE)) return keySecure.request(url.slice(KEYSECURE.length), init);
    const prefix = `${WORKER}/v1/admin/card-programs`;
    if (url.startsWith(prefix)) return worker(url.slice(prefix.length), init);
    throw new TypeError("fetch failed");
  });
  return {
    pushed,
    failures,
    authorizations,
    names,
    answerWith: (next: (path: string) => Response) => {
      answer = next;
    },
    set: async (settings: object) => {
      await keySecure.request("/sandbox/keysecure", { method: "PUT", body: JSON.stringify(settings) });
    },
  };
}

let world: ReturnType<typeof startWorld>;
beforeEach(() => {
  world = startWorld();
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const failureOf = async (argv: string[], env: Record<string, string> = {}) => {
  const error = await printedBy(["card-programs", ...argv], { env }).then(
    () => null,
    (error: unknown) => error,
  );
  if (!(error instanceof Error)) throw new Error("expected the command to fail");
  return error.message;
};

describe("pull", () => {
  test("fetches the whole programme and pushes it with the operator's key", async () => {
    expect(await printedBy(["card-programs", "pull", "demo_programme"])).toMatch(
      /^demo_programme: \d+ records, .*3 BINs added, 1 removed/,
    );
    expect(world.pushed).toHaveLength(1);
    expect(world.pushed[0]?.path).toBe("/demo_programme");
    expect(world.pushed[0]?.bins.map(({ cardBin }) => cardBin)).toEqual(
      demoCatalogue().map(({ card_bin }) => card_bin),
    );
    expect([...world.authorizations]).toEqual(["Bearer ak_sandbox_demo"]);
    expect([...world.names]).toEqual([USER_AGENT]);
  });

  test("passes --force on", async () => {
    await printedBy(["card-programs", "pull", "demo_programme", "--force"]);
    expect(world.pushed[0]?.path).toBe("/demo_programme?force=true");
  });

  test("that KeySecure refuses pushes nothing, reports the failure, and says what to do in one line", async () => {
    await world.set({ allowlist: ["203.0.113.9"] });
    const message = await failureOf(["pull", "demo_programme"]);
    expect(message).toBe(
      "1003: this host's address is not on KeySecure's allowlist: have it added there, or pull from a host that is on it",
    );
    expect(world.pushed).toEqual([]);
    expect(world.failures).toEqual([{ problem: "address_not_allowed", upstreamCode: 1003 }]);
  });

  test("that the Worker refuses gives the Worker's reason", async () => {
    world.answerWith(() =>
      Response.json({ detail: "The last good copy stays: repeat with --force." }, { status: 400 }),
    );
    expect(await failureOf(["pull", "demo_programme"])).toBe("The last good copy stays: repeat with --force.");
  });
});

test("sync tells why the last good copy stays", async () => {
  world.answerWith(() =>
    Response.json({
      outcome: "kept",
      summary: { program: "demo_programme", records: 4, bins: 3, version: "v1" },
      added: 0,
      removed: 0,
      problem: { problem: "address_not_allowed", upstreamCode: 1003, detail: "1003: not on the allowlist" },
    }),
  );
  expect(await failureOf(["sync", "demo_programme"])).toBe(
    "the last good copy stays (4 records, 3 BINs, version v1): 1003: not on the allowlist",
  );
});

describe("show", () => {
  test("prints every record with its limits as given", async () => {
    await printedBy(["card-programs", "pull", "demo_programme"]);
    const lines = (await printedBy(["card-programs", "show", "demo_programme"])).split("\n");
    expect(lines[0]).toBe("demo_programme, version 0123456789abcdef, pulled 2026-11-22T02:00:00.000Z");
    expect(lines[2]?.split(/ {2,}/)).toEqual([
      "BIN",
      "ORGANISATION",
      "PHYSICAL",
      "VIRTUAL",
      "CURRENCIES",
      "BALANCE",
      "WEEK",
      "ATM DAY",
      "ATM MONTH",
      "ORDER NUMBER",
    ]);
    expect(lines.filter((line) => /^\d{6,8} /.test(line))).toHaveLength(demoCatalogue().length);
    const [first] = demoCatalogue();
    expect(lines[3]?.split(/ {2,}/)).toEqual([
      first?.card_bin,
      "VISA",
      "no",
      "yes",
      "USD EUR",
      first?.balance_limit.limit_balance,
      first?.balance_limit.limit_week_balance,
      "0",
      "0",
      first?.card_bin_no,
    ]);
  });

  test("shows a dash for what KeySecure did not say, and lets no text steer the terminal", async () => {
    const bin = {
      cardBinNo: null,
      cardBin: null,
      organization: "VI\u001b[2JSA",
      supportPhysical: null,
      supportVirtual: true,
      currencies: [],
      balanceLimit: {
        limitBalance: null,
        limitWeekBalance: null,
        limitAtmDayBalance: null,
        limitAtmMonthBalance: null,
      },
    };
    world.answerWith(() => Response.json({ version: "v1", pulledAt: "now", bins: [bin] }));
    expect((await printedBy(["card-programs", "show", "demo_programme"])).split("\n")[3]?.split(/ {2,}/)).toEqual([
      "-",
      "VI?[2JSA",
      "-",
      "yes",
      ...Array.from({ length: 6 }, () => "-"),
    ]);
  });
});

describe("list", () => {
  test("prints each programme's state and its last failure", async () => {
    world.answerWith(() =>
      Response.json({
        programs: [
          {
            program: "demo_programme",
            state: "failed",
            records: 4,
            bins: 3,
            version: "v1",
            pulledAt: "2026-11-20T00:00:00.000Z",
            source: "sync",
            failure: { problem: "address_not_allowed", upstreamCode: 1003, at: "2026-11-22T00:00:00.000Z" },
          },
        ],
      }),
    );
    const [heading, row] = (await printedBy(["card-programs", "list"])).split("\n").map((line) => line.split(/ {2,}/));
    expect(heading).toEqual(["PROGRAMME", "STATE", "RECORDS", "BINS", "VERSION", "PULLED AT", "BY", "LAST FAILURE"]);
    expect(row?.slice(0, 4)).toEqual(["demo_programme", "failed", "4", "3"]);
    expect(row?.at(-1)).toBe("2026-11-22T00:00:00.000Z address_not_allowed (1003)");
  });

  test("says what to do when nothing is mirrored", async () => {
    world.answerWith(() => Response.json({ programs: [] }));
    expect(await printedBy(["card-programs", "list"])).toContain("pull NAME");
  });
});

describe("what is wrong with a command is said in one line", () => {
  const remote = { CARD_SURCHARGE_ORIGIN: "https://pay.example" };
  test.each<[string[], Record<string, string>, RegExp]>([
    [["pull", "Demo"], {}, /^A programme's name is 1 to 64/],
    [["list"], { CARD_SURCHARGE_ORIGIN: "https://pay.example/" }, /^CARD_SURCHARGE_ORIGIN must be an https origin/],
    [["list"], { CARD_SURCHARGE_ORIGIN: "http://pay.example" }, /^CARD_SURCHARGE_ORIGIN must be an https origin/],
    [["list"], remote, /^CARD_SURCHARGE_ADMIN_KEY is not set/],
    [["pull", "demo"], { ...remote, CARD_SURCHARGE_ADMIN_KEY: "ak_x" }, /^KEYSECURE_ORIGIN must be/],
    [["list"], { ...remote, CARD_SURCHARGE_ADMIN_KEY: "ak_x" }, /^https:\/\/pay.example cannot be reached/],
  ])("%j", async (argv, env, expected) => {
    const message = await failureOf(argv, env);
    expect(message).toMatch(expected);
    expect(message).not.toContain("\n");
  });

  test("an operator's key that is refused", async () => {
    world.answerWith(() => Response.json({ detail: "..." }, { status: 401 }));
    expect(await failureOf(["list"])).toMatch(/refuses the operator's key: check CARD_SURCHARGE_ADMIN_KEY$/);
  });

  test.each([
    [["pull"], "Missing required argument 'name'. Usage: npm run cs -- card-programs pull"],
    [["list", "x"], "There are too many words: usage: npm run cs -- card-programs list"],
    [["push", "x"], "It must be one of pull, sync, list, show."],
    [["pull", "x", "y"], "There are too many words"],
    [["list", "--all"], "There is no such option. It takes --json, --help."],
  ])("%j is told what there is", async (argv, message) => {
    expect(await failureOf(argv)).toContain(message);
  });
});

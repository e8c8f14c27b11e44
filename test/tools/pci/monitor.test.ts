/** A payment page of this machine, recorded once and then tampered with in one way at a time: the monitor tells each. */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";

const SCRIPT = 'console.log("the element");';
const OTHER = 'console.log("the gateway\'s own");';
const sri = (text: string) => `sha384-${createHash("sha384").update(text).digest("base64")}`;
const POLICY =
  "default-src 'none'; script-src 'self' 'nonce-AAAA'; connect-src https://surcharge.example; frame-ancestors 'self'";
const PAGE = `<!doctype html><html><head><title>Checkout</title>
<meta http-equiv="Content-Security-Policy" content="object-src 'none'">
<link rel="stylesheet" href="/shop.css">
<script src="/tokenizer.js" defer></script>
<script type="module" src="/card-surcharge.js" integrity="${sri(SCRIPT)}" crossorigin></script>
<script nonce="AAAA">window.order = 17;</script>
<script type="application/json">{"order": 17}</script>
</head><body><form action="/pay?order=17"><iframe src="https://gateway.example/form"></iframe><button>Pay</button></form></body></html>`;

interface Shop {
  page: string;
  status: number;
  headers: Record<string, string>;
  files: Record<string, string>;
}

let shop: Shop;
let server: Server;
let address: string;
let folder: string;
let approved: string;

const asApproved = (): Shop => ({
  page: PAGE,
  status: 200,
  headers: {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": POLICY,
    "strict-transport-security": "max-age=63072000",
    "x-frame-options": "SAMEORIGIN",
  },
  files: { "/card-surcharge.js": SCRIPT, "/tokenizer.js": OTHER },
});

const monitor = (...args: string[]) =>
  new Promise<{ status: number; stdout: string; stderr: string }>((resolve) => {
    execFile(process.execPath, ["tools/pci/monitor.mjs", ...args], (error, stdout, stderr) =>
      resolve({ status: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "monitor-"));
  server = createServer((request, response) => {
    const file = shop.files[request.url ?? ""];
    if (file !== undefined) response.writeHead(200, { "content-type": "text/javascript" }).end(file);
    else if (request.url === "/checkout") response.writeHead(shop.status, shop.headers).end(shop.page);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/checkout`;
  approved = join(folder, "approved.json");
  shop = asApproved();
  const { status, stdout } = await monitor("record", address);
  expect(status).toBe(0);
  writeFileSync(approved, stdout);
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  shop = asApproved();
});

test("says that nothing has changed, also where each answer has its own nonce and order", async () => {
  expect(await monitor("check", approved)).toMatchObject({ status: 0, stderr: "" });
  shop.page = PAGE.replaceAll("AAAA", "BBBB").replace("order=17", "order=18").replace('{"order": 17}', '{"order": 18}');
  shop.headers["content-security-policy"] = POLICY.replace("AAAA", "BBBB");
  expect(await monitor("check", approved)).toMatchObject({ status: 0, stderr: "" });
});

const before = (text: string) => (page: Shop) => {
  page.page = page.page.replace("</body>", `${text}</body>`);
};

/** What somebody does to the page, and what the monitor's lines must name. */
const TAMPERED: readonly (readonly [what: string, change: (shop: Shop) => void, told: RegExp])[] = [
  ["a script's bytes", ({ files }) => (files["/tokenizer.js"] += " "), /^\+ script .*tokenizer\.js/m],
  ["the element's bytes", ({ files }) => (files["/card-surcharge.js"] += " "), /^\+ .*WHICH ITS BYTES DO NOT HAVE/m],
  [
    "bytes and hash together",
    (shop) => {
      shop.files["/card-surcharge.js"] = OTHER;
      shop.page = shop.page.replace(sri(SCRIPT), sri(OTHER));
    },
    /^\+ script .*card-surcharge\.js.*integrity=sha384-/m,
  ],
  [
    "a hash that is taken away",
    (shop) => (shop.page = shop.page.replace(/integrity="[^"]*"/, "")),
    /^\+ .*integrity=none/m,
  ],
  [
    "a script that is gone",
    (shop) => (shop.page = shop.page.replace(/<script src=.*\n/, "")),
    /^- script .*tokenizer/m,
  ],
  ["a script that is no longer served", ({ files }) => delete files["/tokenizer.js"], /^\+ script .* answers 404/m],
  [
    "a script within the page",
    (shop) => (shop.page = shop.page.replace("order = 17", "order = 1")),
    /^\+ script in the page/m,
  ],
  ["one script twice", before('<script src="/tokenizer.js" defer></script>'), /^\+ script .*tokenizer/m],
  ["a new script", before("<script>steal()</script>"), /^\+ script in the page/m],
  ["one that is written strangely", before('<SCRIPT\n/x=y"z/>steal()</SCRIPT >'), /^\+ script in the page/m],
  ["one of SVG", before("<svg><script href='/tokenizer.js'></svg>"), /^\+ script .*tokenizer/m],
  [
    "a type that hides it",
    before("<script type='text/x-own'>steal()</script>"),
    /^\+ script in the page type=text\/x-own/m,
  ],
  ["a press that runs something", before("<p onclick=steal()>Pay</p>"), /^\+ p runs its onclick/m],
  ["an address that runs something", before("<a href='java&#10;script:steal()'>Pay</a>"), /^\+ a runs its href/m],
  [
    "another frame",
    (shop) => (shop.page = shop.page.replace("gateway.example", "gateway.evil")),
    /^\+ iframe .*gateway\.evil/m,
  ],
  ["a page within the page", before('<iframe srcdoc="<script>steal()</script>"></iframe>'), /^\+ iframe srcdoc=/m],
  [
    "another place to pay",
    (shop) => (shop.page = shop.page.replace('"/pay', '"https://evil.example/pay')),
    /^\+ form action/m,
  ],
  ["another base", before("<base href='/elsewhere/'>"), /^\+ base href=/m],
  ["a base that is no address", before("<base href='http://['>"), /^\+ base href=/m],
  ["another style sheet", before("<link rel=stylesheet href=https://evil.example/x.css>"), /^\+ link .*evil/m],
  [
    "the page's policy",
    ({ headers }) => (headers["content-security-policy"] += " *"),
    /^\+ header content-security-policy: .*\*/m,
  ],
  [
    "no policy",
    ({ headers }) => delete headers["content-security-policy"],
    /^\+ header content-security-policy: none/m,
  ],
  [
    "the policy in the page",
    (shop) => (shop.page = shop.page.replace("object-src 'none'", "")),
    /^- meta .*object-src/m,
  ],
  ["who may frame it", ({ headers }) => delete headers["x-frame-options"], /^\+ header x-frame-options: none/m],
  [
    "no encryption asked for",
    ({ headers }) => delete headers["strict-transport-security"],
    /^\+ header strict-transport/m,
  ],
  ["a way elsewhere", ({ headers }) => (headers["refresh"] = "0; url=https://evil.example"), /^\+ header refresh: 0/m],
];

test.each(TAMPERED)("tells of %s", async (_, change, told) => {
  change(shop);
  const { status, stdout, stderr } = await monitor("check", approved);
  expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
  expect(stdout).toMatch(told);
});

test("does not let a page be approved whose script is not what its hash says", async () => {
  shop.files["/card-surcharge.js"] = OTHER;
  const { status, stderr } = await monitor("record", address);
  expect(status).toBe(1);
  expect(stderr).toMatch(/^do not approve: script .*card-surcharge\.js/);
});

test("tells a page that it could not look at from one that is as it was", async () => {
  shop.status = 302;
  expect(await monitor("check", approved)).toMatchObject({ status: 3, stderr: `${address} answers 302, not 200\n` });
  const nobody = join(folder, "nobody.json");
  writeFileSync(nobody, JSON.stringify({ format: 1, page: "http://127.0.0.1:1/", recordedAt: "", lines: [] }));
  expect(await monitor("check", nobody)).toMatchObject({ status: 3 });
});

test("sends the headers that it is given with the page's request alone", async () => {
  const seen: [string | undefined, string | undefined][] = [];
  const watch = (request: { url?: string; headers: { cookie?: string } }) =>
    seen.push([request.url, request.headers.cookie]);
  server.on("request", watch);
  await monitor("check", approved, "--header", "Cookie: basket=7");
  server.off("request", watch);
  expect(seen).toEqual([
    ["/checkout", "basket=7"],
    ["/tokenizer.js", undefined],
    ["/card-surcharge.js", undefined],
  ]);
});

test.each([
  [[]],
  [["check"]],
  [["record", "shop.example"]],
  [["check", "package.json"]],
  [["check", "nowhere.json"]],
  [["look", "https://shop.example"]],
  [["check", "package.json", "--header", "Cookie"]],
])("says what is wrong with %j", async (args) => {
  const { status, stdout, stderr } = await monitor(...args);
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toMatch(/must be|usage|may follow/);
});

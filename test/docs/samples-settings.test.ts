/** Every sample of JSON and TOML is taken by what reads it: the API's schemas, the Worker's settings, wrangler, Composer. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, expect, test } from "vitest";
import { unstable_readConfig as readConfig } from "wrangler";
import { ownFolder } from "../../tools/local/own-folder.mjs";
import { apiDocumentText } from "../../tools/site/api-document.ts";
import { bodyOf, episodeMessage } from "../../worker/ledger/alerts/messages.ts";
import { GatewaysSetting } from "../../worker/settings/gateways-setting.ts";
import { allSamples, nameOf, whyNotRun } from "../support/docs/samples.ts";
import type { OpenApiDocument } from "../support/node/openapi.ts";

const named = (language: string) =>
  allSamples()
    .filter((sample) => sample.language === language && whyNotRun(sample) === undefined)
    .map((sample) => [nameOf(sample), sample.text] as const);

interface Reader {
  safeParse(value: unknown): { error?: unknown };
}
/** By a variable: the Worker's types belong to another runtime than this test's. */
const MERCHANTS = "../../worker/merchants/configured.ts";
const { ConfiguredMerchant } = (await import(MERCHANTS)) as { ConfiguredMerchant: Reader };

const document = JSON.parse(await apiDocumentText()) as OpenApiDocument;
const ajv = new Ajv2020({ strict: false, validateFormats: false });
ajv.addSchema({ ...document, $id: "https://document.test/" });

/** What the schema of the API's document finds wrong. */
function foundBy(schema: string, value: unknown): unknown {
  const validate = ajv.getSchema(`https://document.test/#/components/schemas/${schema}`);
  expect(validate).toBeDefined();
  return validate?.(value) === true ? null : validate?.errors;
}

/** A message as it is sent, for its fields. */
const sent = JSON.parse(
  bodyOf(
    episodeMessage(
      {
        kind: "begun",
        episode: {
          id: "epi_1",
          rule: "unknown_share",
          subject: "deployment",
          since: 0,
          seen: 12.5,
          limit: 10,
          of: 400,
        },
      } as unknown as Parameters<typeof episodeMessage>[0],
      0,
    ),
    { environment: "production", issuer: "https://host.test" },
    0,
  ),
) as { data: object };

type Fields = Record<string, unknown> & { data: Record<string, unknown>; serverKeys?: object[] };

/** What JSON samples can be: a field that only they have, and what is wrong with one. */
const KINDS: readonly (readonly [field: string, wrongWith: (value: Fields) => unknown])[] = [
  [
    "gateway",
    (merchant) => {
      const serverKeys = (merchant.serverKeys ?? []).map((key) => ({ ...key, hash: "0".repeat(64) }));
      return ConfiguredMerchant.safeParse({ ...merchant, serverKeys }).error ?? null;
    },
  ],
  ["card", (question) => foundBy("ExplainRequest", question)],
  [
    "timestamp",
    ({ data }) => {
      const [shown, real] = [Object.keys(data).toSorted(), Object.keys(sent.data).toSorted()];
      return shown.join() === real.join() ? null : { shown, real };
    },
  ],
  ["repositories", ({ require }) => (Object.keys(require as object)[0] === composerName() ? null : require)],
];

const composerName = () => (JSON.parse(readFileSync("recipes/php/composer.json", "utf8")) as { name: string }).name;

test.each(named("json"))("%s is taken by what reads it", (_name, text) => {
  const value = JSON.parse(text) as Fields;
  const kinds = KINDS.filter(([field]) => Object.hasOwn(value, field));
  expect(kinds).toHaveLength(1);
  for (const [, wrongWith] of kinds) expect(wrongWith(value)).toBeNull();
});

const folder = join(ownFolder("test"), "settings");
mkdirSync(folder, { recursive: true });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const TOP = 'name = "sample"\nmain = "worker.js"\ncompatibility_date = "2026-08-01"\n';

/** Wrangler's own reading of a sample as a part of its configuration. @throws on what it cannot read */
function readBy(text: string) {
  const config = join(folder, "wrangler.toml");
  writeFileSync(config, `${TOP}${text}`);
  return readConfig({ config, env: "production" }, { hideWarnings: true });
}

test.each(named("toml"))("%s is read by wrangler, and sets something", (_name, text) => {
  const [read, bare] = [readBy(text), readBy("[env.production]\n")];
  expect({ ...read, configPath: "" }).not.toEqual({ ...bare, configPath: "" });
  const { GATEWAYS } = read.vars;
  if (GATEWAYS !== undefined) expect(GatewaysSetting.safeParse(GATEWAYS).error).toBeUndefined();
});

test("a setting that wrangler does not know is refused", () => {
  expect(() => readBy('[env.production]\nobservability = "on"\n')).toThrow(/observability/);
});

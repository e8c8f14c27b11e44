/**
 * A test has its source's path and name, so that each is found by the other. What has no test of its own stands in a table
 * with the reason and the tests that hold it; what shows several sources together stands in a folder `scenarios/`.
 */
import { existsSync, globSync } from "node:fs";
import { describe, expect, test } from "vitest";

type Row = readonly [sources: string, why: string, tests: readonly string[]];

/** Below `test/`: files, or folders with an oblique stroke at the end. */
const EXCEPTIONS: readonly Row[] = [
  // contract/
  [
    "contract/{outcomes,policy,problem,quote,card-programs}.ts",
    "schemas of what goes over the wire: held to their types, and used by the tests of every route to read its answers",
    ["contract/answers.test.ts", "contract/claims.test.ts", "worker/routes/"],
  ],
  [
    "contract/{lists,countries,plain-checks}.ts",
    "closed lists and one-line checks: the schemas are made of them, and the document of the API is held to the lists",
    ["worker/openapi/document.test.ts", "tools/build/build-types.test.ts", "worker/routes/lookup.workerd.test.ts"],
  ],
  [
    "contract/subdivisions.ts",
    "a table: each of its names is read as a place",
    ["contract/places.test.ts", "contract/scenarios/state-name.test.ts"],
  ],
  [
    "contract/charge/{ask-service,call-service,plan,read-answer}.ts",
    "parts of the plan of a charge, which has its golden vectors",
    ["contract/charge/charge-plan.test.ts"],
  ],
  [
    "contract/server.ts",
    "what the package gives to servers: built, and used as a customer would",
    ["tools/build/build-package.test.ts"],
  ],
  [
    "contract/{fact-values,fetch-keys,subject,verify-checks,verify-jwk,verify-report}.ts",
    "parts of the published check of a quote, which has its golden vectors",
    ["contract/verify.test.ts", "contract/verify-keys.test.ts", "contract/scenarios/hostile-quotes.test.ts"],
  ],

  // worker/
  [
    "worker/ledger/alerts/{alerts-schema,alerts-store,reach-desk}.ts",
    "what the desk keeps, and the way to it: tried by what it tells after a restart, and what it forgets",
    ["worker/ledger/alerts/alert-desk.workerd.test.ts"],
  ],
  [
    "worker/ledger/alerts/rules.ts",
    "a table: the docs are held to it, and each rule is tried at its limit",
    ["docs/alert-rules.test.ts", "worker/ledger/alerts/conditions.test.ts"],
  ],
  [
    "worker/ledger/alerts/wire.ts",
    "what an operator reads of the alerts, over the API",
    ["worker/routes/alerts.workerd.test.ts"],
  ],
  [
    "worker/readiness/alerts-state.ts",
    "what `/readyz` and its log line say of the alerts",
    ["worker/routes/readiness.workerd.test.ts", "worker/ledger/alerts/pulse.test.ts"],
  ],
  [
    "worker/{app,index,problem,within}.ts",
    "the whole Worker, its problems and its limits in time: what every route, door and failure answers is recorded",
    ["worker/scenarios/recorded.workerd.test.ts", "worker/scenarios/doors.workerd.test.ts"],
  ],
  [
    "worker/task-log.ts",
    "the lines of crons and alerts: tried with what writes them, and listed in the docs",
    ["worker/rules/alarm.workerd.test.ts", "tools/docs/log-fields.test.ts"],
  ],
  ["worker/schedule.ts", "calls the alarm and the pull: tried with them", ["worker/rules/alarm.workerd.test.ts"]],
  [
    "worker/sha256.ts",
    "one call of the platform: a wrong hash opens no door and names no pack",
    ["worker/merchants/configured.workerd.test.ts", "worker/rules/keeper.workerd.test.ts"],
  ],
  [
    "worker/answer/{answer-lookup,assemble}.ts",
    "the way of a lookup through every part: shown from the request to the answer",
    ["worker/routes/lookup.workerd.test.ts", "worker/scenarios/lookup-log.workerd.test.ts"],
  ],
  [
    "worker/card-program/{bin-index,programmes}.ts",
    "how a programme's BINs are kept for the match, and who has which: tried by what is matched",
    ["worker/card-program/match.test.ts", "worker/card-program/mirror.workerd.test.ts"],
  ],
  [
    "worker/card-program/{call,errors,schema,session}.ts",
    "parts of the client of KeySecure: tried by what the client pulls, and fails with",
    ["worker/card-program/client.test.ts"],
  ],
  [
    "worker/card-program/{schedule,store}.ts",
    "the Durable Object of a programme and when it is woken: tried by snapshots and over the API",
    ["worker/card-program/mirror.workerd.test.ts", "worker/routes/card-programs.workerd.test.ts"],
  ],
  [
    "worker/doors/record-change.ts",
    "every kind of change is made, refused and interrupted, and read in the log",
    ["worker/routes/audit.workerd.test.ts"],
  ],
  [
    "worker/ledger/audit/{audit-schema,entry,in-turn,reach,turns}.ts",
    "what entries are, and who has a turn: tried in the log, and by changes at two locations",
    ["worker/ledger/audit/", "worker/scenarios/lost-updates.workerd.test.ts"],
  ],
  [
    "worker/{merchants,rules}/change-fields.ts",
    "what is told of a change: read in the log, with every secret marked",
    ["worker/routes/audit.workerd.test.ts"],
  ],
  [
    "worker/doors/{admitted,operator-env,page,public,resource,server,unauthorized}.ts",
    "every route behind each door is tried with every wrong key",
    ["worker/scenarios/doors.workerd.test.ts"],
  ],
  [
    "worker/gateway/call.ts",
    "the transport below the client: timeouts, caps and broken bytes are tried through it",
    ["worker/gateway/client.workerd.test.ts", "fault/lookups.test.ts"],
  ],
  [
    "worker/gateway/{brand-names,schema}.ts",
    "how a gateway's names and members are read: tried by what a card is normalised to",
    ["worker/gateway/columns.test.ts", "worker/gateway/normalise.test.ts"],
  ],
  ["worker/http/app-env.ts", "types alone", []],
  [
    "worker/http/checked.ts",
    "one reader for bodies and addresses: what it refuses, and in which words",
    ["worker/http/body.workerd.test.ts", "worker/routes/policy.workerd.test.ts"],
  ],
  [
    "worker/http/{method,own-origin,request-id,security-headers,with-settings}.ts",
    "what is around every answer, over a real socket and recorded for every route",
    [
      "worker/scenarios/socket.test.ts",
      "worker/scenarios/hostile-wire.test.ts",
      "worker/scenarios/recorded.workerd.test.ts",
      "e2e/headers.test.ts",
    ],
  ],
  [
    "worker/answer/{explain-schema,sale}.ts",
    "what is asked about a sale, and how an explanation is written",
    ["worker/answer/explain.test.ts", "worker/routes/lookup.workerd.test.ts"],
  ],
  [
    "worker/routes/operator-policy.ts",
    "the page's policy by another door: compared with it",
    ["worker/routes/explain.workerd.test.ts"],
  ],
  [
    "worker/answer/find-card.ts",
    "ticket, test token or shard: shown by what a page is answered",
    [
      "worker/scenarios/tickets.workerd.test.ts",
      "worker/scenarios/test-tokens.workerd.test.ts",
      "worker/routes/lookup.workerd.test.ts",
    ],
  ],
  [
    "worker/http/log.ts",
    "the line that a request leaves, and that no secret is in it",
    ["worker/scenarios/lookup-log.workerd.test.ts", "worker/scenarios/canary.test.ts"],
  ],
  [
    "worker/{doors/count-requests,http/signals}.ts",
    "what happened on a request's way, turned into counts: seen by what real requests count",
    ["worker/scenarios/lookup-log.workerd.test.ts", "worker/ledger/counts/request-sums.test.ts"],
  ],
  [
    "worker/ledger/counts/{minute-rows,pages,roll-up,stats-reading,stats-schema}.ts",
    "how a MerchantStats object keeps, rolls up and reads sums: tried by what is handed over and read",
    ["worker/ledger/counts/merchant-stats.workerd.test.ts", "worker/ledger/counts/stats-objects.workerd.test.ts"],
  ],
  [
    "worker/ledger/shadow/shadow-{counts,schema,tally}.ts",
    "what a candidate would have changed: tried by candidates over the API",
    ["worker/routes/rules.workerd.test.ts"],
  ],
  [
    "worker/ledger/outcomes/{merchant-outcomes,outcomes-object,refusals,sale,schema}.ts",
    "the Durable Object, its tables and its words: reported to and read over HTTP, and any events of any sales",
    ["worker/routes/outcomes.workerd.test.ts", "worker/ledger/outcomes/settle.test.ts"],
  ],
  ["worker/routes/reports.ts", "what is read of outcomes", ["worker/routes/outcomes.workerd.test.ts"]],
  ["worker/lookup/{clock,limits}.ts", "figures, and a clock that tests replace", ["worker/lookup/upstream.test.ts"]],
  ["worker/lookup/finding.ts", "types, and the trace of a call that was never made", ["worker/lookup/wire.test.ts"]],
  [
    "worker/lookup/{shard,shard-routing}.ts",
    "the Durable Object and its name: tried by questions to it",
    ["worker/lookup/ask-shard.workerd.test.ts", "worker/scenarios/eviction.workerd.test.ts"],
  ],
  [
    "worker/lookup/upstream-counts.ts",
    "counts the calls of a shard: by what each way of a call counts, and what the next answer takes along",
    ["worker/lookup/upstream.test.ts", "worker/lookup/desk.test.ts"],
  ],
  [
    "worker/lookup/gateway-view.ts",
    "what an operator reads of breakers: in the operator's readiness",
    ["worker/routes/readiness.workerd.test.ts"],
  ],
  [
    "worker/merchants/{access,api-keys}.ts",
    "who a key belongs to, and the stores behind it: tried by merchants side by side",
    ["worker/scenarios/tenants.workerd.test.ts", "worker/merchants/configured.workerd.test.ts"],
  ],
  [
    "worker/merchants/{apply,operator-view,schema}.ts",
    "how a merchant is written and shown: tried over the operator's API",
    ["worker/routes/merchants.workerd.test.ts", "worker/merchants/directory.workerd.test.ts"],
  ],
  [
    "worker/merchants/{constraints,validation,validate-parity,validate-records}.ts",
    "parts of the validation of a merchant",
    ["worker/merchants/validate-merchant.test.ts"],
  ],
  [
    "worker/openapi/operation.ts",
    "what the document is made of",
    ["worker/openapi/document.test.ts", "worker/scenarios/socket.test.ts"],
  ],
  [
    "worker/quote/jwk.ts",
    "types and a schema of keys: tried by the keys that are imported",
    ["worker/quote/keys.test.ts"],
  ],
  [
    "worker/readiness/{checks,operator-view,wire}.ts",
    "everything that readiness says is read over HTTP",
    ["worker/routes/readiness.workerd.test.ts"],
  ],
  ["worker/routes/challenge.ts", "a page with a frame: tried in a browser", ["e2e/challenge.test.ts"]],
  [
    "worker/routes/{api-docs,demo,security-txt,well-known}.ts",
    "fixed answers, each recorded; the keys among them are read as a verifier does",
    ["worker/scenarios/recorded.workerd.test.ts", "worker/routes/health.workerd.test.ts"],
  ],
  ["worker/routes/program-bins.ts", "a route of card programmes", ["worker/routes/card-programs.workerd.test.ts"]],
  [
    "worker/routes/{rule-pack,rules-view}.ts",
    "a route of rules, and its words",
    ["worker/routes/rules.workerd.test.ts"],
  ],
  ["worker/routes/server-lookup.ts", "the lookup by a server", ["worker/routes/lookup.workerd.test.ts"]],
  [
    "worker/routes/stored-merchants.ts",
    "which merchants an operator may change, for the routes that do",
    ["worker/routes/merchants.workerd.test.ts"],
  ],
  [
    "worker/rules/{ages,lapses}.ts",
    "how long a row is good: tried by the days on which rows lapse",
    ["worker/rules/freshness.test.ts", "worker/rules/outlook.test.ts"],
  ],
  ["worker/rules/built-in.ts", "names the newest pack", ["worker/scenarios/shipped-packs.test.ts"]],
  [
    "worker/rules/operator-view.ts",
    "what an operator reads of the rules, over the operator's API",
    ["worker/routes/rules.workerd.test.ts"],
  ],
  ["worker/rules/clock.ts", "the time, and a shift of it for tests", ["worker/routes/rules.workerd.test.ts"]],
  [
    "worker/rules/{development,edition,in-force,store}.ts",
    "which pack an isolate decides by, and where it comes from",
    ["worker/rules/keeper.workerd.test.ts"],
  ],
  ["worker/rules/shadow.ts", "the second decision of a candidate", ["worker/routes/rules.workerd.test.ts"]],
  ["worker/settings/bindings.ts", "types alone", []],
  [
    "worker/settings/{origin-setting,settings-error}.ts",
    "a part of the settings, and how they are refused",
    ["worker/settings/settings.workerd.test.ts"],
  ],
  ["worker/surcharge/{assessment,decide-input}.ts", "types alone", []],
  [
    "worker/surcharge/{case,cover}.ts",
    "parts of an assessment and of what reasons are judged by: tried by what is assessed and decided",
    ["worker/surcharge/assess.test.ts", "worker/surcharge/decide.test.ts"],
  ],
  [
    "worker/surcharge/{explain-decision,remedies}.ts",
    "why a decision is what it is, for operators: each reason is explained, and each way to change it is told",
    ["worker/answer/explain.test.ts"],
  ],
  [
    "{contract/currencies,contract/uncommon-digits,worker/surcharge/percent}.ts",
    "how money and rates are written",
    ["worker/surcharge/money.test.ts"],
  ],
  [
    "worker/surcharge/explanation.ts",
    "why a decision is what it is: each reason is told by deciding",
    ["worker/surcharge/decide.test.ts", "worker/scenarios/reasons.test.ts"],
  ],
  [
    "worker/surcharge/programme.ts",
    "types, and one reader of them: in each decision for a merchant",
    ["worker/surcharge/merchant-records.test.ts", "worker/surcharge/parity.test.ts"],
  ],
  [
    "worker/texts/locales/*.ts",
    "tables of words: every language is held to the English one, and searched for claims",
    ["worker/texts/locales.test.ts", "worker/scenarios/claims.test.ts"],
  ],
  [
    "worker/texts/{brands,disclosure,fill,messages}.ts",
    "parts of an answer's words, which are read as a whole in every language",
    ["worker/texts/index.test.ts", "worker/texts/index.workerd.test.ts"],
  ],
  ["worker/texts/{notice,templates}.ts", "the words of a policy", ["worker/answer/policy.test.ts"]],
  ["worker/texts/schema.ts", "types alone", []],

  // widget/
  [
    "widget/{controllers,tokenizer}/*.ts",
    "how the element meets its page and the gateway's form: tried in a page, by the public contract",
    ["widget/scenarios/contract.browser.test.ts", "e2e/widget.test.ts"],
  ],
  [
    "widget/view/*.ts",
    "what is painted: tried where it is seen",
    ["widget/element.browser.test.ts", "widget/scenarios/contract.browser.test.ts", "e2e/media.test.ts"],
  ],
  [
    "widget/checkout/*.ts",
    "parts of the element's conversation, which is tried in any order of events",
    ["widget/checkout/checkout.test.ts"],
  ],
  [
    "widget/service/*.ts",
    "what is asked of the service and read of it: tried in a page; names of states, which have a table of their own",
    ["widget/scenarios/attributes.test.ts", "widget/scenarios/contract.browser.test.ts"],
  ],
  [
    "widget/{errors,events,is-record,read-only}.ts",
    "what the element is made of and tells the page: tried in a page",
    ["widget/element.browser.test.ts", "widget/scenarios/contract.browser.test.ts", "widget/scenarios/frameworks/"],
  ],
  ["widget/index.ts", "what the package offers: built and read by a consumer", ["tools/build/build-package.test.ts"]],
  [
    "widget/{define,package-define,script-classic,script-module}.ts",
    "the ways in: each built and loaded by a page or a consumer",
    ["tools/build/build-package.test.ts", "e2e/two-versions.test.ts", "widget/scenarios/frameworks/"],
  ],

  // site/
  ["site/**/*.mjs", "what the site's builder reads: the site is built, served and read", ["e2e/site.test.ts"]],
  [
    "site/src/status/{app,asked,main,page,range-choice,watch,words}.ts",
    "what holds the operators' console together: tried as an operator uses it",
    ["e2e/status.test.ts"],
  ],
  [
    "site/src/status/{pages,read,view}/**/*.ts",
    "its views, and what they read of the service: looked at in a browser, with a year of counts, and with the real service",
    ["e2e/status.test.ts"],
  ],
  [
    "site/src/playground/cases.ts",
    "a table: each of its rows is asked through the whole Worker",
    ["worker/scenarios/playground.workerd.test.ts"],
  ],
  [
    "site/src/playground/{app,asked,live-element,main,sandbox-cards,service}.ts",
    "what holds the playground together: used in a browser, with the real service and the real element",
    ["e2e/playground.test.ts"],
  ],
  ["site/src/playground/view/*.ts", "its views: looked at and used in a browser", ["e2e/playground.test.ts"]],

  [
    "site/src/builder-page/{app,builder,design-controls,main,merchant,money,preview-form,script-hash,test-cards}.ts",
    "what holds the builder's page together: tried as somebody who builds a page uses it",
    ["e2e/builder-page.test.ts"],
  ],
  [
    "site/src/local/{card-form,faults,sandbox}.ts",
    "what pages have of the sandbox: used with the real one",
    ["e2e/builder-page.test.ts", "e2e/playground.test.ts"],
  ],
  ["site/src/builder-page/view/*.ts", "its parts: looked at in a browser", ["e2e/builder-page.test.ts"]],
  [
    "site/src/builder/{choices,fields}.ts",
    "what can be chosen, and in which forms: tried by what is read of an address",
    ["site/src/builder/query.test.ts"],
  ],
  [
    "site/src/builder/{element-tag,first-page,framework-parts,frameworks,page,page-script,saved-card-servers,servers,ship-to,start-command,style,word-press}.ts",
    "the printers: tried by what all outputs are, and by paying with some",
    ["site/src/builder/outputs.test.ts", "e2e/builder.test.ts"],
  ],

  // sandbox/ and examples/shop/
  [
    "sandbox/{env,index,settings,state}.ts",
    "what holds the two upstream systems together: tried by their settings and what they forget",
    ["sandbox/control/routes.workerd.test.ts", "sandbox/scenarios/"],
  ],
  [
    "sandbox/faults/*.ts",
    "each fault is seen in the answer that it spoils",
    ["sandbox/control/routes.workerd.test.ts"],
  ],
  [
    "sandbox/front-page/*.ts",
    "a page for people with controls for what the control routes do",
    ["sandbox/control/routes.workerd.test.ts"],
  ],
  [
    "sandbox/gateway/{*,bins/*,charges/*,vault/*,tokenizer/*}.ts",
    "a stand-in is tried by what it answers, never by its parts: that is all that anybody else knows of the real one",
    ["sandbox/gateway/bins/lookup.workerd.test.ts", "sandbox/scenarios/", "worker/scenarios/sandbox-gateway.test.ts"],
  ],
  [
    "sandbox/gateway/tokenizer/browser/*.js",
    "the gateway's frame: typed into by a browser",
    ["e2e/tokenizer.test.ts", "e2e/three-d-secure.test.ts"],
  ],
  [
    "sandbox/keysecure/{codes,headers,state}.ts",
    "tried by what KeySecure answers",
    ["sandbox/keysecure/index.workerd.test.ts"],
  ],
  [
    "examples/shop/**/*.{ts,js}",
    "an example: bought from by a browser, and attacked",
    ["e2e/checkout.test.ts", "e2e/charging.test.ts", "e2e/charging-once.test.ts", "e2e/charging-unanswered.test.ts"],
  ],

  // tools/
  [
    "tools/build/{build,build-widget}.mjs",
    "what is built is loaded by a consumer, and by browsers",
    ["tools/build/build-package.test.ts", "e2e/widget.test.ts"],
  ],
  [
    "tools/release/{make,served,build-again}.ts",
    "steps of `npm run release`: a release is made, served, changed and built again in a checkout of its own",
    ["tools/commands/release.test.ts"],
  ],
  [
    "tools/nightly/{build-twice,nightly,run-part,tally-reporter}.ts",
    "what runs the night's parts, which are tried by running: each part by itself, too",
    ["tools/nightly/parts.test.ts", "tools/nightly/tally.test.ts"],
  ],
  [
    "tools/figures/{draw-in-page,figure,plots,readme,sections,sections/*}.ts",
    "parts of the page of figures: what each makes stands in the page, in its plots and in README",
    ["tools/figures/page.test.ts"],
  ],
  ["tools/release/refuse-root.mjs", "one sentence for npm, which is run", ["tools/build/build-package.test.ts"]],
  [
    "tools/local/{rules-clock,own-folder}.mjs",
    "what the servers of the tests are started with: the tests of a whole server run on them",
    ["e2e/setup.ts", "support/"],
  ],
  [
    "tools/docs/pictures/*.ts",
    "what each picture shows: drawn, held to its page and to what there is",
    ["tools/docs/pictures.test.ts"],
  ],
  [
    "tools/site/{api-document,build-site,prepare}.ts",
    "steps of the site's build: the site is built, served and read",
    ["e2e/site.test.ts"],
  ],
  [
    "tools/pci/{bundles,inventory,packages,sbom}.ts",
    "parts of the files that are handed to an assessor: each file is held to what is built",
    ["tools/pci/files.test.ts"],
  ],
  ["tools/site/{add-site,install}.mjs", "the same, as commands", ["e2e/site.test.ts"]],
  [
    "tools/{commands/deploy,deploy/*,deploy/steps/*}.ts",
    "parts of the command: told, refused and compared without the platform, and whole against its API at night",
    ["tools/deploy/run.test.ts", "tools/scenarios/whole-deploy.test.ts"],
  ],
  ["tools/local/chromium.mjs", "what a machine lacks", ["tools/local/ready.test.ts"]],
  ["tools/checkout/link-node.mjs", "what a machine lacks", ["tools/local/ready.test.ts"]],
  [
    "tools/checkout/engines.mjs",
    "which engines are there: told at the end",
    ["tools/checkout/engines-reporter.test.ts"],
  ],
  [
    "tools/checkout/slow-first-sequencer.ts",
    "gives Vitest the order that file-times.ts makes",
    ["tools/checkout/file-times.test.ts"],
  ],
  [
    "tools/local/{colour,local,ports,serve,start-options,start-words}.mjs",
    "parts of `npm start`, which is run as a person does",
    ["tools/local/start.test.ts", "tools/local/scenarios/start-and-end.test.ts"],
  ],
  ["tools/local/dev-vars.mjs", "keys of development", ["tools/commands/keys.test.ts"]],
  [
    "tools/cli/{answer,surroundings,usage-words,words}.ts",
    "parts of the command line, tried by what it says and how it ends",
    ["tools/cli/command-line.test.ts"],
  ],
  ["tools/commands/{doctor,doctor/*}.ts", "run against a gateway, as an operator does", ["e2e/doctor.test.ts"]],
  ["tools/commands/texts.ts", "the words of a command", ["tools/cli/command-line.test.ts"]],
  [
    "tools/commands/texts/register.mjs",
    "the register of translations: its hashes and reviews are those that the texts carry",
    ["worker/texts/locales.test.ts"],
  ],
  [
    "tools/commands/{alerts,audit,card-programs,cost,explain,keys,merchants,rules,stats}/*",
    "parts of a command: tried by what it prints, writes and sends",
    ["tools/commands/"],
  ],
  ["tools/cs.mjs", "the program of all commands: it starts them", ["tools/cli/command-line.test.ts"]],
  ["tools/cli/{tables,tool-error}.mjs", "what commands are made of", ["tools/commands/merchants.test.ts"]],
  [
    "tools/docs/recipe-tables/*.ts",
    "parts of `npm run recipes:tables`: what it writes is what stands in the recipes",
    ["tools/docs/recipe-tables.test.ts"],
  ],
  [
    "tools/checkout/{lock-check,types}.mjs",
    "commands of this checkout with nothing but a side effect: run by `npm run check` or an install",
    [],
  ],
  ["tools/docs/{screenshots,status-screenshots}.mjs", "pictures for a person", []],
  ["tools/checkout/{test,try-nodes}.mjs", "they run these tests, and fail where the tests do", []],
];

const AREAS = "worker,contract,widget,tools,sandbox";

/** With `/` on every system; nothing hidden, which a tool may have left. */
const filesOf = (pattern: string): string[] =>
  globSync(pattern)
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => !/(^|\/)(\.|node_modules\/)/.test(path))
    .toSorted();

/** Each path that a pattern with one pair of braces stands for. */
function spell(pattern: string): string[] {
  const [, before = "", words, after = ""] = /^(.*)\{(.*)\}(.*)$/.exec(pattern) ?? [];
  return words === undefined ? [pattern] : words.split(",").map((word) => before + word + after);
}

const sources = [
  ...filesOf(`{${AREAS},examples/shop}/**/*.{ts,mjs,js}`).filter((path) => !path.endsWith(".d.ts")),
  // Not its packages.
  ...filesOf("site/{*.mjs,src/**/*.{ts,mjs}}"),
];
const tests = filesOf(`test/{${AREAS},site}/**/*.test.ts`).filter((path) => !path.includes("/scenarios/"));

const nameOf = (test: string) => test.replace(/^test\//, "").replace(/(\.workerd|\.browser)?\.test\.ts$/, "");
const named = new Set(tests.map(nameOf));
const withoutTest = sources.filter((path) => !named.has(path.replace(/\.\w+$/, "")));

describe("a source without a test of its name", () => {
  const covered = EXCEPTIONS.map(([pattern]) => new Set(filesOf(pattern)));

  test("is there at all", () => {
    expect(withoutTest.length).toBeGreaterThan(0);
    expect(withoutTest.length).toBeLessThan(sources.length);
  });

  test("is in one row of the table: give it a test of its name, or say why it has none", () => {
    expect(withoutTest.filter((path) => covered.filter((files) => files.has(path)).length !== 1)).toEqual([]);
  });

  test.each(EXCEPTIONS)("%s: %s", (pattern, _, holders) => {
    expect(filesOf(pattern).some((path) => withoutTest.includes(path))).toBe(true);
    for (const holder of holders) expect(existsSync(`test/${holder}`), holder).toBe(true);
  });

  test("is named by the table only while it is one", () => {
    const spelt = EXCEPTIONS.flatMap(([pattern]) => (pattern.includes("*") ? [] : spell(pattern)));
    expect(spelt.filter((path) => !withoutTest.includes(path))).toEqual([]);
  });
});

test.each(tests)("%s has a source of its name, or is a scenario", (path) => {
  expect(filesOf(`${nameOf(path)}.{ts,mjs,js,json}`)).not.toEqual([]);
});

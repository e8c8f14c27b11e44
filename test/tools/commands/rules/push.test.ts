import { describe, expect, it } from "vitest";
import { rowHash } from "../../../../worker/rules/pack.ts";
import { type Checkout, makeCheckout, NOW } from "../../../support/node/rules-checkout.ts";
import { run } from "../../../support/node/rules-command.ts";
import { type Operator, startOperator } from "../../../support/node/rules-operator.ts";
import { taxFinding } from "../../../support/rules/packs.ts";

/** A checkout with a second pack, and a deployment that has the first. */
async function setOut(): Promise<{
  checkout: Checkout;
  operator: Operator;
  said: string[];
  rules: (command: string) => Promise<string>;
}> {
  const checkout = await makeCheckout();
  const operator = await startOperator(checkout.pack(1));
  const said: string[] = [];
  const place = { root: checkout.root, now: NOW, say: (text: string) => void said.push(text) };
  checkout.edit("us-visa-credit", { maxBps: 250 });
  await run(["build"], {}, place);
  return { checkout, operator, said, rules: (command) => run(command.split(" "), operator.env, place) };
}

const changes = ({ asked }: Operator) => asked.filter(({ method }) => method !== "GET");

describe("npm run rules -- push", () => {
  it("says what will change, then puts the newest pack in force", async () => {
    const { checkout, operator, said, rules } = await setOut();
    const text = await rules("push");
    expect(said).toEqual([
      expect.stringMatching(
        new RegExp(
          `^pack 2 \\(\\S+\\) against pack 1 \\(\\S+\\) in force at ${operator.origin}: 0 widenings, \\d+ narrowings?$`,
        ),
      ),
    ]);
    expect(text).toMatch(/^in force: pack 2, 2026-11-28\.2\.\S+, stored, published 2026-11-28T09:00:00Z$/);
    expect(changes(operator)).toEqual([{ method: "PUT", path: "/v1/admin/rules", body: checkout.pack(2) }]);
  });

  it("takes another pack, as a candidate, and drops that again", async () => {
    const { checkout, operator, rules } = await setOut();
    const file = new URL("worker/rules/packs/2.json", checkout.root).pathname;
    expect(await rules(`push ${file} --candidate`)).toMatch(
      /^candidate: pack 2, \S+: 1000 decided, of which 3 wider, 20 narrower, 1 for another reason$/,
    );
    expect(operator.candidate).toEqual(checkout.pack(2));
    expect(operator.inForce.sequence).toBe(1);
    expect(await rules("push --drop-candidate")).toBe("candidate: none");
    await rules("push 1");
    expect(changes(operator).map(({ method, path }) => `${method} ${path}`)).toEqual([
      "PUT /v1/admin/rules?candidate=true",
      "DELETE /v1/admin/rules/candidate",
      "PUT /v1/admin/rules",
    ]);
  });

  it("compares nothing where the pack in force cannot be had, and pushes all the same", async () => {
    const { operator, said, rules } = await setOut();
    operator.givesNoPack = true;
    expect(await rules("push")).toContain("in force: pack 2");
    expect(said[0]).toContain("not compared");
  });

  it("gives the deployment's own word where it refuses", async () => {
    const { operator, rules } = await setOut();
    operator.refusal = { status: 409, detail: "sequence must be above 2." };
    await expect(rules("push")).rejects.toThrow("sequence must be above 2.");
  });

  it("changes nothing where somebody else was faster, and says what that was", async () => {
    const { checkout, operator, rules } = await setOut();
    const candidate = checkout.pack(2);
    operator.meanwhile = (state) => {
      state.candidate = candidate;
      state.renewals = [
        {
          row: "us-ok-credit",
          rowHash: "0".repeat(64),
          checkedOn: "2026-11-27",
          recheckOn: null,
          by: "Ann",
          source: "https://a.example",
        },
      ];
    };
    const commands = [
      "push",
      "push --candidate",
      "push --drop-candidate",
      "rollback",
      "extend us-ok-credit --to 2027-01-20 --by Jo",
    ];
    for (const command of commands) {
      operator.candidate = null;
      operator.renewals = [];
      await expect(rules(command)).rejects.toThrow(
        [
          `what ${operator.origin} decides by was changed by somebody else meanwhile, and nothing was written:`,
          `  candidate was null, is ${candidate.version}`,
          '  renewals has {"row":"us-ok-credit"',
        ].join("\n"),
      );
      expect(operator.inForce.sequence).toBe(1);
      expect(operator.extensions).toEqual([]);
    }
    operator.meanwhile = null;
    expect(await rules("push")).toContain("in force: pack 2");
  });

  it("refuses a file whose content is not what its version says", async () => {
    const { checkout, rules } = await setOut();
    checkout.write("forged.json", JSON.stringify({ ...checkout.pack(2), publishedAt: "2026-11-29T00:00:00Z" }));
    const file = new URL("forged.json", checkout.root).pathname;
    await expect(rules(`push ${file}`)).rejects.toThrow("and its content is 2026-11-29.2.");
  });
});

describe("npm run rules -- rollback, show and extend", () => {
  it("go back one", async () => {
    const { rules } = await setOut();
    await rules("push");
    expect(await rules("rollback")).toMatch(/^in force: pack 1, /);
  });

  it("show what is in force, what was done there, and what is due", async () => {
    const { operator, rules } = await setOut();
    expect(await rules("show")).toMatch(/\n\nNothing is due within 60 days\.$/);
    await rules("push");
    await rules("push 2 --candidate");
    operator.due = [{ id: "us-ok-credit", kind: "lapse", on: "2026-12-31", daysLeft: 33 }];
    operator.trouble = "unreadable";
    await rules("extend us-ok-credit --to 2027-01-20 --by Jo");
    const sheet = await rules("show");
    expect(sheet).toMatch(new RegExp(`^Deployment +${operator.origin}$`, "m"));
    expect(sheet).toMatch(/^In force +pack 2, 2026-11-28\.2\.\S+, stored, published/m);
    expect(sheet).toMatch(/^Built in +pack 1, /m);
    expect(sheet).toMatch(/^Rollback to +2026-11-22\.1\./m);
    expect(sheet).toMatch(/^Candidate +pack 2, \S+: 1000 decided/m);
    expect(sheet).toMatch(/^Extended here +us-ok-credit, to 2027-01-20, by Jo$/m);
    expect(sheet).toMatch(/^Trouble +unreadable$/m);
    expect(sheet).toMatch(/^2026-12-31 +33 +lapses +us-ok-credit$/m);
    expect(sheet).toMatch(/^Tax on surcharge +nothing found$/m);
  });

  it("show what the pack in force says of tax on the surcharge, and mention what is a year old", async () => {
    const { operator, rules } = await setOut();
    operator.inForce = { ...operator.inForce, taxOnSurcharge: [taxFinding] };
    expect(await rules("show")).toMatch(/^Tax on surcharge +places: 1 taxed, 0 not, 0 open$/m);
    expect(await rules("show")).not.toContain("to be read again");
    operator.inForce = { ...operator.inForce, taxOnSurcharge: [{ ...taxFinding, checkedOn: "2025-11-20" }] };
    expect(await rules("show")).toMatch(/to be read again[^\n]*\n.*\n2026-11-20 +-8 +US-AL/);
  });

  it("say of a local Worker that it decides by a pack which is never due", async () => {
    const { operator, rules } = await setOut();
    expect(await rules("show")).not.toContain("ocal pack");
    operator.packOrigin = "development";
    const sheet = await rules("show");
    expect(sheet).toMatch(/^In force +pack 1, \S+, the local pack, published/m);
    expect(sheet).toMatch(/^The local pack: .* nothing here is ever due.*npm run rules -- due$/m);
  });

  it("extend the row that is in force there", async () => {
    const { checkout, operator, rules } = await setOut();
    const text = await rules("extend us-ok-credit --to 2027-01-20 --by Jo --note Waiting");
    expect(text).toMatch(new RegExp(`^us-ok-credit counts at ${operator.origin} until 2027-01-20: read https://`));
    const row = checkout.pack(1).rows.find(({ id }) => id === "us-ok-credit");
    expect(changes(operator)).toEqual([
      {
        method: "PUT",
        path: "/v1/admin/rules/renewals/us-ok-credit",
        body: { rowHash: row && (await rowHash(row)), extendTo: "2027-01-20", by: "Jo", note: "Waiting" },
      },
    ]);
    await expect(rules("extend us-ko-credit --to 2027-01-20 --by Jo")).rejects.toThrow(
      "close to it are us-ma-credit, us-oh-credit, us-ok-credit",
    );
  });

  it("ask the deployment that --env names, and the one of CARD_SURCHARGE_ORIGIN where that is set", async () => {
    const { operator, rules } = await setOut();
    expect(await rules("show --env here")).toContain(operator.origin);
    const { root } = await makeCheckout();
    const ask = (name: string) =>
      run(["show", "--env", name], { CARD_SURCHARGE_ADMIN_KEY: "ak_any" }, { root, now: NOW, say: () => {} });
    await expect(ask("here")).rejects.toThrow("http://127.0.0.1:9 cannot be reached");
  });

  it("take a local Worker of CARD_SURCHARGE_ORIGIN for development, and for nothing that is elsewhere", async () => {
    const { operator, checkout, rules } = await setOut();
    for (const name of ["development", "local"])
      expect(await rules(`show --env ${name}`)).toContain(`Deployment        ${operator.origin}\n`);
    checkout.write("wrangler.toml", '[env.there.vars]\nISSUER = "https://pay.example"\n[env.silent.vars]\n');
    const before = operator.asked.length;
    for (const name of ["there", "silent"])
      await expect(rules(`rollback --env ${name}`)).rejects.toThrow(
        `--env ${name} and CARD_SURCHARGE_ORIGIN, ${operator.origin}, cannot both be meant`,
      );
    expect(operator.asked).toHaveLength(before);
  });

  it("need a key, and never say it", async () => {
    const { operator } = await setOut();
    const place = { root: new URL("file:///"), now: NOW, say: () => {} };
    const env = { CARD_SURCHARGE_ORIGIN: operator.origin };
    await expect(run(["show"], env, place)).rejects.toThrow("CARD_SURCHARGE_ADMIN_KEY is not set");
    const elsewhere = run(["show", "--env", "development"], { CARD_SURCHARGE_ORIGIN: "https://pay.example" }, place);
    await expect(elsewhere).rejects.toThrow("--env development and CARD_SURCHARGE_ORIGIN, https://pay.example,");
    const wrong = run(["show"], { ...env, CARD_SURCHARGE_ADMIN_KEY: "ak_wrong" }, place);
    await expect(wrong).rejects.toThrow("refuses the operator's key");
    await expect(wrong).rejects.not.toThrow("ak_wrong");
  });
});

import { describe, expect, it } from "vitest";
import { makeCheckout, NOW } from "../../support/node/rules-checkout.ts";
import { run } from "../../support/node/rules-command.ts";
import { runCommand } from "../../support/node/run-command.ts";

const rules = async (command: string, env = {}) => {
  const { root } = await makeCheckout();
  return run(command.split(" "), env, { root, now: NOW, say: () => {} });
};

describe("the commands of npm run rules", () => {
  it("are told by --help", async () => {
    expect(await rules("--help")).toMatch(/^Usage: npm run cs -- rules /);
    expect(await rules("push --help")).toContain("--drop-candidate");
  });

  it("are told where none is named, and nothing is written", async () => {
    const { root, pack, edit } = await makeCheckout();
    edit("us-visa-credit", { maxBps: 250 });
    const said: string[] = [];
    await expect(run([], {}, { root, now: NOW, say: (text) => void said.push(text) })).rejects.toThrow();
    expect(said.join("\n")).toMatch(/^Usage: npm run cs -- rules /);
    expect(() => pack(2)).toThrow("ENOENT");
  });

  it.each([
    ["explode", "It must be one of build, diff, due, renew, push, rollback, show, extend."],
    ["build now", "There are too many words: usage: npm run cs -- rules build"],
    ["build --env production", "There is no such option. It takes --help."],
    ["push 1 2", "There are too many words: usage: npm run cs -- rules push"],
    ["push --force", "It takes --env, --candidate, --drop-candidate, --help."],
    ["push 1 --drop-candidate", "--drop-candidate stands alone"],
    ["diff 1 1 1", "There are too many words: usage: npm run cs -- rules diff"],
    ["due --within soon", "--within <days>: It must be a whole number from 0 to 9999."],
    ["renew", "Required option '--by <name>' not specified."],
    ["renew us-oh-credit --source https://a.example", "Required option '--by <name>' not specified."],
    ["renew us-oh-credit --by Jo", "Required option '--source <url>' not specified."],
    ["renew --by Jo --source https://a.example", "Missing required argument 'id'."],
    ["extend us-oh-credit --by Jo", "Required option '--to <day>' not specified."],
    ["extend us-oh-credit --to 2027-01-01", "Required option '--by <name>' not specified."],
  ])("are used badly by: %s", async (command, message) => {
    const { root } = await makeCheckout();
    const { status, err } = await runCommand(["rules", ...command.split(" ")], { root });
    expect({ status, err }).toEqual({ status: 2, err: expect.stringContaining(message) });
  });

  it.each([
    ["diff --on soon", "--on must be a day such as 2027-03-31"],
    ["diff 7", "there is no pack 7 in this checkout: there are 1"],
    ["diff nothing.json", "there is no pack nothing.json: give a number (1) or a file"],
    ["diff package.json", "package.json is no pack: "],
    ["renew us-oh-credits --by Jo --source https://a.example", "close to it are us-oh-credit, us-ok-credit"],
    ["show --env elsewhere", "there is no environment of this name in wrangler.toml: there are here, nowhere"],
    ["show --env nowhere", "set CARD_SURCHARGE_ORIGIN, or ISSUER in [env.nowhere.vars] of wrangler.toml"],
    ["show --env here", "CARD_SURCHARGE_ADMIN_KEY is not set"],
  ])("fail with one line that says what is allowed: %s", async (command, message) => {
    const failed = rules(command);
    await expect(failed).rejects.toThrow(message);
    await expect(failed).rejects.not.toThrow("\n");
  });
});

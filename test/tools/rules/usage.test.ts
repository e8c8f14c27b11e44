import { describe, expect, it } from "vitest";
import { USAGE, UsageError } from "../../../tools/rules/usage.ts";
import { run } from "../../../tools/rules.ts";
import { makeCheckout, NOW } from "../../support/node/rules-checkout.ts";

const rules = async (command: string, env = {}) => {
  const { root } = await makeCheckout();
  return run(command.split(" "), env, { root, now: NOW, say: () => {} });
};

describe("the commands of npm run rules", () => {
  it("are told by --help", async () => {
    expect(await rules("--help")).toMatch(/^usage: npm run rules -- COMMAND/);
    expect(await rules("push --help")).toContain("--drop-candidate");
  });

  it("are told where none is named, and nothing is written", async () => {
    const { root, pack, edit } = await makeCheckout();
    edit("us-visa-credit", { maxBps: 250 });
    await expect(run([], {}, { root, now: NOW, say: () => {} })).rejects.toThrow(new UsageError(USAGE));
    expect(() => pack(2)).toThrow("ENOENT");
  });

  it.each([
    ["explode", "there are build, diff, due, renew, push, rollback, show, extend"],
    ["build now", "build takes no word of its own"],
    ["build --env production", "build takes no option"],
    ["push 1 2", "push takes at most one pack"],
    ["push --force", "push takes --candidate, --drop-candidate, --env"],
    ["push 1 --drop-candidate", "--drop-candidate stands alone"],
    ["diff 1 1 1", "diff takes at most two packs"],
    ["renew", "renew takes the id of one row"],
    ["renew us-oh-credit --source https://a.example", "missing is --by NAME"],
    ["renew us-oh-credit --by Jo", "missing is --source URL"],
    ["extend us-oh-credit --by Jo", "missing is --to DATE"],
    ["extend us-oh-credit --to 2027-01-01", "missing is --by NAME"],
  ])("are used badly by: %s", async (command, message) => {
    const failed = rules(command);
    await expect(failed).rejects.toThrow(message);
    await expect(failed).rejects.toBeInstanceOf(UsageError);
  });

  it.each([
    ["diff --on soon", "--on must be a day such as 2027-03-31"],
    ["diff 7", "there is no pack 7 in this checkout: there are 1"],
    ["diff nothing.json", "there is no pack nothing.json: give a number (1) or a file"],
    ["diff package.json", "package.json is no pack: "],
    ["due --within soon", "--within must be a whole number of days"],
    ["renew us-oh-credits --by Jo --source https://a.example", "close to it are us-oh-credit, us-ok-credit"],
    ["show --env elsewhere", "there is no environment of this name in wrangler.toml: there are here, nowhere"],
    ["show --env nowhere", "set CARD_SURCHARGE_ORIGIN, or ISSUER in [env.nowhere.vars] of wrangler.toml"],
    ["show --env here", "CARD_SURCHARGE_ADMIN_KEY is not set"],
  ])("fail with one line that says what is allowed: %s", async (command, message) => {
    const failed = rules(command);
    await expect(failed).rejects.toThrow(message);
    await expect(failed).rejects.not.toThrow("\n");
    await expect(failed).rejects.not.toBeInstanceOf(UsageError);
  });
});

import { describe, expect, it } from "vitest";
import { makeCheckout, NOW } from "../../../support/node/rules-checkout.ts";
import { run } from "../../../support/node/rules-command.ts";

const place = (root: URL) => ({ root, now: NOW, say: () => {} });

describe("npm run rules -- build", () => {
  it("writes the pack that an edit makes, what carries it and the pages, and says what it changes", async () => {
    const checkout = await makeCheckout();
    checkout.edit("us-visa-credit", { maxBps: 250 });
    const text = await run(["build"], {}, place(checkout.root));
    expect(text).toMatch(
      /^worker\/rules\/packs\/2\.json\nworker\/rules\/built-in\.ts\ndocs\/rules\/us\.svg\ndocs\/rules\/coverage\.md\ndocs\/rules\/changes\/2\.md\npack 2 \(2026-11-28\.2\.[0-9a-f]{12}\) against pack 1: 0 widenings, \d+ narrowings?$/,
    );
    expect(checkout.pack(2)).toMatchObject({ sequence: 2, publishedAt: "2026-11-28T09:00:00Z", format: 1 });
    expect(checkout.read("worker/rules/built-in.ts")).toContain('from "./packs/2.json"');
    expect(checkout.read("docs/rules/changes/2.md")).toContain("`us-visa-credit`: maxBps");
    expect(await run(["build"], {}, place(checkout.root))).toMatch(/^pack 2 \(.*\) is current: nothing to write$/);
  });

  it.each<[string, Parameters<Awaited<ReturnType<typeof makeCheckout>>["edit"]>, RegExp]>([
    ["a wider row", ["us-visa-credit", { maxBps: 400 }], /us-visa-credit \(US-OH visa\).*newer checkedOn and a by/],
    ["a bar that is gone", ["us-ct-all", { status: "allowed", maxBps: null }], /us-ct-all \(US-CT visa\)/],
    [
      "a row that is no row",
      ["us-oh-credit", { checkedOn: "soon" }],
      /^what the files make is no pack: rows us-oh-credit checkedOn: must be an ISO 8601 date/,
    ],
    [
      "a text that no deployment takes",
      ["us-oh-credit", { source: "https://law.example/4111111111111111" }],
      /^no deployment takes a text with what looks like a card number: us-oh-credit: in an address write a digit as %30/,
    ],
  ])("refuses %s in one line, and writes nothing", async (_, edit, message) => {
    const checkout = await makeCheckout();
    checkout.edit(...edit);
    const failed = run(["build"], {}, place(checkout.root));
    await expect(failed).rejects.toThrow(message);
    await expect(failed).rejects.not.toThrow("\n");
    expect(() => checkout.pack(2)).toThrow("ENOENT");
  });

  it("takes a wider row for which a person stands", async () => {
    const checkout = await makeCheckout();
    checkout.edit("us-visa-credit", { maxBps: 400, checkedOn: "2026-11-28", by: "Jo Lee" });
    expect(await run(["build"], {}, place(checkout.root))).toMatch(/against pack 1: [1-9]\d* widenings?/);
  });

  it("refuses renewals of a text that has changed", async () => {
    const checkout = await makeCheckout();
    const words = ["renew", "us-oh-credit", "--by", "Jo Lee", "--source", "https://law.example"];
    await run(words, {}, place(checkout.root));
    checkout.edit("us-oh-credit", { conditions: "Other words." });
    await expect(run(["build"], {}, place(checkout.root))).rejects.toThrow(
      "renews rows that say something else now: us-oh-credit",
    );
  });

  it("says which file is no JSON", async () => {
    const checkout = await makeCheckout();
    checkout.write("worker/rules/rows/us.json", "[");
    await expect(run(["build"], {}, place(checkout.root))).rejects.toThrow(
      "worker/rules/rows/us.json cannot be read: ",
    );
  });
});

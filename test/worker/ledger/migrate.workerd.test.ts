import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { type Migration, migrate } from "../../../worker/ledger/migrate.ts";

const FIRST: Migration = ["CREATE TABLE IF NOT EXISTS notes (text TEXT NOT NULL)"];
const SECOND: Migration = ["ALTER TABLE notes ADD COLUMN by TEXT", "INSERT INTO notes VALUES ('second step', 'Jo')"];

/** Runs in the storage of an object that nothing was stored in yet. */
const inStorage = <T>(name: string, work: (storage: DurableObjectStorage) => T) =>
  runInDurableObject(env.RULES_SHADOW.get(env.RULES_SHADOW.idFromName(name)), (_, { storage }) => {
    storage.sql.exec("DROP TABLE schema_steps");
    return work(storage);
  });

const rows = ({ sql }: DurableObjectStorage, query: string) => [...sql.exec(query)];

test("each step is taken once, in order, whenever it was added", async () => {
  await inStorage("each-once", (storage) => {
    migrate(storage, [FIRST]);
    storage.sql.exec("INSERT INTO notes VALUES ('kept')");
    for (let wake = 0; wake < 3; wake++) migrate(storage, [FIRST, SECOND]);
    expect(rows(storage, "SELECT * FROM notes")).toEqual([
      { text: "kept", by: null },
      { text: "second step", by: "Jo" },
    ]);
    expect(rows(storage, "SELECT step FROM schema_steps")).toEqual([{ step: 0 }, { step: 1 }]);
  });
});

test("an object from before steps were written down keeps what it holds", async () => {
  await inStorage("older", (storage) => {
    storage.sql.exec("CREATE TABLE notes (text TEXT NOT NULL)");
    storage.sql.exec("INSERT INTO notes VALUES ('old')");
    migrate(storage, [FIRST, SECOND]);
    expect(rows(storage, "SELECT text FROM notes")).toEqual([{ text: "old" }, { text: "second step" }]);
  });
});

test("a database that is newer than the code is left as it is", async () => {
  await inStorage("newer", (storage) => {
    migrate(storage, [FIRST, SECOND]);
    migrate(storage, [FIRST]);
    expect(rows(storage, "SELECT count(*) AS steps FROM schema_steps")).toEqual([{ steps: 2 }]);
    expect(rows(storage, "SELECT by FROM notes")).toEqual([{ by: "Jo" }]);
  });
});

test("a step that fails leaves nothing behind, not even the steps before it", async () => {
  await inStorage("fails", (storage) => {
    expect(() => migrate(storage, [FIRST, ["INSERT INTO notes VALUES ('half')", "not SQL"]])).toThrow(/syntax/);
    expect(rows(storage, "SELECT name FROM sqlite_schema WHERE name IN ('notes', 'schema_steps')")).toEqual([]);
  });
});

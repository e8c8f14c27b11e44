/**
 * `npm run recipes:tables`: writes what the recipes must know as the service does, for each of their languages, so that
 * none of it is written by hand a second time. A test fails while the files are not current.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { phpTables } from "./recipe-tables/php.ts";
import { pythonTables } from "./recipe-tables/python.ts";
import { rubyTables } from "./recipe-tables/ruby.ts";

/** Each file's content by its path from the root of the checkout. */
export const recipeTables = (): ReadonlyMap<string, string> =>
  new Map([
    ["recipes/php/src/Tables.php", phpTables()],
    ["recipes/python/card_surcharge/_tables.py", pythonTables()],
    ["recipes/ruby/lib/card_surcharge/tables.rb", rubyTables()],
  ]);

if (import.meta.main) {
  const root = new URL("../../", import.meta.url);
  for (const [path, content] of recipeTables()) {
    mkdirSync(new URL("../", new URL(path, root)), { recursive: true });
    writeFileSync(new URL(path, root), content);
  }
}

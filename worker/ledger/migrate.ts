/** Brings the SQLite database of a Durable Object to its newest schema. */

/** One step of a schema: SQL statements; never changed once released, only added to. */
export type Migration = readonly string[];

const CREATE_TABLE = "CREATE TABLE IF NOT EXISTS schema_steps (step INTEGER PRIMARY KEY)";

/**
 * Takes the steps that this database has not taken yet, each once, all in one transaction. Call it in the constructor. A database
 * that is newer than the code, after a rollback of the Worker, is left as it is.
 *
 * @throws what SQLite says of a statement that fails; then no step is taken
 */
export function migrate(storage: DurableObjectStorage, migrations: readonly Migration[]): void {
  storage.transactionSync(() => {
    storage.sql.exec(CREATE_TABLE);
    const { taken } = storage.sql
      .exec<{ taken: number }>("SELECT coalesce(max(step) + 1, 0) AS taken FROM schema_steps")
      .one();
    for (const [offset, statements] of migrations.slice(taken).entries()) {
      for (const statement of statements) storage.sql.exec(statement);
      storage.sql.exec("INSERT INTO schema_steps (step) VALUES (?)", taken + offset);
    }
  });
}

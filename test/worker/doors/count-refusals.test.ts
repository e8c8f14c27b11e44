/** Which answers count as a refusal of a stranger. */
import { Hono } from "hono";
import { describe, expect, test } from "vitest";
import { countRefusals } from "../../../worker/doors/count-refusals.ts";
import type { AppEnv } from "../../../worker/http/app-env.ts";
import { ProblemError } from "../../../worker/problem.ts";

const app = new Hono<AppEnv>();
app.use(countRefusals());
app.get("/:status/:holder", (c) => {
  if (c.req.param("holder") !== "nobody") c.set("isKeyHolder", c.req.param("holder") === "key");
  return new Response(null, { status: Number(c.req.param("status")) });
});
app.onError((error, c) => c.text(error instanceof ProblemError ? error.code : String(error), 429));

async function ask(status: number, holder: "key" | "none" | "nobody", isAdmitted: boolean) {
  let counted = 0;
  const limit = async () => ({ success: (counted += 1) > 0 && isAdmitted });
  const answer = await app.request(`/${status}/${holder}`, {}, { LIMIT_CLIENT_HIGH: { limit } });
  return { status: answer.status, counted };
}

describe("an answer", () => {
  test.each([400, 401, 403, 404, 405, 408, 413, 415])("of %s counts, and is none past the limit", async (status) => {
    for (const holder of ["none", "nobody"] as const) {
      expect(await ask(status, holder, true)).toEqual({ status, counted: 1 });
      expect(await ask(status, holder, false)).toEqual({ status: 429, counted: 1 });
    }
  });

  test.each([400, 404])("of %s to the holder of a key does not", async (status) => {
    expect(await ask(status, "key", false)).toEqual({ status, counted: 0 });
  });

  test.each([200, 204, 301, 409, 412, 429, 500, 503])("of %s does not", async (status) => {
    expect(await ask(status, "nobody", false)).toEqual({ status, counted: 0 });
  });
});

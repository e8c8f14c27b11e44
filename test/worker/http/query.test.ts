import { describe, expect, it } from "vitest";
import * as z from "zod";
import { readQuery } from "../../../worker/http/query.ts";
import { ProblemError } from "../../../worker/problem.ts";

const Search = z.strictObject({ country: z.string().optional(), page: z.string().optional() });

const read = (address: string, options = {}) => {
  const { searchParams } = new URL(address, "https://api.test");
  const queries = () => Object.fromEntries([...searchParams.keys()].map((name) => [name, searchParams.getAll(name)]));
  try {
    return readQuery({ req: { queries: queries as never } }, Search, options);
  } catch (error) {
    return error instanceof ProblemError ? `${error.code}: ${error.message}` : Promise.reject(error);
  }
};

describe("an address's parameters", () => {
  it("are read by name", () => {
    expect(read("/?country=US&page=2")).toEqual({ country: "US", page: "2" });
    expect(read("/")).toEqual({});
  });

  it.each(["", "%20", "%09", "&country=", "&country=%20"])(
    "count as left out where they are empty: country=%s",
    (value) => {
      expect(read(`/?country=${value}&page=2`)).toEqual({ page: "2" });
    },
  );

  it("are for the schema to refuse where empty means something", () => {
    expect(read("/?country=&page=%20", { refuseEmpty: true })).toEqual({ country: "", page: " " });
  });

  it.each([
    ["a name that is unknown", "/?zip=60601", "unknown key: zip"],
    ["a name that is given twice", "/?country=US&country=CA", "country is not valid: expected string, received array"],
    ["a name that is given twice, once empty", "/?country=&country=CA", "country is not valid: expected string"],
  ])("are refused with %s", (_, address, problem) => {
    expect(read(address)).toMatch(`invalid_request: ${problem}`);
  });

  it("pass with an unknown name that is empty, as a form sends what it does not use", () => {
    expect(read("/?zip=")).toEqual({});
  });
});

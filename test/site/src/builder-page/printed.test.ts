import { expect, test } from "vitest";
import { LOCAL_CHOICES } from "../../../../site/src/builder/choices.ts";
import { printed } from "../../../../site/src/builder-page/printed.ts";

const choices = { ...LOCAL_CHOICES, moduleHash: "sha384-a", classicHash: "sha384-b" };

test("hashes are printed for the service that serves the files", () => {
  expect(printed(choices, choices.service)).toEqual(choices);
});

test("hashes are left out for another service, whose files may be others", () => {
  expect(printed(choices, "https://pay.example.com")).toEqual({ ...choices, moduleHash: "", classicHash: "" });
});

/** A body is read as text up to a limit, however it arrives. */
import { expect, test, vi } from "vitest";
import { readCapped } from "../../contract/capped-text.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

/** A body in these parts, or of one part without end. */
function arriving(parts: readonly Uint8Array<ArrayBuffer>[], isEndless = false) {
  const cancel = vi.fn();
  let at = 0;
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    cancel,
    pull: (controller) => {
      const part = parts[isEndless ? 0 : at++];
      if (part === undefined) controller.close();
      else controller.enqueue(part);
    },
  });
  return { response: new Response(body), cancel };
}

test.each([
  ["no body", new Response(null), ""],
  ["a body of exactly the limit", new Response("12345678"), "12345678"],
  ["a mark of the order of bytes, as a letter", new Response("\ufeff1"), "\ufeff1"],
  ["a letter in two parts", arriving([bytes("ä").slice(0, 1), bytes("ä").slice(1)]).response, "ä"],
])("reads %s", async (_, response, text) => {
  expect(await readCapped(response, 8)).toBe(text);
});

test.each([
  ["in one part", [bytes("123456789")]],
  ["in several", [bytes("1234"), bytes("5678"), bytes("9")]],
])("refuses a byte more, %s", async (_, parts) => {
  await expect(readCapped(arriving(parts).response, 8)).rejects.toThrow(new RangeError("longer than 8 bytes"));
});

test("lets go of what never ends", async () => {
  const { response, cancel } = arriving([bytes("1234")], true);
  await expect(readCapped(response, 8)).rejects.toThrow(RangeError);
  expect(cancel).toHaveBeenCalledOnce();
});

test.each([
  ["a byte that is none of UTF-8", [new Uint8Array([0xff])]],
  ["half a letter at the end", [bytes("ä").slice(0, 1)]],
])("refuses %s", async (_, parts) => {
  await expect(readCapped(arriving(parts).response, 8)).rejects.toThrow(TypeError);
});

/** Reads what another host sends, and no more of it than it may be: never buffered beyond, whatever its headers say. */

/**
 * The body as text, UTF-8.
 *
 * @param maxBytes the longest body that is read to its end
 * @throws RangeError when there is more, TypeError when it is no UTF-8
 */
export async function readCapped(response: Response, maxBytes: number): Promise<string> {
  if (response.body === null) return "";
  const reader = response.body.getReader();
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let text = "";
  let size = 0;
  for (let part = await reader.read(); part.value !== undefined; part = await reader.read()) {
    size += part.value.length;
    if (size > maxBytes) {
      await reader.cancel();
      throw new RangeError(`longer than ${maxBytes} bytes`);
    }
    text += decoder.decode(part.value, { stream: true });
  }
  return text + decoder.decode();
}

/** Ids as the gateway makes them: 20 characters of `0-9a-v`. */
const LETTERS = "0123456789abcdefghijklmnopqrstuv";

export function newXid(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(20)), (byte) => LETTERS[byte % LETTERS.length]).join("");
}

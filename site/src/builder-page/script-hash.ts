/** The `integrity` of a script file, of the bytes that this origin serves. */

/** @returns empty: the file is not there, or the page may not compute hashes (it is on no secure connection) */
export async function hashOf(path: string): Promise<string> {
  try {
    const response = await fetch(path);
    if (!response.ok) return "";
    const digest = await crypto.subtle.digest("SHA-384", await response.arrayBuffer());
    return `sha384-${btoa(String.fromCharCode(...new Uint8Array(digest)))}`;
  } catch {
    return "";
  }
}

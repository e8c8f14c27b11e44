/** The address of a security check that looks like the page around it. */

/** True where the element is shown in dark colours. */
function isDark(element: Element): boolean {
  const scheme = getComputedStyle(element).colorScheme;
  return scheme.includes("dark") && (!scheme.includes("light") || matchMedia("(prefers-color-scheme: dark)").matches);
}

/** @param url as the service gave it; null while it asks for no check */
export function challengeAddress(url: string | null, element: Element): string | null {
  if (url === null) return null;
  const address = new URL(url);
  address.searchParams.set("theme", isDark(element) ? "dark" : "light");
  return address.href;
}

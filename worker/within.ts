/** Bounds work on a store or limiter in time: what is late is as good as failed. */

/** The result of `work`, or undefined when it fails or takes longer than `limitMs`. The work itself is not stopped. */
export async function within<T>(limitMs: number, work: () => Promise<T>): Promise<T | undefined> {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const timeout = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), limitMs);
  });
  try {
    return await Promise.race([work(), timeout]);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}

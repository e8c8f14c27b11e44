/** The Worker's bindings, checked once and turned into one typed value. */

/** True in a development build alone. A build-time constant: what it guards is not in any other build. */
declare global {
  const __DEVELOPMENT__: boolean;
}

/** What the platform hands to the Worker. Secrets may be missing or malformed until {@link readSettings} has looked. */
export interface Bindings {
  readonly ENVIRONMENT?: string;
  readonly ASSETS: Fetcher;
}

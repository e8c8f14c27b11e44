/** What every part of the sandbox finds in its context. */
import type { SandboxState } from "./state.ts";

export interface Bindings {
  readonly STATE: DurableObjectNamespace<SandboxState>;
  /** Where the product and the sample shop run beside it; unset, where they run by default. */
  readonly PRODUCT_ORIGIN?: string;
  readonly SHOP_ORIGIN?: string;
}

export interface SandboxEnv {
  Bindings: Bindings;
}

/** The one object that remembers anything, so that what one isolate minted another one knows. */
export function stateOf(bindings: Bindings): DurableObjectStub<SandboxState> {
  return bindings.STATE.getByName("sandbox");
}

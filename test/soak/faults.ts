/** What can go wrong around the Worker: each fault by name, and where it is made. */
import { FAULTS } from "../../sandbox/faults/fault-list.ts";
import { WIRE_FAULTS } from "../fault/wire.ts";

/** The bindings of the platform that can fail, by what they are for. */
export const BINDING_FAULTS = {
  kv: ["throws", "slow", "stale"],
  shard: ["throws", "overloaded", "slow", "evicted"],
  ledger: ["throws", "overloaded", "slow", "evicted"],
  audit: ["throws", "overloaded", "slow", "evicted"],
  outcomes: ["throws", "overloaded", "slow", "evicted"],
  limiter: ["throws", "slow", "refuses"],
} as const;
export type BindingPlace = keyof typeof BINDING_FAULTS;

export type Fault =
  | { readonly place: "gateway" | "keysecure"; readonly by: "answer"; readonly kind: (typeof FAULTS)[number] }
  | { readonly place: "gateway" | "keysecure"; readonly by: "wire"; readonly kind: (typeof WIRE_FAULTS)[number] }
  | { readonly place: BindingPlace; readonly by: "binding"; readonly kind: string };

const upstreamFaults = (place: "gateway" | "keysecure"): Fault[] => [
  ...FAULTS.map((kind) => ({ place, by: "answer", kind }) as const),
  ...WIRE_FAULTS.map((kind) => ({ place, by: "wire", kind }) as const),
];

/** Every fault there is. */
export const ALL_FAULTS: readonly Fault[] = [
  ...upstreamFaults("gateway"),
  ...upstreamFaults("keysecure"),
  ...Object.entries(BINDING_FAULTS).flatMap(([place, kinds]) =>
    kinds.map((kind): Fault => ({ place: place as BindingPlace, by: "binding", kind })),
  ),
];

/** Such as `kv: slow`. */
export const nameOf = ({ place, kind }: Fault): string => `${place}: ${kind}`;

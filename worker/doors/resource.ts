/**
 * What a door leads to: routes under local paths, each with its operation. A resource belongs to one door by its type,
 * so that a route which counts on a guard can be mounted nowhere else.
 */
import type { Env, Handler, Hono } from "hono";
import type { Caller, ChangeTold, Method, Operation, RegisteredOperation } from "../openapi/operation.ts";

interface Route<E extends Env> {
  readonly method: Method;
  readonly path: string;
  /** Null: no part of the API. */
  readonly operation: Operation | null;
  readonly handler: Handler<E>;
}

/** @typeParam E what a handler finds in the context: what the door put there and nothing else */
export class Resource<Door extends Caller, E extends Env> {
  readonly door: Door;
  readonly routes: Route<E>[] = [];

  constructor(door: Door) {
    this.door = door;
  }

  get<Path extends string>(path: Path, operation: Operation, handler: Handler<E, Path>): this {
    return this.add({ method: "get", path, operation, handler });
  }

  post<Path extends string>(path: Path, operation: Operation & ChangeTold<Door>, handler: Handler<E, Path>): this {
    return this.add({ method: "post", path, operation, handler });
  }

  put<Path extends string>(path: Path, operation: Operation & ChangeTold<Door>, handler: Handler<E, Path>): this {
    return this.add({ method: "put", path, operation, handler });
  }

  delete<Path extends string>(path: Path, operation: Operation & ChangeTold<Door>, handler: Handler<E, Path>): this {
    return this.add({ method: "delete", path, operation, handler });
  }

  protected add(route: Route<E>): this {
    this.routes.push(route);
    return this;
  }
}

type Described = Operation & Pick<RegisteredOperation, "caller">;

const described = new WeakMap<object, Described>();

/** A handler with what its door does around it. */
export type Around<E extends Env> = (
  handler: Handler<E>,
  route: { readonly operation: Operation | null; readonly path: string },
) => Handler<E>;

/** Puts the resources' routes behind what `door` has already: its guard. */
export function leadTo<E extends Env>(
  door: Hono<E>,
  resources: readonly Resource<Caller, E>[],
  around: Around<E> = (handler) => handler,
): Hono<E> {
  for (const { door: caller, routes } of resources)
    for (const { method, path, operation, handler } of routes) {
      if (described.has(handler)) throw new Error(`${path} shares its handler with another route`);
      const whole = around(handler, { operation, path });
      if (operation !== null) for (const one of [handler, whole]) described.set(one, { ...operation, caller });
      door.on(method, path, whole);
    }
  return door;
}

/** The operations of all routes that `app` has, in their order. */
export const operationsOf = ({ routes }: Pick<Hono, "routes">): RegisteredOperation[] =>
  routes.flatMap(({ method, path, handler }) => {
    const operation = described.get(handler);
    const address = { method: method.toLowerCase() as Method, path: path.replaceAll(/:(\w+)/g, "{$1}") };
    return operation === undefined ? [] : [{ ...operation, ...address }];
  });

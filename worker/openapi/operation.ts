/** What the API's document tells of a route. It stands beside the route, which cannot be registered without it. */
import type * as z from "zod";
import type { ProblemCode } from "../../contract/lists.ts";

/** Who may ask: a page of one of the merchant's origins, the merchant's server, the operator, or anybody. */
export type Caller = "page" | "server" | "operator" | "anybody";

export type Method = "get" | "post" | "put" | "delete";

/** What an operator's change belongs to: a key may be limited to one of them. */
export type Area = "merchants" | "rules" | "alerts";

/** What an operation that is no `GET` says beside the usual, by its door. */
export type ChangeTold<Door extends Caller> = Door extends "operator"
  ? {
      /** Null: it changes nothing, so that a key for reading may ask it. */
      readonly area: Area | null;
    }
  : unknown;

/** A schema that the document names; all others stand where they are used. */
export interface NamedSchema {
  readonly name: string;
  readonly schema: z.ZodType;
}

export interface Reply {
  readonly description: string;
  /** Null: a body that is not JSON. */
  readonly schema: z.ZodType | NamedSchema | null;
  readonly type?: string;
  /** Another form that can be asked for, as a media type: a text. */
  readonly orAs?: string;
}

export interface Operation {
  readonly id: string;
  readonly summary: string;
  readonly description?: string;
  /** Those in the path. */
  readonly parameters?: Readonly<Record<string, z.ZodType>>;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType | NamedSchema;
  readonly replies: Readonly<Record<number, Reply>>;
  /** Its answers have an `ETag`. */
  readonly givesTag?: true;
  /** It is a change that `If-Match` and `If-None-Match` hold back. */
  readonly takesTag?: true;
  /** What it changes, behind the operator's door. Not there, or null: nothing. */
  readonly area?: Area | null;
  /** Beside those of the door, those of a body, and those that any request can meet. */
  readonly problems?: readonly ProblemCode[];
}

/** An operator's operation that is no `GET`. */
export type OperatorChange = Operation & ChangeTold<"operator">;

/** An operation with what its registration tells: where it is, and behind which door. */
export interface RegisteredOperation extends Operation {
  readonly caller: Caller;
  readonly method: Method;
  /** With parameters in braces. */
  readonly path: string;
}

export const json = (description: string, schema: Reply["schema"]): Reply => ({ description, schema });

/** One schema has one name: a request's and an answer's are two. */
export const named = (name: string, schema: z.ZodType): NamedSchema => ({ name, schema });

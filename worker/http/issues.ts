/** Puts a schema's objections into words: each names the field and what it must be, none repeats a value that was sent. */
import type * as z from "zod";

const MOST_ISSUES = 20;

/** All objections of `error`, one line each. */
export function issueTexts(error: z.ZodError): string[] {
  const issues = error.issues.slice(0, MOST_ISSUES).flatMap(nearest);
  return issues.slice(0, MOST_ISSUES).map((issue) => {
    const field = issue.path.map(safeName).join(".");
    if (issue.code === "unrecognized_keys") {
      const within = field === "" ? "" : ` in ${field}`;
      return `unknown key${within}: ${issue.keys.slice(0, MOST_ISSUES).map(safeName).join(", ")}`;
    }
    return `${field === "" ? "the request" : field} ${phrase(issue)}`;
  });
}

/** All objections of `error` as one sentence. */
export const describeIssues = (error: z.ZodError) => `${issueTexts(error).join("; ")}.`;

/**
 * An issue as it is told. Of a name that is refused: what it must be. Of a value that fits none of several forms: the objections
 * of the form that it comes nearest to, which is the one that reads furthest into the value and then objects to least.
 */
function nearest(issue: z.core.$ZodIssue): readonly z.core.$ZodIssue[] {
  if (issue.code === "invalid_key") return issue.issues.map((objection) => ({ ...objection, path: issue.path }));
  if (issue.code !== "invalid_union" || issue.errors.length === 0) return [issue];
  const forms = issue.errors.map((objections) => objections.slice(0, MOST_ISSUES).flatMap(nearest));
  const reached = Math.max(...forms.map(reach));
  if (reached === 0) {
    const missing = forms.flat().find(isMissing);
    const message = `Invalid input: expected ${forms.flatMap(kindOf).join(" or ")}`;
    return [missing === undefined ? { ...issue, message } : { ...missing, path: issue.path }];
  }
  const [form = []] = forms.filter((one) => reach(one) === reached).toSorted((one, other) => one.length - other.length);
  return form.map((objection) => ({ ...objection, path: [...issue.path, ...objection.path] }));
}

/** How far a form reads into a value before it objects; 0: the value is not even of its kind. */
const reach = (form: readonly z.core.$ZodIssue[]): number =>
  Math.max(
    ...form.map(({ code, path }) => path.length + (code === "invalid_type" || code === "invalid_value" ? 0 : 1)),
  );

/** What a form expects, such as "array", of the objection that says so. */
const kindOf = (form: readonly z.core.$ZodIssue[]): readonly string[] =>
  form.flatMap(({ message }) => /expected (.+?)(?:, received .*)?$/.exec(message)?.[1] ?? []);

/** Our own messages start with a verb; the library's ("Invalid input: expected string, received number") do not. */
function phrase(issue: z.core.$ZodIssue): string {
  if (isMissing(issue)) return "is missing";
  if (isBound(issue) && /^Too (big|small):/.test(issue.message)) return boundPhrase(issue);
  const message = issue.message.replace(/^Invalid (input|option): /, "");
  return message.startsWith("expected") ? `is not valid: ${message}` : message;
}

const isMissing = ({ message }: z.core.$ZodIssue): boolean => message.endsWith("received undefined");

type Bound = z.core.$ZodIssueTooBig | z.core.$ZodIssueTooSmall;

const isBound = (issue: z.core.$ZodIssue): issue is Bound => issue.code === "too_big" || issue.code === "too_small";

const COUNTED: Readonly<Record<string, readonly [one: string, more: string]>> = {
  string: ["character", "characters"],
  array: ["entry", "entries"],
};

/** Such as "must be at most 10000" or "must have at least 1 character". */
function boundPhrase(issue: Bound): string {
  const [bound, most, beyond] =
    issue.code === "too_big" ? [issue.maximum, "at most", "less than"] : [issue.minimum, "at least", "more than"];
  const what = `${issue.inclusive === false ? beyond : most} ${bound}`;
  const counted = COUNTED[issue.origin];
  return counted === undefined ? `must be ${what}` : `must have ${what} ${counted[Number(bound) === 1 ? 0 : 1]}`;
}

/** From this length on, a key may be a token in the wrong place; then it must read as words, such as `paymentMethodId` or `API_KEYS`. */
const TOKEN_LENGTH = 16;

/** A key as it may be repeated: short, plain, and not something that could be a card number or token put in the wrong place. */
export function safeName(key: PropertyKey): string {
  const name = String(key);
  const isPlain = /^[A-Za-z_$][\w$-]{0,31}$/.test(name) && !/\d{6}/.test(name);
  const isSafe = isPlain && (name.length < TOKEN_LENGTH || isWords(name));
  return isSafe || typeof key === "number" ? name : "(unnamed)";
}

const isWords = (name: string) =>
  name.split(/[_$-]|(?<![A-Z])(?=[A-Z])/).every((word) => /^(?:[A-Za-z][a-z]{1,13}|[A-Z]{2,14})$/.test(word));

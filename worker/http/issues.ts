/** Puts a schema's objections into words: each names the field and what it must be, none repeats a value that was sent. */
import type * as z from "zod";

const MOST_ISSUES = 20;

/** All objections of `error`, one line each. */
export function issueTexts(error: z.ZodError): string[] {
  return error.issues.slice(0, MOST_ISSUES).map((issue) => {
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

/** Our own messages start with a verb; the library's ("Invalid input: expected string, received number") do not. */
function phrase(issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_type" && issue.input === undefined && /received undefined/.test(issue.message))
    return "is missing";
  const message = issue.message.replace(/^Invalid (input|option): ?/, "");
  return message.startsWith("expected") ? `is not valid: ${message}` : message;
}

/** From this length on, a key may be a token in the wrong place; then it must read as words, such as `paymentMethodId`. */
const TOKEN_LENGTH = 16;

/** A key as it may be repeated: short, plain, and not something that could be a card number or token put in the wrong place. */
export function safeName(key: PropertyKey): string {
  const name = String(key);
  const isPlain = /^[A-Za-z_$][\w$-]{0,31}$/.test(name) && !/\d{6}/.test(name);
  const isSafe = isPlain && (name.length < TOKEN_LENGTH || isWords(name));
  return isSafe || typeof key === "number" ? name : "(unnamed)";
}

const isWords = (name: string) => name.split(/[_$-]|(?=[A-Z])/).every((word) => /^[A-Za-z][a-z]{1,13}$/.test(word));

/**
 * Every operation of the HTTP API: the one table behind `/openapi.json` and `/docs/api`. A test holds it to the routes
 * that the Worker really has.
 */
import * as z from "zod";
import {
  MirrorAnswer,
  ProgramBinsPage,
  ProgramBinsQuery,
  ProgramId,
  ProgramSnapshot,
  ProgramSummary,
  PullFailure,
} from "../../contract/card-programs.ts";
import type { ProblemCode } from "../../contract/lists.ts";
import {
  LookupAnswer,
  LookupRequest,
  MerchantId,
  ServerLookupAnswer,
  ServerLookupRequest,
} from "../../contract/lookup.ts";
import { Policy, PolicyQuery } from "../../contract/policy.ts";
import { VerifyAnswer, VerifyRequest } from "../../contract/quote.ts";
import { MerchantDeleted, MerchantInput, MerchantList, MerchantView } from "../merchants/operator-view.ts";
import { PublicJwk } from "../quote/jwk.ts";
import { AnswerCounts, AnswerCountsQuery } from "../routes/answer-counts.ts";
import { ChallengeQuery } from "../routes/challenge.ts";
import { Health } from "../routes/health.ts";
import { ListQuery } from "../routes/merchants.ts";
import { Readiness, ReadinessQuery } from "../routes/readiness.ts";
import { CandidateQuery, RenewalInput, RulesView } from "../rules/operator-view.ts";
import { Pack, PackVersion } from "../rules/pack.ts";
import { RuleId } from "../rules/schema.ts";

type Method = "get" | "post" | "put" | "delete";

/** Who may ask: a page of one of the merchant's origins, the merchant's server, the operator, or anybody. */
type Caller = "page" | "server" | "operator" | "anybody";

interface Reply {
  readonly description: string;
  /** A schema's name in the document, or null for a body that is not JSON. */
  readonly schema: z.ZodType | null;
  readonly type?: string;
}

export interface Operation {
  readonly method: Method;
  /** With parameters in braces. */
  readonly path: string;
  readonly id: string;
  readonly summary: string;
  readonly description?: string;
  readonly caller: Caller;
  readonly parameters?: Readonly<Record<string, z.ZodType>>;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly replies: Readonly<Record<number, Reply>>;
  /** Beside those that any request can meet. */
  readonly problems: readonly ProblemCode[];
}

const json = (description: string, schema: z.ZodType): Reply => ({ description, schema });

const Force = z.strictObject({
  force: z.enum(["true", "false"]).optional().describe("Replace the last good copy although much of it would go."),
});

const Jwks = z.strictObject({ keys: z.array(PublicJwk.extend({ use: z.string(), alg: z.string() }).loose()) });

const ProgramList = z.strictObject({ programs: z.array(ProgramSummary), requestId: z.string() });

const FailureNoted = z.strictObject({ program: ProgramId, requestId: z.string() });

/** Schemas that the document names; all others stand where they are used. */
export const NAMED_SCHEMAS = {
  LookupRequest,
  LookupAnswer,
  ServerLookupRequest,
  ServerLookupAnswer,
  Policy,
  VerifyRequest,
  VerifyAnswer,
  ProgramBinsPage,
  ProgramSnapshot,
  MirrorAnswer,
  MerchantInput,
  MerchantView,
  MerchantList,
  Readiness,
} as const;

const BODY: readonly ProblemCode[] = ["invalid_request", "payload_too_large", "unsupported_media_type"];
const PAGE: readonly ProblemCode[] = ["unknown_merchant", "origin_not_allowed", "merchant_unavailable", "rate_limited"];
const SERVER: readonly ProblemCode[] = ["unauthorized", "merchant_unavailable", "rate_limited"];
const OPERATOR: readonly ProblemCode[] = ["unauthorized", "rate_limited"];

export const OPERATIONS: readonly Operation[] = [
  {
    method: "post",
    path: "/v1/lookup",
    id: "lookUp",
    summary: "Which card is it, and is a surcharge added?",
    description:
      "Asks about one Tokenizer token, in one place, at one amount. Trouble at the gateway is no error of this call: the answer is then `unknown`, with a signed quote of zero.",
    caller: "page",
    body: LookupRequest,
    replies: { 200: json("The answer, with its signed quote.", LookupAnswer) },
    problems: [...BODY, ...PAGE, "card_number_refused", "token_rejected", "too_many_places", "challenge_required"],
  },
  {
    method: "get",
    path: "/v1/merchants/{merchant}/policy",
    id: "readPolicy",
    summary: "What may be said before a card is known",
    caller: "page",
    parameters: { merchant: MerchantId },
    query: PolicyQuery,
    replies: { 200: json("Rates by brand after caps, the notice, and the texts of one language.", Policy) },
    problems: ["invalid_request", ...PAGE],
  },
  {
    method: "post",
    path: "/v1/server/lookup",
    id: "lookUpForServer",
    summary: "The same question from the merchant's server",
    description:
      "By exactly one of `token`, `bin` or `customerId`. Only `answer` is meant for a page. A quote by `bin` is informational: never charge by it.",
    caller: "server",
    body: ServerLookupRequest,
    replies: { 200: json("The browser's answer, with the BIN and the issuer beside it.", ServerLookupAnswer) },
    problems: [...BODY, ...SERVER, "card_number_refused", "token_rejected", "too_many_places"],
  },
  {
    method: "post",
    path: "/v1/server/quotes/verify",
    id: "verifyQuote",
    summary: "Is this quote good for this charge?",
    description:
      "For servers without a JOSE library. A fact that is not given is not checked, and the quote not valid.",
    caller: "server",
    body: VerifyRequest,
    replies: { 200: json("The verdict. A text that is no quote is answered, not refused.", VerifyAnswer) },
    problems: [...BODY, ...SERVER, "card_number_refused"],
  },
  {
    method: "get",
    path: "/v1/server/card-programs/{program}/bins",
    id: "listProgramBins",
    summary: "BINs of one of the merchant's own card programmes",
    caller: "server",
    parameters: { program: ProgramId },
    query: ProgramBinsQuery,
    replies: { 200: json("One page of the mirrored catalogue.", ProgramBinsPage) },
    problems: ["invalid_request", "not_found", ...SERVER],
  },
  {
    method: "get",
    path: "/v1/admin/merchants",
    id: "listMerchants",
    summary: "All merchants, a page at a time",
    caller: "operator",
    query: ListQuery,
    replies: { 200: json("A page of merchants, without their settings.", MerchantList) },
    problems: ["invalid_request", "merchant_unavailable", ...OPERATOR],
  },
  {
    method: "get",
    path: "/v1/admin/merchants/{id}",
    id: "readMerchant",
    summary: "One merchant, without its secrets",
    caller: "operator",
    parameters: { id: MerchantId },
    replies: { 200: json("The merchant, with what is doubtful about it.", MerchantView) },
    problems: ["invalid_request", "unknown_merchant", "merchant_unavailable", ...OPERATOR],
  },
  {
    method: "put",
    path: "/v1/admin/merchants/{id}",
    id: "writeMerchant",
    summary: "Add a merchant or change it",
    description:
      "Replaces all settings; secrets that are left out stay. Visible everywhere within 60 seconds. Refused with every reason at once.",
    caller: "operator",
    parameters: { id: MerchantId },
    body: MerchantInput,
    replies: { 200: json("Changed.", MerchantView), 201: json("Added.", MerchantView) },
    problems: [...BODY, "merchant_unavailable", ...OPERATOR],
  },
  {
    method: "delete",
    path: "/v1/admin/merchants/{id}",
    id: "deleteMerchant",
    summary: "Remove a merchant",
    caller: "operator",
    parameters: { id: MerchantId },
    replies: { 200: json("Removed.", MerchantDeleted) },
    problems: ["invalid_request", "unknown_merchant", "merchant_unavailable", ...OPERATOR],
  },
  {
    method: "get",
    path: "/v1/admin/merchants/{id}/answers",
    id: "countAnswers",
    summary: "How often which answer was given, minute by minute",
    description: "Kept for 90 days. Nothing in it is about a shopper, a card or a sale.",
    caller: "operator",
    parameters: { id: MerchantId },
    query: AnswerCountsQuery,
    replies: { 200: json("Counts by minute, outcome, reason, brand and latency.", AnswerCounts) },
    problems: ["invalid_request", "merchant_unavailable", ...OPERATOR],
  },
  {
    method: "get",
    path: "/v1/rules/{version}",
    id: "readRules",
    summary: "Any rule pack that a quote can name",
    description: "A quote names its own in the claim `rules.version`. A pack never changes.",
    caller: "anybody",
    parameters: { version: PackVersion },
    replies: { 200: json("The pack: rows with sources and dates, renewals, and ids that are used no longer.", Pack) },
    problems: ["not_found", "rate_limited", "merchant_unavailable"],
  },
  {
    method: "get",
    path: "/v1/admin/rules",
    id: "viewRules",
    summary: "Which rules are in force, where they came from, and what lapses when",
    caller: "operator",
    replies: { 200: json("The rules in force here.", RulesView) },
    problems: ["merchant_unavailable", ...OPERATOR],
  },
  {
    method: "put",
    path: "/v1/admin/rules",
    id: "pushRules",
    summary: "Put a newer rule pack in force, or beside the one in force",
    description:
      "Refused where it permits more than the carried pack without a newer `checkedOn` and a `by` on each such row. With `candidate=true` it decides nothing: differences are counted.",
    caller: "operator",
    query: CandidateQuery,
    body: Pack,
    replies: { 200: json("The rules in force after it.", RulesView) },
    problems: [...BODY, "card_number_refused", "conflict", "not_found", "merchant_unavailable", ...OPERATOR],
  },
  {
    method: "delete",
    path: "/v1/admin/rules/candidate",
    id: "dropCandidate",
    summary: "Stop deciding by the candidate pack",
    caller: "operator",
    replies: { 200: json("The rules in force.", RulesView) },
    problems: ["not_found", "merchant_unavailable", ...OPERATOR],
  },
  {
    method: "post",
    path: "/v1/admin/rules/rollback",
    id: "rollBackRules",
    summary: "Go back to the pack before the one in force",
    caller: "operator",
    replies: { 200: json("The rules in force after it.", RulesView) },
    problems: ["conflict", "not_found", "merchant_unavailable", ...OPERATOR],
  },
  {
    method: "put",
    path: "/v1/admin/rules/renewals/{row}",
    id: "renewRule",
    summary: "Renew a row whose source was read again, or extend it once by 30 days at most",
    description: "Bound to the row's hash, so that it never renews a text that has changed.",
    caller: "operator",
    parameters: { row: RuleId },
    body: RenewalInput,
    replies: { 200: json("The rules in force after it.", RulesView) },
    problems: [...BODY, "card_number_refused", "conflict", "not_found", "merchant_unavailable", ...OPERATOR],
  },
  {
    method: "get",
    path: "/v1/admin/card-programs",
    id: "listPrograms",
    summary: "Mirrored card programmes and their last pulls",
    caller: "operator",
    replies: { 200: json("All programmes.", ProgramList) },
    problems: OPERATOR,
  },
  {
    method: "get",
    path: "/v1/admin/card-programs/{program}/bins",
    id: "readProgramBins",
    summary: "BINs of a mirrored card programme",
    caller: "operator",
    parameters: { program: ProgramId },
    query: ProgramBinsQuery,
    replies: { 200: json("One page of the mirrored catalogue.", ProgramBinsPage) },
    problems: ["invalid_request", "not_found", ...OPERATOR],
  },
  {
    method: "put",
    path: "/v1/admin/card-programs/{program}",
    id: "pushProgram",
    summary: "Mirror a snapshot that was pulled elsewhere",
    caller: "operator",
    parameters: { program: ProgramId },
    query: Force,
    body: ProgramSnapshot,
    replies: { 200: json("What came and went.", MirrorAnswer) },
    problems: [...BODY, ...OPERATOR],
  },
  {
    method: "post",
    path: "/v1/admin/card-programs/{program}/sync",
    id: "syncProgram",
    summary: "Pull a programme from KeySecure now",
    description: "A pull that fails is answered with `kept`: the last good copy stays in use.",
    caller: "operator",
    parameters: { program: ProgramId },
    query: Force,
    replies: { 200: json("What came and went, or why the last good copy stays.", MirrorAnswer) },
    problems: ["invalid_request", "not_found", ...OPERATOR],
  },
  {
    method: "post",
    path: "/v1/admin/card-programs/{program}/failure",
    id: "notePullFailure",
    summary: "Note that a pull made elsewhere did not work",
    caller: "operator",
    parameters: { program: ProgramId },
    body: PullFailure,
    replies: { 200: json("Noted; it shows in `/readyz`.", FailureNoted) },
    problems: [...BODY, ...OPERATOR],
  },
  {
    method: "get",
    path: "/.well-known/jwks.json",
    id: "readKeys",
    summary: "Public keys of quotes",
    caller: "anybody",
    replies: { 200: { description: "A JSON Web Key Set (RFC 7517).", schema: Jwks, type: "application/jwk-set+json" } },
    problems: [],
  },
  {
    method: "get",
    path: "/.well-known/security.txt",
    id: "readSecurityContact",
    summary: "Where to report a vulnerability",
    caller: "anybody",
    replies: { 200: { description: "RFC 9116.", schema: null, type: "text/plain" } },
    problems: [],
  },
  {
    method: "get",
    path: "/healthz",
    id: "isAlive",
    summary: "Does the Worker run?",
    caller: "anybody",
    replies: { 200: json("It does.", Health) },
    problems: [],
  },
  {
    method: "get",
    path: "/readyz",
    id: "isReady",
    summary: "The state of what the Worker depends on",
    description: "States for anybody; merchants by name with an operator's key.",
    caller: "anybody",
    query: ReadinessQuery,
    replies: { 200: json("Ready.", Readiness), 503: json("Not ready: at least one check fails.", Readiness) },
    problems: ["invalid_request"],
  },
  {
    method: "get",
    path: "/challenge/{merchant}",
    id: "openChallenge",
    summary: "The page of a challenge, to be shown in a frame",
    description:
      "Its address comes as `challengeUrl` with `challenge_required`. The page posts `{type: 'card-surcharge:challenge', result}` to the origin it was opened for; the result goes with the next lookup as `challenge`.",
    caller: "anybody",
    parameters: { merchant: MerchantId },
    query: ChallengeQuery,
    replies: {
      200: { description: "A page that only the merchant's origins may frame.", schema: null, type: "text/html" },
    },
    problems: [
      "invalid_request",
      "unknown_merchant",
      "not_found",
      "origin_not_allowed",
      "merchant_unavailable",
      "rate_limited",
    ],
  },
  {
    method: "get",
    path: "/openapi.json",
    id: "readApi",
    summary: "This document",
    caller: "anybody",
    replies: { 200: json("OpenAPI 3.1.", z.looseObject({ openapi: z.string() })) },
    problems: [],
  },
  {
    method: "get",
    path: "/docs/api",
    id: "readApiPage",
    summary: "This document, for people",
    caller: "anybody",
    replies: { 200: { description: "A page.", schema: null, type: "text/html" } },
    problems: [],
  },
];

/**
 * `@card-surcharge/element/notice`. The static notice for a page that is rendered on a server: put it between the element's tags. It is plain text in one
 * paragraph, so nothing has to be taken over by script later.
 */
import type { Policy } from "../contract/answers.ts";
import { escapeHtml } from "../contract/escape-html.ts";

/** @returns HTML that is safe to insert as it is */
export function noticeHtml(policy: Pick<Policy, "notice" | "locale" | "dir">): string {
  return `<p lang="${escapeHtml(policy.locale)}" dir="${policy.dir === "rtl" ? "rtl" : "ltr"}">${escapeHtml(policy.notice)}</p>`;
}

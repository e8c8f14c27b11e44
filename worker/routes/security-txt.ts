/** `GET /.well-known/security.txt`: where to report a vulnerability (RFC 9116). */
import { publicResource } from "../doors/public.ts";
import type { Operation } from "../openapi/operation.ts";

const VALID_DAYS = 90;
const MS_PER_DAY = 86_400_000;

const contactOperation: Operation = {
  id: "readSecurityContact",
  summary: "Where to report a vulnerability",
  replies: { 200: { description: "RFC 9116.", schema: null, type: "text/plain" } },
};

export const securityTxt = publicResource();

securityTxt.get("/.well-known/security.txt", contactOperation, (c) => {
  const { securityContact } = c.get("settings");
  const origin = c.get("ownOrigin");
  const contact = securityContact ?? `mailto:security@${new URL(origin).hostname}`;
  const expires = new Date((Math.floor(Date.now() / MS_PER_DAY) + VALID_DAYS) * MS_PER_DAY);
  const lines = [
    `Contact: ${contact}`,
    `Expires: ${expires.toISOString()}`,
    "Preferred-Languages: en",
    `Canonical: ${origin}/.well-known/security.txt`,
  ];
  return c.text(`${lines.join("\n")}\n`, 200, { "Cache-Control": "public, max-age=86400" });
});

/** `GET /.well-known/security.txt`: where to report a vulnerability (RFC 9116). */
import { Hono } from "hono";
import type { AppEnv } from "../http/app-env.ts";

const VALID_DAYS = 90;
const MS_PER_DAY = 86_400_000;

export const securityTxt = new Hono<AppEnv>();

securityTxt.get("/.well-known/security.txt", (c) => {
  const { issuer, securityContact } = c.get("settings");
  const origin = issuer ?? new URL(c.req.url).origin;
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

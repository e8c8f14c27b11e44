/**
 * Reads the Worker's settings for all routes behind it, and whose origin it speaks for: none of those answers while a setting
 * is missing or malformed.
 */
import { createMiddleware } from "hono/factory";
import type { Bindings } from "../settings/bindings.ts";
import { readSettings, type Settings } from "../settings/settings.ts";
import { ownOrigin } from "./own-origin.ts";

export interface SettingsVariables {
  settings: Settings;
  /** The service's own origin: the quotes' `iss`. */
  ownOrigin: string;
}

/** @throws SettingsError, or ProblemError `invalid_request` for a host that is none where it would be needed */
export const withSettings = () =>
  createMiddleware<{ Bindings: Bindings; Variables: SettingsVariables }>(async function withSettings(c, next) {
    const settings = readSettings(c.env);
    c.set("settings", settings);
    c.set("ownOrigin", ownOrigin(settings, c.req.url));
    await next();
  });

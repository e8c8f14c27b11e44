/** Reads the Worker's settings for all routes behind it: none of those answers while a setting is missing or malformed. */
import { createMiddleware } from "hono/factory";
import type { Bindings } from "../settings/bindings.ts";
import { readSettings, type Settings } from "../settings/settings.ts";

export interface SettingsVariables {
  settings: Settings;
}

/** @throws SettingsError */
export const withSettings = () =>
  createMiddleware<{ Bindings: Bindings; Variables: SettingsVariables }>(async function withSettings(c, next) {
    c.set("settings", readSettings(c.env));
    await next();
  });

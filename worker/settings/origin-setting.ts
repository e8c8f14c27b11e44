/** An origin as a setting gives it. */
import * as z from "zod";

export const OriginSetting = z
  .url({ protocol: /^https?$/ })
  .refine((text) => new URL(text).origin === text, "must be an origin without a path");

/** The setting `GATEWAYS`: whatever is written there, a secret key goes to a plain https origin of a named host alone. */
import { isIP } from "node:net";
import * as z from "zod";
import { COMPILED_GATEWAYS } from "../../../worker/gateway/gateways.ts";
import { issueTexts } from "../../../worker/http/issues.ts";
import { GatewaysSetting } from "../../../worker/settings/gateways-setting.ts";
import { hold, holdNoCard, holdPrototypes, isSame } from "../invariants.ts";
import { readingOf } from "../json-oracle.ts";

// As in workerd, where no code is made of text.
z.config({ jitless: true });

export function fuzz(bytes: Uint8Array): void {
  const text = new TextDecoder().decode(bytes);
  const { data, error } = GatewaysSetting.safeParse(text);
  if (data === undefined) {
    hold(error.issues.length > 0, "refused without a reason");
    for (const issue of issueTexts(error)) holdNoCard(issue);
  } else {
    hold(readingOf(Buffer.from(text))?.isUnambiguous === true, "took what says a thing twice");
    for (const [name, { brand, origin, mode }] of data) {
      hold(/^[a-z][a-z0-9_]{2,39}$/.test(name) && !COMPILED_GATEWAYS.has(name), "a name that is none, or is taken");
      hold(brand.trim() === brand && brand !== "" && brand.length <= 60, "a brand that is none");
      const { protocol, host, hostname, username, password, pathname, search, hash } = new URL(origin);
      hold(protocol === "https:" && host === hostname && origin === `https://${host}`, "no plain origin");
      hold([username, password, search, hash].join("") === "" && pathname === "/", "more than an origin");
      hold(host.includes(".") && isIP(host) === 0 && !/(?:^|\.)localhost$/.test(host), "no host of the internet");
      const others = [...COMPILED_GATEWAYS.values(), ...data.values()];
      hold(!others.some((other) => other.origin === origin && other.mode !== mode), "test and live at one origin");
    }
    const again = GatewaysSetting.safeParse(JSON.stringify(Object.fromEntries(data)));
    hold(again.success && isSame([...again.data], [...data]), "reads its own setting otherwise");
  }
  holdPrototypes();
}

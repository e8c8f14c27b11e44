/** The first merchant: from a file, or asked for. Its gateway's key comes by the environment or a file, never by the command line. */
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import * as z from "zod";
import { MERCHANT_ID } from "../../../contract/plain-checks.ts";
import { IF_NEW } from "../../cli/operator.mjs";
import type { Surroundings } from "../../cli/surroundings.ts";
import { ToolError } from "../../cli/tool-error.mjs";
import { warningText } from "../../commands/merchants/tables.mjs";
import { firstMerchants, hasOperatorKey, merchantsApi, PROBE } from "../merchants.ts";
import type { DeployStep, Wishes, Work } from "../step.ts";

const KEY_VARIABLE = "MERCHANT_GATEWAY_KEY";
const BASIS_POINTS = /^\d{1,4}$/;
const MerchantFile = z.looseObject({ id: z.string().regex(MERCHANT_ID) });

export const firstMerchant: DeployStep = {
  name: "merchant",
  does: "adds the first merchant, where there is none yet",
  plan: (_environment, { merchant, host = "HOST" }) => [
    merchant === false
      ? "adds none (--no-merchant)"
      : `takes its settings of ${merchant ?? "--merchant FILE, else asks for them"}: JSON such as {"id": "mch_shop", "name": "My Shop", "mode": "test", "gateway": "koipay_sandbox", "currency": "USD", "place": {"country": "US", "state": "IL"}, "origins": ["https://shop.example"], "rates": {"visa": 300}}`,
    `takes its secret key at the gateway of ${KEY_VARIABLE}, or of the file that --gateway-key names`,
    `sends PUT https://${host}/v1/admin/merchants/ID, by the key named deploy of ADMIN_KEYS (or CARD_SURCHARGE_ADMIN_KEY)`,
  ],
  undo: () => "npm run merchants -- disable ID; quotes that were given count until they expire",

  async look(work) {
    if (!hasOperatorKey(work)) return { isDone: true, says: "not looked at: there is no operator's key here" };
    const merchants = (await firstMerchants(work)).filter(({ id }) => id !== PROBE);
    work.found.merchants = merchants;
    if (merchants.length > 0) return { isDone: true, says: merchants.map(({ id }) => id).join(", ") };
    if (work.wishes.merchant === false) return { isDone: true, says: "none, as --no-merchant says" };
    return { isDone: false, says: "there is none yet" };
  },

  async carryOut(work) {
    const { id, ...settings } = await settingsFor(work);
    const gatewayKey = gatewayKeyOf(work);
    const { warnings } = await merchantsApi(work)(
      "PUT",
      `/${id}`,
      { ...settings, ...(gatewayKey === undefined ? {} : { gatewayKey }) },
      IF_NEW,
    );
    work.found.merchants = await firstMerchants(work);
    return [`added ${id}; every location knows it within 60 s`, warningText(warnings)].join("\n").trimEnd();
  },
};

/**
 * Whether a first deploy could end without a merchant: said before anything is done.
 *
 * @throws ToolError naming what to give
 */
export function requireMerchant({ merchant, gatewayKey }: Wishes, { hasTerminal, root }: Surroundings): void {
  if (typeof merchant === "string") readMerchantFile(merchant, root);
  if (gatewayKey !== undefined) readKeyFile(gatewayKey, root);
  if (merchant === undefined && !hasTerminal)
    throw new ToolError(
      "Nobody can be asked for the first merchant here: give its settings with --merchant FILE, or say --no-merchant.",
    );
}

const settingsFor = ({ wishes, surroundings }: Work) =>
  typeof wishes.merchant === "string"
    ? Promise.resolve(readMerchantFile(wishes.merchant, surroundings.root))
    : askSettings(surroundings.ask);

/** @throws ToolError saying what such a file is */
function readMerchantFile(file: string, root: URL): z.output<typeof MerchantFile> {
  const path = resolve(fileURLToPath(root), file);
  if (!existsSync(path)) throw new ToolError("The file that --merchant names is not there.");
  const text = readFileSync(path, "utf8");
  const parsed = MerchantFile.safeParse(jsonOf(text));
  if (!parsed.success)
    throw new ToolError("The file that --merchant names must be a JSON object with an id, such as mch_shop.");
  for (const secret of ["gatewayKey", "serverKeys"])
    if (secret in parsed.data)
      throw new ToolError(
        `The file that --merchant names has ${secret}: keys have no place in it. Use ${KEY_VARIABLE} or --gateway-key FILE, and rotate-key for server keys.`,
      );
  return parsed.data;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function readKeyFile(file: string, root: URL): string {
  const path = resolve(fileURLToPath(root), file);
  if (!existsSync(path)) throw new ToolError("The file that --gateway-key names is not there.");
  return readFileSync(path, "utf8").trim();
}

function gatewayKeyOf({ wishes, surroundings }: Work): string | undefined {
  if (wishes.gatewayKey !== undefined) return readKeyFile(wishes.gatewayKey, surroundings.root);
  const key = surroundings.env[KEY_VARIABLE];
  return key === "" ? undefined : key;
}

async function askSettings(ask: Work["surroundings"]["ask"]): Promise<z.output<typeof MerchantFile>> {
  const question = async (text: string, usual: string) => {
    const answer = await ask(`${text}${usual === "" ? "" : ` [${usual}]`}:`);
    if (answer === null)
      throw new ToolError("There is no merchant yet: give its settings with --merchant FILE, or say --no-merchant.");
    return answer === "" ? usual : answer;
  };
  const id = await question("The first merchant's id", "mch_shop");
  if (!MERCHANT_ID.test(id)) throw new ToolError("A merchant's id is mch_ and up to 48 letters, digits, _ or -.");
  const name = await question("Its name, as shoppers see it", "My Shop");
  const mode = await question("Its mode, test or live", "test");
  const gateway = await question("Its gateway, see docs/gateways.md", "koipay_sandbox");
  const currency = await question("Its currency", "USD");
  const country = await question("Its country", "US");
  const state = await question("Its state or province, where the country has such", country === "US" ? "IL" : "");
  const origin = await question("The origin of its checkout page, such as https://shop.example", "");
  const visa = await question("Its rate for Visa in basis points, 300 is 3.00 %; 0 for none", "300");
  if (!BASIS_POINTS.test(visa))
    throw new ToolError("A rate is whole basis points, such as 300 for 3.00 %, or 0 for none.");
  return {
    id,
    name,
    mode,
    gateway,
    currency,
    place: { country, ...(state === "" ? {} : { state }) },
    origins: origin === "" ? [] : [origin],
    rates: Number(visa) > 0 ? { visa: Number(visa) } : {},
  };
}

/**
 * The surcharge rules of the product: one file a country, checked and compiled once, when this module loads.
 * A broken file stops the Worker at start rather than giving a wrong answer later.
 */

import { compileRules, type RuleBook } from "./book.ts";
import ae from "./rows/ae.json" with { type: "json" };
import au from "./rows/au.json" with { type: "json" };
import br from "./rows/br.json" with { type: "json" };
import ca from "./rows/ca.json" with { type: "json" };
import ch from "./rows/ch.json" with { type: "json" };
import de from "./rows/de.json" with { type: "json" };
import dk from "./rows/dk.json" with { type: "json" };
import eu from "./rows/eu.json" with { type: "json" };
import gb from "./rows/gb.json" with { type: "json" };
import hk from "./rows/hk.json" with { type: "json" };
import indonesia from "./rows/id.json" with { type: "json" };
import india from "./rows/in.json" with { type: "json" };
import jp from "./rows/jp.json" with { type: "json" };
import mx from "./rows/mx.json" with { type: "json" };
import my from "./rows/my.json" with { type: "json" };
import norway from "./rows/no.json" with { type: "json" };
import nz from "./rows/nz.json" with { type: "json" };
import sg from "./rows/sg.json" with { type: "json" };
import us from "./rows/us.json" with { type: "json" };
import { RuleRows } from "./schema.ts";
import { RULES_VERSION } from "./version.ts";

/** The country files as they are, before any check: what the version is a hash of. */
export const RULE_FILES = {
  ae,
  au,
  br,
  ca,
  ch,
  de,
  dk,
  eu,
  gb,
  hk,
  id: indonesia,
  in: india,
  jp,
  mx,
  my,
  no: norway,
  nz,
  sg,
  us,
};

/** Every rule the product knows, indexed by place. */
export const rules: RuleBook = compileRules(RuleRows.parse(Object.values(RULE_FILES).flat()), RULES_VERSION);

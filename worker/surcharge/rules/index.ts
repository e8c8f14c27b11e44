/**
 * The surcharge rules of the product: one file a country, checked and compiled once, when this module loads.
 * A broken file stops the Worker at start rather than giving a wrong answer later.
 */
import ae from "./ae.json" with { type: "json" };
import au from "./au.json" with { type: "json" };
import { compileRules, type RuleBook } from "./book.ts";
import br from "./br.json" with { type: "json" };
import ca from "./ca.json" with { type: "json" };
import ch from "./ch.json" with { type: "json" };
import de from "./de.json" with { type: "json" };
import dk from "./dk.json" with { type: "json" };
import eu from "./eu.json" with { type: "json" };
import gb from "./gb.json" with { type: "json" };
import hk from "./hk.json" with { type: "json" };
import indonesia from "./id.json" with { type: "json" };
import india from "./in.json" with { type: "json" };
import jp from "./jp.json" with { type: "json" };
import mx from "./mx.json" with { type: "json" };
import my from "./my.json" with { type: "json" };
import norway from "./no.json" with { type: "json" };
import nz from "./nz.json" with { type: "json" };
import { RuleRows } from "./schema.ts";
import sg from "./sg.json" with { type: "json" };
import us from "./us.json" with { type: "json" };
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

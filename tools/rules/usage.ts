/** What `npm run rules` takes. */
import { ToolError } from "../cli/tool-error.mjs";

export const USAGE = `usage: npm run rules -- COMMAND

  build                       after an edit: write the pack, and the pages that are made of it
  diff [A [B]] [--on DAY]     what B decides differently from A; each is a pack's number, a file, files (what the country
                              files make now), built-in (the newest pack) or deployed (the one in force there). Left out:
                              the newest committed pack against files. With a deployment named: which merchants change
  due [--within DAYS]         what lapses or is to be checked again, soonest first, and which findings on tax to read again
  renew ROW --by NAME --source URL [--until DATE] [--checked DATE] [--note TEXT]
                              somebody read the source again and found it as the row says; with --env it counts there at
                              once. Left out: --until, a day that the row's age allows and few others have
  push [PACK] [--candidate]   put a pack in force at a deployment (the newest, a number or a file); --candidate: decide
                              beside the one in force and only count. push --drop-candidate: no more of that
  rollback                    go back to the pack that was in force before
  show                        what is in force at a deployment, what is due, and what the candidate would change
  extend ROW --to DATE --by NAME [--note TEXT]
                              let a row of a deployment count longer: once, 30 days at most; nobody read anything

  --env NAME                  the deployment: development (or local), or one of wrangler.toml. Its origin is
                              CARD_SURCHARGE_ORIGIN where that is set, else ISSUER in [env.NAME.vars]. A local origin is
                              development's alone, and development's is local: else nothing is asked

environment: CARD_SURCHARGE_ORIGIN     the Worker's origin (default http://localhost:8787)
             CARD_SURCHARGE_ADMIN_KEY  the operator's key (ak_...)`;

/** The command is not one of these, or not as it takes them. */
export class UsageError extends ToolError {}

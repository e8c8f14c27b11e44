/**
 * How every call of ours names itself to the host that it reaches, so that whoever runs that host can let it through and
 * knows where to ask. Held to `package.json` by its test.
 */
import { VERSION } from "./version.ts";

const HOMEPAGE = "https://www.npmjs.com/package/@card-surcharge/element";

/** The value of `User-Agent` (RFC 9110, section 10.1.5). */
export const USER_AGENT = `card-surcharge/${VERSION} (+${HOMEPAGE})`;

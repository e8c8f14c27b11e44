/** `npm run size`: how large the element of the version that is being worked on may be, as it travels. Releases are what they are. */
import { workedVersion } from "./tools/release/served.ts";

const script = (name, file) => ({
  name,
  path: `dist/assets/widget/${workedVersion()}/${file}`,
  limit: "22.6 kB",
  brotli: true,
});

export default [script("module script", "card-surcharge.js"), script("classic script", "card-surcharge.classic.js")];

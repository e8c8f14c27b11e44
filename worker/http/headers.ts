/**
 * The security headers of everything we serve. One table: the Worker sets them on its answers, and the build writes the
 * same ones into the assets' `_headers` file, because assets are served without the Worker.
 * No imports: the build script reads this file as it is.
 */

/** Switches everything off that no answer of ours needs. */
const PERMISSIONS = [
  "accelerometer",
  "autoplay",
  "camera",
  "display-capture",
  "geolocation",
  "gyroscope",
  "hid",
  "magnetometer",
  "microphone",
  "midi",
  "payment",
  "publickey-credentials-get",
  "serial",
  "usb",
  "xr-spatial-tracking",
]
  .map((feature) => `${feature}=()`)
  .join(", ");

/** On every answer, whatever it is. */
const EVERYWHERE = {
  "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Permissions-Policy": PERMISSIONS,
  "Content-Security-Policy":
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Cross-Origin-Opener-Policy": "same-origin",
} as const;

/** The element's files are made to be loaded by any page. */
const WIDGET_FILES = {
  "Access-Control-Allow-Origin": "*",
  "Cross-Origin-Resource-Policy": "cross-origin",
  "Timing-Allow-Origin": "*",
} as const;

/** What never changes at its address: a released version of the element, a file of the site that is named by its hash. */
const IMMUTABLE = { "Cache-Control": "public, max-age=31536000, immutable" } as const;

/** `/widget/1/`, which leads to another version after a release. */
const MOVING = { "Cache-Control": "public, max-age=300" } as const;

/** A version that is being worked on: kept, but asked for each time whether it is still the same. */
const UNRELEASED = { "Cache-Control": "no-cache" } as const;

type Headers = Readonly<Record<string, string>>;

/** Which addresses below `/widget/` are no release, such as `/widget/1.2.3/` is. */
export interface ServedWidget {
  /** The major versions, each an address that leads to its newest release. */
  readonly moving: readonly string[];
  /** The version that is being worked on; null when that is released. */
  readonly unreleased: string | null;
}

/** What an answer of an API route carries unless the route says otherwise. */
export const ROUTE_HEADERS: Readonly<Record<string, string>> = { ...EVERYWHERE };

/** An API answer that pages of merchants read: CORS decides which, not the resource policy. */
export const CROSS_ORIGIN_HEADERS: Readonly<Record<string, string>> = {
  "Cross-Origin-Resource-Policy": "cross-origin",
};

/** What every page of the site has in its policy. */
const NOTHING_ELSE = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/**
 * The docs. Their search is WebAssembly and writes what it found as HTML, which Trusted Types would not let it; the samples are
 * coloured by style attributes. Inline scripts are those of the build and no other.
 */
const docsHeaders = (inlineScripts: readonly string[]) => ({
  "Content-Security-Policy": [
    "default-src 'none'",
    ["script-src 'self' 'wasm-unsafe-eval'", ...inlineScripts].join(" "),
    "style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; connect-src 'self'",
    NOTHING_ELSE,
  ].join("; "),
});

/** Pages of our own: files of their origin alone, and nothing that writes HTML but the templates of these policies. */
const ownPage = (trustedTypes: string, sandbox = "") => ({
  "Content-Security-Policy": `default-src 'none'; script-src 'self'${sandbox}; style-src 'self'; connect-src 'self'${sandbox}; img-src 'self'; ${sandbox === "" ? "" : `frame-src${sandbox}; `}${NOTHING_ELSE}; require-trusted-types-for 'script'; trusted-types ${trustedTypes}`,
});

/** What an operator sees is nobody's to keep. It is drawn by lit-html, whose templates are text of ours alone. */
const STATUS_PAGE = { ...ownPage("lit-html"), "Cache-Control": "no-store" } as const;

/** They hold the element, whose file has a lit-html of its own beside the page's. */
const ELEMENT_PAGE = ownPage("lit-html 'allow-duplicates'");

/** The platform reads no more of a `_headers` file, and no longer a line. */
const MOST_RULES = 100;
const LONGEST_LINE = 2_000;

/**
 * Text of the assets' `_headers` file.
 *
 * @param inlineScripts the site's, as sources of a policy: `'sha256-...'`
 * @throws {RangeError} when the platform would not read all of it
 */
export function assetHeadersFile({ moving, unreleased }: ServedWidget, inlineScripts: readonly string[]): string {
  const rules: [string, Headers][] = [
    ["/*", EVERYWHERE],
    ["/", ownPage("'none'")],
    ["/docs/*", docsHeaders(inlineScripts)],
    // A worker of the docs' search has the policy that it is served with.
    ["/pagefind/*", docsHeaders([])],
    ["/status", STATUS_PAGE],
    ["/builder", ELEMENT_PAGE],
    ["/playground", ELEMENT_PAGE],
    ["/_astro/*", IMMUTABLE],
    ["/widget/*", WIDGET_FILES],
    ["/widget/releases.json", MOVING],
    ["/widget/:version/*", IMMUTABLE],
    ...moving.map((major): [string, Headers] => [`/widget/${major}/*`, MOVING]),
    ...(unreleased === null ? [] : [[`/widget/${unreleased}/*`, UNRELEASED] satisfies [string, Headers]]),
  ];
  const text = rules.map(([path, headers]) => ruleText(path, headers, inheritedBy(path))).join("\n");
  if (rules.length > MOST_RULES)
    throw new RangeError(`_headers has ${rules.length} rules; the platform reads ${MOST_RULES}.`);
  const long = text.split("\n").find((line) => line.length > LONGEST_LINE);
  if (long !== undefined)
    throw new RangeError(
      `_headers has a line of ${long.length} characters; the platform reads ${LONGEST_LINE}: ${long.slice(0, 60)} ...`,
    );
  return text;
}

/**
 * The same file for what `npm start` serves, and for nothing that is deployed: pages that hold the element may show the card form of
 * the sandbox, and mint cards there.
 *
 * @param headers what {@link assetHeadersFile} gave
 * @param sandbox its origin
 */
export const withSandbox = (headers: string, sandbox: string): string =>
  headers.replaceAll(
    ELEMENT_PAGE["Content-Security-Policy"],
    ownPage("lit-html sandbox-card-form 'allow-duplicates'", ` ${sandbox}`)["Content-Security-Policy"],
  );

/** What other rules set for the same path. */
const inheritedBy = (path: string): Headers =>
  path === "/*" ? {} : path.startsWith("/widget/") ? { ...EVERYWHERE, ...IMMUTABLE } : EVERYWHERE;

/** One rule. The platform joins the values of a header that several rules set, so a rule first takes away what it replaces. */
function ruleText(path: string, headers: Headers, inherited: Headers): string {
  const lines = Object.entries(headers).flatMap(([name, value]) => [
    ...(Object.hasOwn(inherited, name) ? [`  ! ${name}`] : []),
    `  ${name}: ${value}`,
  ]);
  return `${path}\n${lines.join("\n")}\n`;
}

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

/** A version that is spelled out in full, such as `/widget/1.2.3/`, never changes. */
const IMMUTABLE = { "Cache-Control": "public, max-age=31536000, immutable" } as const;

/** What an answer of an API route carries unless the route says otherwise. */
export const ROUTE_HEADERS: Readonly<Record<string, string>> = { ...EVERYWHERE };

/** An API answer that pages of merchants read: CORS decides which, not the resource policy. */
export const CROSS_ORIGIN_HEADERS: Readonly<Record<string, string>> = {
  "Cross-Origin-Resource-Policy": "cross-origin",
};

/**
 * Text of the assets' `_headers` file.
 *
 * @param versions the versions under `/widget/` that are spelled out in full and so never change
 */
export function assetHeadersFile(versions: readonly string[]): string {
  const rules: [string, Readonly<Record<string, string>>][] = [
    ["/*", EVERYWHERE],
    ["/widget/*", WIDGET_FILES],
    ...versions.map((version): [string, Readonly<Record<string, string>>] => [`/widget/${version}/*`, IMMUTABLE]),
  ];
  return rules.map(([path, headers]) => ruleText(path, headers, path === "/*" ? {} : EVERYWHERE)).join("\n");
}

/** One rule. The platform joins the values of a header that several rules set, so a rule first takes away what it replaces. */
function ruleText(
  path: string,
  headers: Readonly<Record<string, string>>,
  inherited: Readonly<Record<string, string>>,
): string {
  const lines = Object.entries(headers).flatMap(([name, value]) => [
    ...(Object.hasOwn(inherited, name) ? [`  ! ${name}`] : []),
    `  ${name}: ${value}`,
  ]);
  return `${path}\n${lines.join("\n")}\n`;
}

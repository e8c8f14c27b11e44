/**
 * What wrangler runs before it builds the top level of `wrangler.toml` (`build` there): refuses. A Worker deployed without an
 * environment would have no merchants' store and no rate limits, and every lookup of it would be a zero quote. It stands before every
 * command that deploys, such as `npx wrangler deploy`, and before the platform's deploy button.
 */
console.error(
  "wrangler.toml has nothing to deploy without an environment: run npm run deploy -- --env production (or staging). See docs/deploy.md.",
);
process.exitCode = 1;

/** Files under a `browser` folder, and the published Tokenizer client, are bundled as text: see the rules in wrangler.toml. */
declare module "*.js" {
  const text: string;
  export default text;
}
declare module "*.css" {
  const text: string;
  export default text;
}

/** A style sheet as text, minified in what is shipped: `tools/build/build-widget.mjs` reads it so, and Vite by itself. */
declare module "*.css?inline" {
  const text: string;
  export default text;
}

/** Pages that Vite compiles, as the compiler for types sees them. Svelte brings its own. */
declare module "*.vue" {
  import type { Component } from "vue";

  const page: Component;
  export default page;
}

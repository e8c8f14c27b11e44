import { svelte } from "@sveltejs/vite-plugin-svelte";

export default {
  plugins: [svelte()],
  // The page's own server is the sample shop of `npm start`.
  server: { proxy: { "/pay": "http://localhost:8789" } },
};

import vue from "@vitejs/plugin-vue";

const isCustomElement = (tag) => tag === "card-surcharge";

export default {
  plugins: [vue({ template: { compilerOptions: { isCustomElement } } })],
  // The page's own server is the sample shop of `npm start`.
  server: { proxy: { "/pay": "http://localhost:8789" } },
};

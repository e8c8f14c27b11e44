import vue from "@vitejs/plugin-vue";

const isCustomElement = (tag) => tag === "card-surcharge";

export default { plugins: [vue({ template: { compilerOptions: { isCustomElement } } })] };

import { createApp } from "vue";
import Checkout from "./Checkout.vue";
import "./page.css";

createApp(Checkout).mount("#app");

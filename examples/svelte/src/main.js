import { mount } from "svelte";
import Checkout from "./Checkout.svelte";
import "./page.css";

mount(Checkout, { target: document.getElementById("app") });

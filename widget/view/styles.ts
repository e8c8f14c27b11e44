/** The element's style sheets. */
import { unsafeCSS } from "lit";
import controls from "./controls.css?inline";
import layout from "./layout.css?inline";
import motion from "./motion.css?inline";

export const styles = [layout, controls, motion].map(unsafeCSS);

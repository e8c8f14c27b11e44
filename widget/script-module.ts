/** The script file for `<script type="module">`. */
import { defineCardSurcharge } from "./define.ts";
import { setDefaultEndpoint } from "./service/endpoint.ts";

setDefaultEndpoint(import.meta.url);
defineCardSurcharge();

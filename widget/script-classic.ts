/** The script file for a plain `<script>`, where `type="module"` cannot be kept. */
import { defineCardSurcharge } from "./define.ts";
import { setDefaultEndpoint } from "./service/endpoint.ts";

setDefaultEndpoint((document.currentScript as HTMLScriptElement | null)?.src);
defineCardSurcharge();

/** `import "@card-surcharge/element/define"`: registers the tag from the npm package. */
import { defineCardSurcharge } from "./define.ts";

defineCardSurcharge();

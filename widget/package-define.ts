/** `import "card-surcharge/define"`: registers the tag from the npm package. */
import { defineCardSurcharge } from "./define.ts";

defineCardSurcharge();

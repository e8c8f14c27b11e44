
import __ASTRO_IMAGE_IMPORT_0 from "images/looks.png?astroContentImageFlag=&importer=..%2F.wrangler%2Fsite-9286%2Fcontent%2Fdocs%2Fintegrate.md";
import __ASTRO_IMAGE_IMPORT_1 from "images/statuses.png?astroContentImageFlag=&importer=..%2F.wrangler%2Fsite-9286%2Fcontent%2Fdocs%2Fintegrate.md";
import __ASTRO_IMAGE_IMPORT_2 from "us.svg?astroContentImageFlag=&importer=..%2F.wrangler%2Fsite-9286%2Fcontent%2Fdocs%2Frules%2Fcoverage.md";
export default new Map([["images/looks.png?astroContentImageFlag=&importer=..%2F.wrangler%2Fsite-9286%2Fcontent%2Fdocs%2Fintegrate.md", __ASTRO_IMAGE_IMPORT_0], ["images/statuses.png?astroContentImageFlag=&importer=..%2F.wrangler%2Fsite-9286%2Fcontent%2Fdocs%2Fintegrate.md", __ASTRO_IMAGE_IMPORT_1], ["us.svg?astroContentImageFlag=&importer=..%2F.wrangler%2Fsite-9286%2Fcontent%2Fdocs%2Frules%2Fcoverage.md", __ASTRO_IMAGE_IMPORT_2]]);
		
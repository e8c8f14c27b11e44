/** PHP, and what runs its recipe. */
import type { Language } from "./language.ts";

export const PHP: Language = {
  name: "PHP",
  programs: ["php"],
  probe: ["-r", "exit(PHP_VERSION_ID >= 80100 && function_exists('openssl_verify') ? 0 : 1);"],
  command: ["recipes/php/bin/verify-quote"],
  driver: ["test/recipes/drive.php"],
};

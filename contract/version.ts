/** This release, held to `package.json` by its test: the file itself would bring all its tools into what is shipped. */
export const VERSION = "1.0.0";

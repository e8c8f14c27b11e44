/** Loaded before Jazzer.js: takes the copy of its native part, `FUZZER_ADDON`, in the place of the one in its package. */
const load = process.dlopen.bind(process);
const { FUZZER_ADDON } = process.env;
/** @type {typeof process.dlopen} */
process.dlopen = (module, path, ...flags) => {
  const isFuzzer = FUZZER_ADDON !== undefined && /prebuilds[\\/]fuzzer-[\w-]+\.node$/.test(path);
  return load(module, isFuzzer ? FUZZER_ADDON : path, ...flags);
};

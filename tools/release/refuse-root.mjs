/** `prepack` of the repository: its root has the package's name, for imports, and is not the package. */
console.error(
  "The root of the repository is not the package: npm run build, then npm pack ./dist/package or npm publish ./dist/package.",
);
process.exitCode = 1;

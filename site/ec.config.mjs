/** Samples of code: lines that are too long break, so that nothing has to be scrolled. A plug-in overwrites what Starlight is told. */
export default {
  defaultProps: { wrap: true },
  styleOverrides: { borderRadius: "0.5rem" },
};

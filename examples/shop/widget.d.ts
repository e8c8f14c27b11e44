/** What the published package tells of the built element: its path on the service, and the hash for `integrity`. */
declare module "@card-surcharge/element/widget.json" {
  interface ScriptFile {
    readonly path: string;
    readonly integrity: string;
  }
  const widget: { readonly version: string; readonly module: ScriptFile; readonly classic: ScriptFile };
  export default widget;
}

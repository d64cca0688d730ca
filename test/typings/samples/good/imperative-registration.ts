// What a script changes by itself, it undoes by itself.
class Extra {
  get Doubled(): string {
    return `${this}${this}`;
  }
}

const invokeScript: JsProvider.InvokeScript = () => {
  host.registerNamedModel(Extra, "Sample.Models.Extra");
  host.registerExtensionForTypeSignature(Extra, "_LIST_ENTRY", "nt");
  host.getNamedModel("Debugger.Models.Process").addParentModel(Extra);
};

const uninitializeScript: JsProvider.UninitializeScript = () => {
  host.getNamedModel("Debugger.Models.Process").removeParentModel(Extra);
  host.unregisterExtensionForTypeSignature(Extra, "_LIST_ENTRY", "nt");
  host.unregisterNamedModel("Sample.Models.Extra");
};

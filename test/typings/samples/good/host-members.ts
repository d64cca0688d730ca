// The members of the host that few scripts use.
function versions(): string {
  return [host.currentApiVersionSupported, host.currentApiVersionInitialized].map((version) => `${version.majorVersion}.${version.minorVersion}`).join(" ");
}

function resources(): readonly unknown[] {
  host.allowOutsidePropertyWrites = true;
  return [host.resourceFileName?.length, host.resourceLookup("strings"), host.createInstance("Debugger.Models.TTD.Position", 1, 2)];
}

function diagnose(): void {
  host.diagnostics.debugBreak();
  host.diagnostics.logObjectCollection();
  host.diagnostics.logUnhandledExceptions = true;
}

function nativeObject(object: JsProvider.TypedObject, other: JsProvider.TypedObject): readonly unknown[] {
  object.setNativeValue("address", 1);
  object.setObjectValue("address", 1);
  object.setValueAt(1, 0);
  return [object.getNativeValue("address"), object.getObjectValue("address"), object.compareTo(other), object.equals(other), object.getDimensionality(), object.getValueAt(0)];
}

function place(object: JsProvider.TypedObject): string {
  return object.targetLocation.add(8).subtract(host.Int64(8)).toString() + object.targetLocation.address.toString(16);
}

function counts(session: JsProvider.Session): number {
  return session.Processes.Where((process) => process.Threads.Any((thread) => thread.Id === 4)).Count().asNumber();
}

// Globals, pointers and typed objects, each with a context.
function listHead(session: JsProvider.Session): JsProvider.TypedObject {
  const head = host.getModuleSymbol("nt", "PsActiveProcessHead", "_LIST_ENTRY", session);
  const address: JsProvider.Int64 = head.targetLocation.address;
  return host.createTypedObject(address, "nt", "_LIST_ENTRY", session);
}

function addressAsDeclared(session: JsProvider.Session): JsProvider.Int64 | null {
  return (host as JsProvider.SymbolsAsDeclared).getModuleSymbolAddress("nt", "PsActiveProcessHead", session);
}

function walk(session: JsProvider.Session): JsProvider.Collection<JsProvider.TypedObject> {
  return host.namespace.Debugger.Utility.Collections.FromListEntry(listHead(session), "nt!_EPROCESS", "ActiveProcessLinks");
}

function nextOf(entry: JsProvider.TypedObject): JsProvider.TypedObject | undefined {
  const type = host.getModuleType("nt", "_LIST_ENTRY*", entry);
  if (type === null) {
    return undefined;
  }
  const next: JsProvider.PointerObject = host.createPointerObject(entry.Flink.address, type, entry);
  return next.isNull ? undefined : next.add(1).dereference().runtimeTypedObject;
}

function buildNumber(session: JsProvider.Session): number {
  return host.getModuleSymbol("nt", "NtBuildNumber", "unsigned long", session) & 0xffff;
}

function evaluate(object: JsProvider.TypedObject): unknown {
  return [host.evaluateExpression("1 + 1", object), host.evaluateExpressionInContext(object, "this->Length")];
}

function globals(session: JsProvider.Session): readonly unknown[] {
  host.setModuleSymbol("nt", "NtGlobalFlag", 0, session);
  const address: JsProvider.Int64 | null = host.getModuleSymbolAddress("nt", "NtGlobalFlag");
  if (address === null) {
    return [];
  }
  return [
    host.getModuleSymbol("nt", "NtGlobalFlag", session),
    host.getModuleSymbol("nt", "NtGlobalFlag"),
    host.getModuleSymbol("nt", "NtGlobalFlag", "unsigned long", session),
    host.getModuleContainingSymbol(address, session),
    host.getModuleContainingSymbolInformation(address),
    new host.typeSystem.arrayDimension(0, 4, 8).stride.asNumber(),
    host.typeSystem.pointerKind.standard,
  ];
}

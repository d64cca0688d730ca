// Every form of a read has exactly the type of what it answers.
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2) ? true : false;
function assertSame<A, B>(_same: Same<A, B>): void {}

function readAll(address: JsProvider.Int64, context: JsProvider.Process): void {
  const plain = host.memory.readMemoryValues(address, 16);
  assertSame<typeof plain, Uint8Array>(true);
  const plainInContext = host.memory.readMemoryValues(address, 16, context);
  assertSame<typeof plainInContext, Uint8Array>(true);
  const bytes = host.memory.readMemoryValues(address, 16, 1, true);
  assertSame<typeof bytes, Int8Array>(true);
  const words = host.memory.readMemoryValues(address, 8, 2);
  assertSame<typeof words, Uint16Array>(true);
  const signedWords = host.memory.readMemoryValues(address, 8, 2, true, context);
  assertSame<typeof signedWords, Int16Array>(true);
  const longs = host.memory.readMemoryValues(address, 4, 4, context);
  assertSame<typeof longs, Uint32Array>(true);
  const signedLongs = host.memory.readMemoryValues(address, 4, 4, true);
  assertSame<typeof signedLongs, Int32Array>(true);
  const quads = host.memory.readMemoryValues(address, 2, 8, false, context);
  assertSame<typeof quads, JsProvider.Int64[]>(true);
  const pointerSize: 4 | 8 = host.namespace.Debugger.State.PseudoRegisters.General.ptrsize === 8 ? 8 : 4;
  const pointers = host.memory.readMemoryValues(address, 2, pointerSize);
  assertSame<typeof pointers, JsProvider.Int64[] | Uint32Array>(true);
}

function readFromAnywhere(object: JsProvider.TypedObject, pointer: JsProvider.PointerObject): number {
  const first = host.memory.readMemoryValues(object, 1)[0] ?? 0;
  const second = host.memory.readMemoryValues(object.targetLocation.add(8), 1, object)[0] ?? 0;
  const third = host.memory.readMemoryValues(pointer, 1, 4, false, object)[0] ?? 0;
  const physical = host.memory.readMemoryValues(host.memory.physicalAddress(0x1000), 1)[0] ?? 0;
  host.memory.writeMemoryValues(pointer.address, 2, [first, second]);
  host.memory.writeMemoryValues(pointer.address, 1, [pointer.address], 8, object);
  return first + second + third + physical;
}

function readText(location: JsProvider.Location, context: JsProvider.Session): string {
  return host.memory.readString(location) + host.memory.readString(location, 8, context)
    + host.memory.readWideString(location, context) + host.memory.readWideString(location, 4);
}

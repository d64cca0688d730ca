/** Whether an address bears an LPC port: decided by the object's type, without reading the port. */
import { Absence, invalid, type Maybe } from "../target/absence.ts";
import { validateKernelPointer } from "../target/address.ts";
import type { Target } from "../target/target.ts";
import type { Word64 } from "../target/word64.ts";
import { findTypeObject, readTypeName, readTypeObject } from "../nt/object-type.ts";

/** Names of the two object types; a waitable port can be waited for by its handle. XP and Server 2003. */
export const PORT_TYPE_NAMES: readonly string[] = ["Port", "WaitablePort"];

/** Symbols of the pointers to the two types. */
export const PORT_TYPE_SYMBOLS: readonly string[] = ["LpcPortObjectType", "LpcWaitablePortObjectType"];

/** The `_OBJECT_TYPE`s of ports that the symbols lead to; empty where this kernel's symbols name neither. */
export function findPortTypes(target: Target): readonly Word64[] {
  return target.stop.once("LPC port types", () =>
    PORT_TYPE_SYMBOLS.map((symbol) => findTypeObject(target, symbol)).filter((type): type is Word64 => !(type instanceof Absence)));
}

/** Whether an object type is that of ports: by its address, without symbols by its name. */
export function isPortType(target: Target, type: Word64): boolean {
  return findPortTypes(target).some((known) => known.equals(type));
}

/** True for a port; Invalid or Unreadable with the reason otherwise. */
export function validatePortObject(target: Target, address: Word64): Maybe<true> {
  const wrong = validateKernelPointer(address, target.pointerSize, "port", target.pointerSize);
  const type = wrong ?? readTypeObject(target, address);
  if (type instanceof Absence) {
    return type;
  }
  if (isPortType(target, type)) {
    return true;
  }
  const typeName = readTypeName(target, address);
  if (typeName instanceof Absence) {
    return typeName;
  }
  return PORT_TYPE_NAMES.includes(typeName) ? true : invalid(`${address} is an object of type "${typeName}", not an LPC port`, address);
}

export function isPortObject(target: Target, address: Word64): boolean {
  return validatePortObject(target, address) === true;
}

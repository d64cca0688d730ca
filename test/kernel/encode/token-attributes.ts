/**
 * The security attributes of a token, as the kernel's own code lays them out: public symbols describe only the head of
 * the list.
 */
import { encodeWide, type Machine } from "../machine.ts";
import { storeInteger } from "../structure.ts";

const INFORMATION = "_AUTHZBASEP_SECURITY_ATTRIBUTES_INFORMATION";
const TEXT = 3n;

/** Offsets by the width of a pointer; `room`: bytes before the text that follows in the same allocation. */
const ATTRIBUTE = {
  4: { working: 8, name: 0x10, type: 0x18, count: 0x24, values: 0x2c, workingValues: 0x38, room: 0x40 },
  8: { working: 0x10, name: 0x20, type: 0x30, count: 0x3c, values: 0x48, workingValues: 0x60, room: 0x70 },
} as const;
const VALUE = { 4: { working: 8, text: 0x18, room: 0x28 }, 8: { working: 0x10, text: 0x28, room: 0x40 } } as const;

/** Puts text attributes into memory; the address of their head; 0 without any, and in builds without them. */
export function placeAttributes(machine: Machine, attributes: Readonly<Record<string, readonly string[]>>): bigint {
  const entries = Object.entries(attributes);
  if (entries.length === 0 || machine.layout.types[INFORMATION] === undefined) {
    return 0n;
  }
  const information = machine.allocate("paged", machine.sizeOf(INFORMATION), "SeAt");
  machine.write(information, machine.structure(INFORMATION).put("SecurityAttributeCount", entries.length).bytes);
  machine.writeList(
    information + machine.offsetOf(INFORMATION, "SecurityAttributesList"),
    entries.map(([name, texts]) => placeAttribute(machine, name, texts)),
  );
  machine.writeList(information + machine.offsetOf(INFORMATION, "WorkingSecurityAttributesList"), []);
  return information;
}

function placeAttribute(machine: Machine, name: string, texts: readonly string[]): bigint {
  const places = ATTRIBUTE[machine.pointerSize];
  const address = placeText(machine, name, { text: places.name, room: places.room });
  machine.writeList(address + BigInt(places.working), []);
  machine.writeInteger(address + BigInt(places.type), 2, TEXT);
  machine.writeInteger(address + BigInt(places.count), 4, BigInt(texts.length));
  machine.writeList(address + BigInt(places.workingValues), []);
  machine.writeList(
    address + BigInt(places.values),
    texts.map((text) => {
      const value = placeText(machine, text, VALUE[machine.pointerSize]);
      machine.writeList(value + BigInt(VALUE[machine.pointerSize].working), []);
      return value;
    }),
  );
  return address;
}

/** A block of `room` bytes, the characters behind it, and the counted string that leads to them within it. */
function placeText(machine: Machine, text: string, places: { readonly text: number; readonly room: number }): bigint {
  const characters = encodeWide(text);
  const bytes = new Uint8Array(places.room + characters.length);
  const address = machine.allocate("paged", bytes.length, "SeAt");
  storeInteger(bytes, places.text, 2, BigInt(characters.length));
  storeInteger(bytes, places.text + 2, 2, BigInt(characters.length));
  storeInteger(bytes, places.text + machine.pointerSize, machine.pointerSize, address + BigInt(places.room));
  bytes.set(characters, places.room);
  machine.write(address, bytes);
  return address;
}

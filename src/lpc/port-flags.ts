/** `_LPCP_PORT_OBJECT.Flags` by name. */
import type { StateFacts } from "../facts/state.ts";
import { PORT_TYPE_BITS } from "./port-kind.ts";

export type PortFlag = "Deleted" | "Waitable" | "NameDeleted" | "DynamicSecurity";

/** Above the four bits of the type. The symbols do not name them; same source and versions as the types. */
const FLAGS: readonly { readonly name: PortFlag; readonly bit: number }[] = [
  { name: "Deleted", bit: 28 },
  { name: "Waitable", bit: 29 },
  { name: "NameDeleted", bit: 30 },
  { name: "DynamicSecurity", bit: 31 },
];

/** Every named bit in the order of the bit values, the type first; bits without a name together as `Other` where any is set. */
export function decodePortFlags(value: number): StateFacts {
  const type = value % (1 << PORT_TYPE_BITS);
  const named = FLAGS.map((flag) => ({ name: flag.name, value: (value >>> flag.bit) & 1, width: 1 }));
  const known = FLAGS.reduce((sum, flag) => sum + ((value >>> flag.bit) & 1) * 2 ** flag.bit, type);
  const other = value - known;
  return { value, bits: [{ name: "Type", value: type, width: PORT_TYPE_BITS }, ...named, ...(other === 0 ? [] : [{ name: "Other", value: other, width: 28 - PORT_TYPE_BITS }])] };
}

export function hasPortFlag(value: number, name: PortFlag): boolean {
  return FLAGS.some((flag) => flag.name === name && ((value >>> flag.bit) & 1) !== 0);
}

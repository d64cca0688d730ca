/** Symbols that lack something: what the target's debugger is shown, whatever its memory holds. */
import assert from "node:assert/strict";
import type { LayoutTable } from "../host/target.ts";

/** The same layout without a member of a structure; for `adaptShownLayout`. */
export function withoutMember(type: string, member: string): (table: LayoutTable) => LayoutTable {
  return (table) => {
    const whole = table.types[type];
    assert.ok(whole?.fields[member] !== undefined, `${table.build} has no ${type}.${member}`);
    const fields = Object.fromEntries(Object.entries(whole.fields).filter(([name]) => name !== member));
    return { ...table, types: { ...table.types, [type]: { ...whole, fields } } };
  };
}

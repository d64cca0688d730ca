/** The eleven Windows kernels whose structure layouts the simulation knows. */
import { readFileSync } from "node:fs";
import type { LayoutTable, TypeLayout } from "../../host/target.ts";
import { parseLayout } from "./layout-text.ts";
import { placeSymbols } from "./placed-symbols.ts";

export const layoutIds = [
  "winxp-sp3-x86",
  "win2003-sp2-x64",
  "vista-sp2-x86",
  "win7-sp1-x64",
  "win81-x64",
  "win10-10240-x86",
  "win10-14393-x64",
  "win10-17763-x64",
  "win10-19041-x64",
  "win11-22000-x64",
  "win11-22621-x64",
] as const;

export type LayoutId = (typeof layoutIds)[number];

/** Layouts of the age of LPC; the others have ALPC. */
export const lpcLayoutIds: readonly LayoutId[] = ["winxp-sp3-x86", "win2003-sp2-x64"];
export const alpcLayoutIds: readonly LayoutId[] = layoutIds.filter((id) => !lpcLayoutIds.includes(id));

/**
 * Layouts that have the structures of kernel locks, requests to drivers, and user-mode data; only Windows 10 1507 x86
 * has not.
 */
export const lockLayoutIds: readonly LayoutId[] = layoutIds.filter((id) => id !== "win10-10240-x86");

/** Where invented symbols begin within the image. */
const PLACED_SYMBOLS_START = 0x10_0000;
/** Behind every real symbol of the layouts that have them (the last lies at 0xd3_0000). */
const ADDED_SYMBOLS_START = 0xe0_0000;

/** Exported by every kernel, but not among the symbols of those layouts whose source gives symbols. */
const ADDED_SYMBOLS = ["KeMaximumIncrement", "KeTimeIncrement", "ExpSystemResourcesList"];

const loaded = new Map<LayoutId, LayoutTable>();

function hasField(table: LayoutTable, type: string, field: string): boolean {
  return table.types[type]?.fields[field] !== undefined;
}

function addSymbols(id: LayoutId, table: LayoutTable): LayoutTable {
  const known = Object.keys(table.symbols).length > 0;
  const symbols = known
    ? {
        ...table.symbols,
        ...Object.fromEntries(ADDED_SYMBOLS.map((name, index) => [name, ADDED_SYMBOLS_START + index * 0x10])),
      }
    : placeSymbols(
        {
          hasAlpc: hasField(table, "_ETHREAD", "AlpcMessageId"),
          hasTypeIndex: hasField(table, "_OBJECT_HEADER", "TypeIndex"),
          hasHeaderCookie: id.startsWith("win10-") || id.startsWith("win11-"),
          hasTickCount: table.pointerSize === 4,
        },
        PLACED_SYMBOLS_START,
      );
  return { ...table, symbols };
}

/**
 * Offset of `_KTHREAD.Timer` where the layout's source leaves it out. From public symbols; it lies in the gap that the
 * listed members leave.
 */
const THREAD_TIMER: Partial<Record<LayoutId, number>> = { "win10-10240-x86": 0xb8 };

/** `_KTIMER` as far as a wait is concerned: its header. */
function addTimer(id: LayoutId, table: LayoutTable): LayoutTable {
  const offset = THREAD_TIMER[id];
  if (offset === undefined) {
    return table;
  }
  const thread = table.types["_KTHREAD"];
  if (thread === undefined) {
    throw new Error(`${id}.layout has no _KTHREAD`);
  }
  const timer: TypeLayout = {
    kind: "struct",
    size: table.pointerSize === 8 ? 0x40 : 0x28,
    fields: { Header: { offset: 0, type: "_DISPATCHER_HEADER" } },
  };
  const fields = { ...thread.fields, Timer: { offset, type: "_KTIMER" } };
  return { ...table, types: { ...table.types, _KTHREAD: { ...thread, fields }, _KTIMER: timer } };
}

/** The layout of one kernel, symbols included. Read once. */
export function loadLayout(id: LayoutId): LayoutTable {
  const known = loaded.get(id);
  if (known !== undefined) {
    return known;
  }
  const table = addTimer(
    id,
    addSymbols(id, parseLayout(readFileSync(new URL(`./${id}.layout`, import.meta.url), "utf8"))),
  );
  loaded.set(id, table);
  return table;
}

/** What a script's calls cost: host calls by kind, and bytes read from the target. */

/** The kinds of host call that are counted. */
export type CallKind =
  | "arrayElement"
  | "collectGarbage"
  | "createPointerObject"
  | "createTypedObject"
  | "debugLog"
  | "dereference"
  | "evaluateExpression"
  | "fieldRead"
  | "fileSystem"
  | "getModuleSymbol"
  | "getModuleSymbolAddress"
  | "getModuleType"
  | "handle"
  | "int64"
  | "propertyRead"
  | "readMemoryValues"
  | "readString"
  | "typeRead"
  | "writeMemoryValues";

export class Counters {
  private readonly byKind = new Map<CallKind, number>();
  private bytes = 0;

  /** Counts one call of a kind. */
  count(kind: CallKind): void {
    this.byKind.set(kind, (this.byKind.get(kind) ?? 0) + 1);
  }

  /** Adds to the bytes read from the target. */
  countBytes(length: number): void {
    this.bytes += length;
  }

  /** Calls of one kind since the last reset. */
  calls(kind: CallKind): number {
    return this.byKind.get(kind) ?? 0;
  }

  /** Calls of all kinds since the last reset, except those left out. */
  total(without: readonly CallKind[] = []): number {
    let sum = 0;
    for (const [kind, calls] of this.byKind) {
      sum += without.includes(kind) ? 0 : calls;
    }
    return sum;
  }

  /** Bytes read from the target since the last reset. */
  get bytesRead(): number {
    return this.bytes;
  }

  /** All counts as plain data, kinds in alphabetical order. */
  snapshot(): Readonly<Record<string, number>> {
    const kinds = [...this.byKind.entries()].sort(([a], [b]) => (a < b ? -1 : 1));
    return { ...Object.fromEntries(kinds), bytesRead: this.bytes };
  }

  reset(): void {
    this.byKind.clear();
    this.bytes = 0;
  }
}

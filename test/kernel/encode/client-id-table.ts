/** `nt!PspCidTable`: a handle table whose entries point to processes and threads, by their ids. */
import { HandleTable, type HandleTarget } from "../handle-table.ts";
import type { Machine } from "../machine.ts";
import type { KernelScenario } from "../scenario/scenario.ts";

const TABLE_SYMBOL = "PspCidTable";

/** Low bits of an address that no entry can hold: entries lack the low 4 (x64) or 3 bits. */
function alignmentOf(machine: Machine): bigint {
  return machine.pointerSize === 8 ? 16n : 8n;
}

interface Identified {
  readonly id: number;
  readonly address: bigint;
}

class IdTarget implements HandleTarget {
  handleCount = 0;
  private readonly identified: Identified;

  constructor(identified: Identified) {
    this.identified = identified;
  }

  headerAddress(): bigint {
    return this.identified.address;
  }
}

/**
 * The table of a scene's ids. Made when it is first written, after everything that the scene allocates; it then keeps
 * its address.
 */
export class ClientIdTable {
  private readonly machine: Machine;
  private table: HandleTable<IdTarget> | undefined;

  constructor(machine: Machine) {
    this.machine = machine;
  }

  /**
   * Writes the table, without ids and addresses that no entry can hold, and without further objects with the same id.
   */
  write(system: KernelScenario): void {
    const { machine } = this;
    if (machine.findSymbol(TABLE_SYMBOL) === undefined) {
      return;
    }
    const table = (this.table ??= new HandleTable<IdTarget>(machine));
    for (const handle of [...table.entries.keys()]) {
      table.remove(handle);
    }
    for (const process of system.processes) {
      for (const identified of [process, ...process.threads]) {
        if (
          table.canHold(identified.id) &&
          !table.entries.has(identified.id) &&
          identified.address % alignmentOf(machine) === 0n
        ) {
          table.add(new IdTarget(identified), 0, identified.id);
        }
      }
    }
    table.write(0n, 0);
    machine.writeSymbol(TABLE_SYMBOL, table.address);
  }
}

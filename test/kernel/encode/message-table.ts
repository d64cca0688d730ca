/** `nt!AlpcMessageTable`: a handle table whose entries point to messages, by their ids. */
import { HandleTable, type HandleTarget } from "../handle-table.ts";
import type { Machine } from "../machine.ts";
import type { ScenarioMessage } from "../scenario/message.ts";
import type { KernelScenario } from "../scenario/scenario.ts";

const TABLE_SYMBOL = "AlpcMessageTable";

/** Low bits of an address that no entry can hold: entries lack the low 4 (x64) or 3 bits. */
function alignmentOf(machine: Machine): bigint {
  return machine.pointerSize === 8 ? 16n : 8n;
}

class MessageTarget implements HandleTarget {
  handleCount = 0;
  private readonly message: ScenarioMessage;

  constructor(message: ScenarioMessage) {
    this.message = message;
  }

  headerAddress(): bigint {
    return this.message.address;
  }
}

/**
 * The table of a scene's messages. Made when it is first written, after everything that the scene allocates; it then
 * keeps its address.
 */
export class MessageTable {
  private readonly machine: Machine;
  private table: HandleTable<MessageTarget> | undefined;

  constructor(machine: Machine) {
    this.machine = machine;
  }

  /**
   * Writes the table, without messages whose id or address no entry can hold, and without further messages with the
   * same id.
   */
  write(system: KernelScenario): void {
    const { machine } = this;
    if (!machine.hasAlpc || machine.findSymbol(TABLE_SYMBOL) === undefined) {
      return;
    }
    const table = (this.table ??= new HandleTable<MessageTarget>(machine));
    for (const handle of [...table.entries.keys()]) {
      table.remove(handle);
    }
    for (const message of system.messages.all) {
      if (
        table.canHold(message.id) &&
        !table.entries.has(message.id) &&
        message.address % alignmentOf(machine) === 0n
      ) {
        table.add(new MessageTarget(message), 0, message.id);
      }
    }
    table.write(0n, 0);
    machine.writeSymbol(TABLE_SYMBOL, table.address);
  }
}

/**
 * A built image: the target that a debugger opens, the facts that it was built from, and methods to change or damage
 * it.
 */
import type {
  SimulatedHandle,
  SimulatedProcess,
  SimulatedTarget,
  SimulatedThread,
  TargetMemory,
} from "../host/target.ts";
import { writeAlpcMessages } from "./encode/alpc-message.ts";
import { writeAlpcLists, writeAlpcPorts } from "./encode/alpc-port.ts";
import { writeAlpcResources } from "./encode/alpc-resources.ts";
import { writeBlobTypes } from "./encode/blob.ts";
import { ClientIdTable } from "./encode/client-id-table.ts";
import { writeDrivers } from "./encode/drivers.ts";
import { writeLocks } from "./encode/locks.ts";
import { writeLpc } from "./encode/lpc.ts";
import { MessageTable } from "./encode/message-table.ts";
import { writeProcesses, writeProcessLists } from "./encode/process.ts";
import { writeUserMemory } from "./encode/user-memory.ts";
import { writeThreads, writeWaitables } from "./encode/thread.ts";
import { WaitEncoder } from "./encode/waits.ts";
import { factsOf } from "./facts-of.ts";
import type { SystemFacts } from "./facts.ts";
import { fieldOf } from "./fields.ts";
import { addressSpaces } from "./address-spaces.ts";
import type { ScenarioProcess } from "./scenario/process.ts";
import type { KernelScenario } from "./scenario/scenario.ts";
import type { FieldValue } from "./structure.ts";

export interface KernelImage {
  readonly target: SimulatedTarget;
  readonly scenario: KernelScenario;
  /** As of the last `build` or `update`. */
  readonly facts: SystemFacts;
  /** Address of a member of a structure in memory. Throws when this build has no such member. */
  fieldAddress(object: bigint, type: string, path: string): bigint;
  /** Sets one member: the way to damage an image. Throws when this build has no such member. */
  writeField(object: bigint, type: string, path: string, value: FieldValue): void;
  /** Writes bytes anywhere, mapping what is missing. */
  write(address: bigint, bytes: Uint8Array): void;
  writePointer(address: bigint, value: bigint): void;
  /** Makes the pages that hold these bytes unreadable. */
  unmap(address: bigint, length?: number): void;
  /** Default: live. False is a dump, whose memory cannot be written and whose clock stands still. */
  setLive(live: boolean): void;
  /** Lets time pass, as it does while a live target runs. */
  advanceClock(milliseconds: number): void;
  /** Writes the scene again after it has changed. Undoes damage to structures. */
  update(): void;
}

/** Tables that are made after everything that the scene allocates, and then keep their address. */
interface LateTables {
  readonly waits: WaitEncoder;
  readonly messages: MessageTable;
  readonly clientIds: ClientIdTable;
}

function writeAll(system: KernelScenario, { waits, messages, clientIds }: LateTables): void {
  const { machine } = system;
  writeProcesses(system);
  writeThreads(system);
  writeWaitables(system);
  writeLocks(system);
  writeUserMemory(system);
  writeDrivers(system);
  if (machine.hasAlpc) {
    writeAlpcPorts(system);
    writeAlpcMessages(system);
    writeAlpcLists(system);
    writeAlpcResources(system);
    writeBlobTypes(system);
  } else {
    writeLpc(system);
  }
  writeProcessLists(system);
  waits.write(system);
  system.objects.write();
  messages.write(system);
  clientIds.write(system);
  system.security.write();
  system.clock.write(machine);
  machine.writePoolHeaders();
}

function simulatedHandles(process: ScenarioProcess): SimulatedHandle[] {
  return (process.handleTable?.sorted() ?? []).map(({ handle, object, grantedAccess }) => ({
    handle,
    object: object.address,
    typeName: object.type,
    name: object.path ?? "",
    grantedAccess,
  }));
}

/** Builds the image of a scene. */
export function createImage(system: KernelScenario): KernelImage {
  const { machine } = system;
  const tables: LateTables = {
    waits: new WaitEncoder(machine),
    messages: new MessageTable(machine),
    clientIds: new ClientIdTable(machine),
  };
  let live = system.options.isDump !== true;
  let facts: SystemFacts | undefined;
  const shown = new Map<ScenarioProcess, SimulatedProcess>();

  const showProcess = (process: ScenarioProcess): SimulatedProcess => {
    let known = shown.get(process);
    if (known === undefined) {
      known = {
        id: process.id,
        name: process.name.slice(0, machine.nameLength),
        object: process.address,
        get threads(): SimulatedThread[] {
          return process.threads.map(({ id, address }) => ({ id, object: address }));
        },
        handles: () => simulatedHandles(process),
      };
      shown.set(process, known);
    }
    return known;
  };
  const listed = (): SimulatedProcess[] => system.processes.map(showProcess);
  const current = (): SimulatedProcess => {
    const [first] = listed();
    if (first === undefined) {
      throw new Error("the scene has no process");
    }
    return first;
  };
  const memory: TargetMemory = addressSpaces(
    machine,
    () => current().object,
    () => live,
  );

  const image: KernelImage = {
    scenario: system,
    target: {
      description: system.options.description ?? `${machine.layout.build}, simulated kernel`,
      isKernel: true,
      get isDump() {
        return !live;
      },
      pointerSize: machine.pointerSize,
      modules: [
        {
          name: "nt",
          base: machine.addresses.kernelBase,
          size: machine.addresses.kernelSize,
          layout: machine.shownLayout,
          symbols: machine.symbolFacts(),
        },
      ],
      memory,
      processes: listed,
      currentProcess: current,
      currentThread: () => {
        const [first] = current().threads;
        if (first === undefined) {
          throw new Error("the first process has no thread");
        }
        return first;
      },
    },
    get facts() {
      return (facts ??= factsOf(system));
    },
    fieldAddress: (object, type, path) => object + BigInt(fieldOf(machine.layout, type, path).offset),
    writeField: (object, type, path, value) => {
      machine.writeField(object, type, path, value);
    },
    write: (address, bytes) => {
      machine.write(address, bytes);
    },
    writePointer: (address, value) => {
      machine.writePointer(address, value);
    },
    unmap: (address, length = 1) => {
      machine.memory.unmap(address, length);
    },
    setLive: (value) => {
      live = value;
    },
    advanceClock: (milliseconds) => {
      system.clock.advance(milliseconds);
      system.clock.write(machine);
      facts = undefined;
    },
    update: () => {
      writeAll(system, tables);
      facts = undefined;
    },
  };
  image.update();
  return image;
}

/** `_BLOB` headers and the kernel's descriptions of each kind of blob. */
import type { Machine } from "../machine.ts";
import { poolTag } from "../pool.ts";
import { blobIds } from "../scenario/resources.ts";
import type { KernelScenario } from "../scenario/scenario.ts";

/** Writes the header that lies immediately before a body. Its list links are written with the lists. */
export function writeBlobHeader(machine: Machine, body: bigint, id: number, references: number): void {
  const header = machine.structure("_BLOB").putAll({ ResourceId: id, ReferenceCount: references });
  machine.write(body - BigInt(machine.sizeOf("_BLOB")), header.bytes);
}

/** Address of `_BLOB.ResourceList` of a body. */
export function resourceListEntry(machine: Machine, body: bigint): bigint {
  return body - BigInt(machine.sizeOf("_BLOB")) + machine.offsetOf("_BLOB", "ResourceList");
}

const TYPES = [
  { symbol: "AlpcConnectionType", id: blobIds.connectionInfo, tag: "AlCI" },
  { symbol: "AlpcMessageType", id: blobIds.message, tag: "AlMs" },
  { symbol: "AlpcSecurityType", id: blobIds.security, tag: "AlSe" },
  { symbol: "AlpcSectionType", id: blobIds.section, tag: "AlSc" },
  { symbol: "AlpcRegionType", id: blobIds.region, tag: "AlRe" },
  { symbol: "AlpcViewType", id: blobIds.view, tag: "AlVi" },
  { symbol: "AlpcReserveType", id: blobIds.reserve, tag: "AlRr" },
  { symbol: "AlpcHandleDataType", id: blobIds.handleData, tag: "AlHa" },
] as const;

/** How many blobs of each kind the scene has, by `_BLOB_ID`. */
function blobCounts(system: KernelScenario): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  const add = (id: number, count: number): void => {
    counts.set(id, (counts.get(id) ?? 0) + count);
  };
  add(blobIds.message, system.messages.all.length);
  add(
    blobIds.connectionInfo,
    system.ports.connections.length + system.ports.all.filter(({ kind }) => kind === "connection").length,
  );
  for (const { kind } of system.resources.all) {
    add(blobIds[kind], 1);
  }
  return counts;
}

/** Writes the `_BLOB_TYPE`s, their counters and the table that leads to them by id. */
export function writeBlobTypes(system: KernelScenario): void {
  const { machine } = system;
  const counts = blobCounts(system);
  const table = machine.findSymbol("AlpcpRegisteredTypes");
  for (const { symbol, id, tag } of TYPES) {
    const address = machine.findSymbol(symbol);
    if (address === undefined) {
      continue;
    }
    const deleted = 3 * id;
    const created = (counts.get(id) ?? 0) + deleted;
    const type = machine
      .structure("_BLOB_TYPE")
      .putAll({ ResourceId: id, PoolTag: poolTag(tag) })
      .putPresent({ CreatedObjects: created, DeletedObjects: deleted });
    if (machine.has("_BLOB_TYPE", "Counters")) {
      const counters = system.blobCounters(id);
      machine.write(
        counters,
        machine.structure("_BLOB_COUNTERS").putAll({ CreatedObjects: created, DeletedObjects: deleted }).bytes,
      );
      type.put("Counters", counters);
    }
    machine.write(address, type.bytes);
    if (table !== undefined) {
      machine.writePointer(table + BigInt(id * machine.pointerSize), address);
    }
  }
}

/** Sections, regions, views, reserves, security contexts, handle data, completion lists and the lists they are on. */
import type { Machine } from "../machine.ts";
import type { ScenarioPort } from "../scenario/port.ts";
import { blobIds, type ScenarioHandleData, type ScenarioResource } from "../scenario/resources.ts";
import type { KernelScenario } from "../scenario/scenario.ts";
import type { Structure } from "../structure.ts";
import { resourceListEntry, writeBlobHeader } from "./blob.ts";

/** Address of the `_ALPC_HANDLE_TABLE` through which a port's resources have their handles. */
function handleTableOf(machine: Machine, port: ScenarioPort): bigint {
  return port.communicationInfo + machine.offsetOf("_ALPC_COMMUNICATION_INFO", "HandleTable");
}

const types = {
  section: "_KALPC_SECTION",
  region: "_KALPC_REGION",
  view: "_KALPC_VIEW",
  reserve: "_KALPC_RESERVE",
  security: "_KALPC_SECURITY_DATA",
  handleData: "_KALPC_HANDLE_DATA",
} as const;

function fill(machine: Machine, body: Structure, resource: ScenarioResource): void {
  const { owner, handle } = resource;
  switch (resource.kind) {
    case "section":
      body.putAll({
        SectionObject: resource.sectionObject,
        Size: resource.size,
        HandleTable: handleTableOf(machine, owner),
        SectionHandle: handle,
        OwnerProcess: owner.owner.address,
        OwnerPort: owner.address,
        NumberOfRegions: resource.regions.length,
        "u1.s1.Internal": resource.internal,
        "u1.s1.Secure": resource.secure,
      });
      return;
    case "region": {
      const writable = resource.views.find((view) => view.writable);
      const readable = resource.views.find((view) => !view.writable);
      body.putAll({
        Section: resource.section.address,
        Offset: resource.offset,
        Size: resource.size,
        ViewSize: resource.viewSize,
        NumberOfViews: resource.views.length,
        ReadWriteView: writable?.address ?? 0n,
        ReadOnlyView: readable?.address ?? 0n,
        "u1.s1.Secure": resource.secure,
      });
      return;
    }
    case "view":
      body.putAll({
        Region: resource.region.address,
        OwnerPort: owner.address,
        OwnerProcess: resource.process.address,
        Address: resource.base,
        Size: resource.size,
        "u1.s1.WriteAccess": resource.writable,
      });
      return;
    case "reserve":
      body
        .putAll({
          OwnerPort: owner.address,
          HandleTable: handleTableOf(machine, owner),
          Handle: handle,
          Message: resource.message,
          Active: resource.active,
        })
        .putIfPresent("Size", resource.size);
      return;
    case "security":
      body.putAll({
        HandleTable: handleTableOf(machine, owner),
        ContextHandle: handle,
        OwningProcess: owner.owner.address,
        OwnerPort: owner.address,
        "DynamicSecurity.SecurityQos.Length": 12,
        "DynamicSecurity.SecurityQos.ImpersonationLevel": resource.level,
        "DynamicSecurity.ClientToken": resource.token,
        "u1.s1.Impersonated": resource.impersonated,
        "u1.s1.Revoked": resource.revoked,
      });
      return;
    case "handleData":
      putHandleData(machine, body, resource);
  }
}

/**
 * The state of a duplicated handle lies inside from Windows 8.1, behind a pointer before; from 19041 a count precedes
 * it.
 */
function putHandleData(machine: Machine, body: Structure, data: ScenarioHandleData): void {
  body.put("ObjectType", data.objectType).putIfPresent("Count", 1);
  const state = machine.structure("_OB_DUPLICATE_OBJECT_STATE").putAll({
    SourceProcess: data.sourceProcess.address,
    SourceHandle: data.sourceHandle,
    Object: data.object,
    TargetAccess: data.targetAccess,
  });
  if (data.duplicateContext === 0n) {
    body.putBytes("DuplicateContext", state.bytes);
    return;
  }
  body.put("DuplicateContext", data.duplicateContext);
  machine.write(data.duplicateContext, state.bytes);
}

function writeCompletionList(machine: Machine, port: ScenarioPort): void {
  const list = port.completionList;
  if (list === undefined) {
    return;
  }
  const { options } = list;
  const total = options.totalSize ?? 0x4000;
  const listSize = options.listSize ?? 0x400;
  const dataSize = options.dataSize ?? total - 0x800;
  const userBase = options.userBase ?? 0x5a_0000n;
  machine.write(
    list.address,
    machine.structure("_ALPC_COMPLETION_LIST").putAll({
      OwnerProcess: port.owner.address,
      UserVa: userBase,
      UserLimit: userBase + BigInt(total),
      SystemVa: list.header,
      TotalSize: total,
      Header: list.header,
      ListSize: listSize,
      DataSize: dataSize,
      ConcurrencyCount: options.concurrency ?? 1,
    }).bytes,
  );
  machine.writeList(list.address + machine.offsetOf("_ALPC_COMPLETION_LIST", "Entry"), []);
  machine.write(
    list.header,
    machine.structure("_ALPC_COMPLETION_LIST_HEADER").putAll({
      TotalSize: total,
      ListSize: listSize,
      DataSize: dataSize,
      "State.u1.s1.Head": options.head ?? 0,
      "State.u1.s1.Tail": options.tail ?? 0,
      "State.u1.s1.ActiveThreadCount": options.activeThreads ?? 0,
      LastMessageId: options.lastMessageId ?? 0,
      LastCallbackId: options.lastCallbackId ?? 0,
      PostCount: options.postCount ?? 0,
      ReturnCount: options.returnCount ?? 0,
    }).bytes,
  );
}

/** Bodies on a port's resource list, in order: its resources, then the messages that are kept there. */
export function resourceBodies(
  port: ScenarioPort,
  messages: ReturnType<KernelScenario["messagesOnResourceLists"]>,
): bigint[] {
  return [...port.resources, ...(messages.get(port) ?? [])].map(({ address }) => address);
}

/** Writes all resources and the lists that link them. */
export function writeAlpcResources(system: KernelScenario): void {
  const { machine } = system;
  for (const resource of system.resources.all) {
    const body = machine.structure(types[resource.kind]);
    fill(machine, body, resource);
    writeBlobHeader(machine, resource.address, blobIds[resource.kind], resource.referenceCount);
    machine.write(resource.address, body.bytes);
  }
  for (const resource of system.resources.all) {
    if (resource.kind === "section") {
      machine.writeList(
        resource.address + machine.offsetOf("_KALPC_SECTION", "RegionListHead"),
        resource.regions.map(({ address }) => address + machine.offsetOf("_KALPC_REGION", "RegionListEntry")),
      );
    }
    if (resource.kind === "region") {
      machine.writeList(
        resource.address + machine.offsetOf("_KALPC_REGION", "ViewListHead"),
        resource.views.map(({ address }) => address + machine.offsetOf("_KALPC_VIEW", "ViewListEntry")),
      );
    }
  }
  const messages = system.messagesOnResourceLists();
  for (const port of system.ports.all) {
    machine.writeList(
      port.address + machine.offsetOf("_ALPC_PORT", "ResourceListHead"),
      resourceBodies(port, messages).map((body) => resourceListEntry(machine, body)),
    );
    writeCompletionList(machine, port);
  }
}

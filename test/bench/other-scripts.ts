/**
 * How scripts without this pack find the same facts: typed objects field by field, and the engine's handle lists. Both
 * are written the way public scripts are, and return how many ports they met.
 */

/** Walks `AlpcpPortList` with typed objects; reads owner, kind and name of every port through their fields. */
export const typedWalkScript = `
"use strict";
function __offsetOf(context, typeName, field) {
  return host.getModuleType("nt", typeName, context).fields[field].offset;
}
function __imageName(process) {
  let name = "";
  for (const character of process.ImageFileName) {
    if (character === 0) break;
    name += String.fromCharCode(character);
  }
  return name;
}
function __objectName(context, port, bodyOffset) {
  const header = host.createTypedObject(port.targetLocation.subtract(bodyOffset), "nt", "_OBJECT_HEADER", context);
  if ((header.InfoMask & 2) === 0) return "";
  const table = host.getModuleSymbolAddress("nt", "ObpInfoMaskToOffset");
  const distance = host.memory.readMemoryValues(table.add(header.InfoMask & 3), 1, 1, false, context)[0];
  const info = host.createTypedObject(header.targetLocation.subtract(distance), "nt", "_OBJECT_HEADER_NAME_INFO", context);
  return host.memory.readWideString(info.Name.Buffer.address, info.Name.Length / 2, context);
}
function __kind(port) {
  const own = port.targetLocation.address;
  const info = port.CommunicationInfo;
  if (info.ConnectionPort.address.compareTo(own) == 0) return "ALPC_CONNECTION_PORT";
  if (info.ServerCommunicationPort.address.compareTo(own) == 0) return "ALPC_SERVER_COMMUNICATION_PORT";
  return info.ClientCommunicationPort.address.compareTo(own) == 0 ? "ALPC_CLIENT_COMMUNICATION_PORT" : "UNKNOWN";
}
function walk() {
  const session = host.currentSession;
  let context = session;
  for (const process of session.Processes) { context = process; break; }
  const head = host.getModuleSymbolAddress("nt", "AlpcpPortList");
  const linkOffset = __offsetOf(context, "_ALPC_PORT", "PortListEntry");
  const bodyOffset = __offsetOf(context, "_OBJECT_HEADER", "Body");
  let count = 0;
  for (let entry = host.createTypedObject(head, "nt", "_LIST_ENTRY", context).Flink; entry.address.compareTo(head) != 0; entry = entry.Flink) {
    const port = host.createTypedObject(entry.address.subtract(linkOffset), "nt", "_ALPC_PORT", context);
    const owner = port.OwnerProcess;
    const row = [__imageName(owner), owner.UniqueProcessId.address, __kind(port), __objectName(context, port, bodyOffset)];
    count += row.length / 4;
  }
  return count;
}
`;

/**
 * The well-known query: the handles of every process whose type is that of a port, with the object behind each. Sees
 * only what somebody has a handle to.
 */
export const handleQueryScript = `
"use strict";
function walk() {
  let count = 0;
  for (const process of host.currentSession.Processes) {
    for (const handle of process.Io.Handles) {
      if (handle.Type !== "ALPC Port") continue;
      const row = [process.Name, process.Id, handle.Handle, handle.ObjectName, handle.Object.Body.targetLocation.address];
      count += row.length / 5;
    }
  }
  return count;
}
`;

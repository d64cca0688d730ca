/** The RPC interfaces of a port, as far as binds that are still queued on its connections name them. */
import { isAbsent, notApplicable, present, type Maybe } from "../../target/absence.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";
import { readObjectPath } from "../../nt/object-name.ts";
import { readAlpcMessage } from "./message.ts";
import { isRpcPortPath, readRpcHeader } from "./rpc.ts";
import { readAlpcPort } from "../port/port.ts";
import { queueNames, walkQueue } from "../port/queue.ts";
import type { RpcInterfaceId } from "./rpc.ts";

/**
 * Each interface once, in the order in which the binds are met. `ends`: the port's connections. NotApplicable where the
 * port is not that of an RPC server, or no bind is left to name one.
 */
export function findPortInterfaces(
  target: Target,
  connectionPort: Word64,
  ends: readonly { readonly clientPort: Maybe<Word64>; readonly serverPort: Maybe<Word64> }[],
): Maybe<readonly RpcInterfaceId[]> {
  const path = readObjectPath(target, connectionPort);
  if (isAbsent(path) || path === undefined || !isRpcPortPath(path)) {
    return isAbsent(path) ? path : notApplicable("the port is not that of an RPC server");
  }
  const found = new Map<string, RpcInterfaceId>();
  for (const port of [
    connectionPort,
    ...ends.map(({ clientPort }) => present(clientPort)),
    ...ends.map(({ serverPort }) => present(serverPort)),
  ]) {
    for (const id of port === undefined ? [] : walkBinds(target, port)) {
      found.set(`${id.uuid} ${id.major}.${id.minor}`, id);
    }
  }
  return found.size === 0
    ? notApplicable("unknown: no bind is queued on the port or its connections")
    : Array.from(found.values());
}

function* walkBinds(target: Target, address: Word64): Generator<RpcInterfaceId> {
  const port = readAlpcPort(target, address);
  for (const name of isAbsent(port) ? [] : queueNames(target)) {
    for (const at of isAbsent(port) ? [] : walkQueue(target, port.structure, name)) {
      const message = readAlpcMessage(target, at);
      const header = isAbsent(message) ? message : readRpcHeader(target, message);
      if (!isAbsent(header) && header.kind === "Bind") {
        yield header.interfaceId;
      }
    }
  }
}

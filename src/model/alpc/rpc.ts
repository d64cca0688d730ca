/** Local RPC in a message: a reading of its payload's header, not a truth. */
import { Absence, notApplicable } from "../../target/absence.ts";
import type { RpcFacts } from "../../alpc/message-rpc.ts";
import type { ModelContext } from "../context.ts";
import { defineClass, inHexadecimal, property } from "../members.ts";

export class Rpc {
  readonly __context: ModelContext;
  readonly __facts: RpcFacts;

  constructor(context: ModelContext, facts: RpcFacts) {
    this.__context = context;
    this.__facts = facts;
  }

  toString(): string {
    const { header, interfaceName, interfaceId } = this.__facts;
    const target = !(interfaceName instanceof Absence) ? interfaceName : !(interfaceId instanceof Absence) ? interfaceId.uuid : "unknown interface";
    switch (header.kind) {
      case "Request": return `Request, call 0x${header.callId.toString(16)}, procedure ${header.procedureNumber} of ${target === "unknown interface" ? `interface number ${header.interfaceNumber}` : target}`;
      case "Bind": return `Bind to ${target} ${header.interfaceId.major}.${header.interfaceId.minor}`;
      case "Fault": return `Fault 0x${header.errorCode.toString(16)}`;
      case "Response": return `Response to call 0x${header.callId.toString(16)}`;
    }
  }
}

/** A member that some kinds of header have. */
function member<T>(rpc: Rpc, pick: (header: RpcFacts["header"]) => T | undefined): unknown {
  return pick(rpc.__facts.header) ?? notApplicable(`a ${rpc.__facts.header.kind} has none`);
}

export const rpcClass = defineClass("rpc", "The header of a local RPC in a message's payload, as far as it can be read.", Rpc, {
  Kind: property("Request, Bind, Response or Fault.", ({ __facts }) => __facts.header.kind),
  CallId: inHexadecimal(property("Id of the call.", (rpc) => member(rpc, (header) => ("callId" in header ? header.callId : undefined)))),
  InterfaceNumber: property("The interface, by the number agreed in an earlier bind.", (rpc) => member(rpc, (header) => ("interfaceNumber" in header ? header.interfaceNumber : undefined))),
  ProcedureNumber: property("The procedure called.", (rpc) => member(rpc, (header) => ("procedureNumber" in header ? header.procedureNumber : undefined))),
  ObjectUuid: property("UUID of the object, where the request names one.", (rpc) => member(rpc, (header) => ("objectUuid" in header ? header.objectUuid : undefined))),
  InterfaceUuid: property("UUID of the interface: of a bind its own, of a request that of a bind still queued on the connection; unknown otherwise.", ({ __facts }) =>
    (__facts.interfaceId instanceof Absence ? __facts.interfaceId : __facts.interfaceId.uuid)),
  InterfaceVersion: property("Version of the interface.", ({ __facts }) =>
    (__facts.interfaceId instanceof Absence ? __facts.interfaceId : `${__facts.interfaceId.major}.${__facts.interfaceId.minor}`)),
  InterfaceName: property("Name of the interface, where it is a well-known one.", ({ __facts }) => __facts.interfaceName),
  ErrorCode: inHexadecimal(property("Error code of a fault.", (rpc) => member(rpc, (header) => ("errorCode" in header ? header.errorCode : undefined)))),
});

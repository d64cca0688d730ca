/** Local RPC in a message: a reading of its payload's header, not a truth. */
import { Absence, mapPresent, notApplicable } from "../../target/absence.ts";
import type { RpcFacts, RpcHeader } from "../../alpc/message/rpc.ts";
import { fact, FactObject } from "../fact-object.ts";
import { defineClass, inDecimal, inHexadecimal, type PropertyRow } from "../members.ts";

export class Rpc extends FactObject<RpcFacts> {
  protected override __describe({ header, interfaceName, interfaceId }: RpcFacts): string {
    const target = !(interfaceName instanceof Absence) ? interfaceName : !(interfaceId instanceof Absence) ? interfaceId.uuid : "unknown interface";
    switch (header.kind) {
      case "Request": {
        const called = target === "unknown interface" ? `interface number ${header.interfaceNumber}` : target;
        return `Request, call 0x${header.callId.toString(16)}, procedure ${header.procedureNumber} of ${called}`;
      }
      case "Bind": return `Bind to ${target} ${header.interfaceId.major}.${header.interfaceId.minor}`;
      case "Fault": return `Fault 0x${header.errorCode.toString(16)}`;
      case "Response": return `Response to call 0x${header.callId.toString(16)}`;
    }
  }
}

/** A row for a member that some kinds of header have. */
function member(help: string, pick: (header: RpcHeader) => number | string | undefined): PropertyRow<Rpc> {
  return fact(help, ({ header }: RpcFacts) => pick(header) ?? notApplicable(`a ${header.kind} has none`));
}

export const rpcClass = defineClass<Rpc>("rpc", "The header of a local RPC in a message's payload, as far as it can be read.", Rpc, {
  Kind: fact("Request, Bind, Response or Fault.", ({ header }: RpcFacts) => header.kind),
  CallId: inHexadecimal(member("Id of the call.", (header) => ("callId" in header ? header.callId : undefined))),
  InterfaceNumber: inDecimal(member("The interface, by the number agreed in an earlier bind.", (header) => ("interfaceNumber" in header ? header.interfaceNumber : undefined))),
  ProcedureNumber: inDecimal(member("The procedure called.", (header) => ("procedureNumber" in header ? header.procedureNumber : undefined))),
  ObjectUuid: member("UUID of the object, where the request names one.", (header) => ("objectUuid" in header ? header.objectUuid : undefined)),
  InterfaceUuid: fact("UUID of the interface: of a bind its own, of a request that of a bind still queued on the connection; unknown otherwise.", ({ interfaceId }: RpcFacts) =>
    mapPresent(interfaceId, ({ uuid }) => uuid)),
  InterfaceVersion: fact("Version of the interface.", ({ interfaceId }: RpcFacts) => mapPresent(interfaceId, ({ major, minor }) => `${major}.${minor}`)),
  InterfaceName: fact("Name of the interface, where it is a well-known one.", ({ interfaceName }: RpcFacts) => interfaceName),
  ErrorCode: inHexadecimal(member("Error code of a fault.", (header) => ("errorCode" in header ? header.errorCode : undefined))),
});

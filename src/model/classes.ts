/** Every class of the model: what metadata is defined for, and what the help command knows. */
import { alpcHandleClass } from "./alpc/alpc-handle.ts";
import { completionListClass, completionPortClass } from "./alpc/completion.ts";
import { globalInformationClass, resourceCountClass, resourceTypeClass } from "./alpc/global-information.ts";
import { messageClass, workOnBehalfClass } from "./alpc/message.ts";
import { connectionInfoClass, directTransferClass, handleDataClass, messageBlobClass, reserveClass, securityContextClass } from "./alpc/message-resources.ts";
import { namedValueClass, portAttributesClass, portSecurityClass } from "./alpc/port-settings.ts";
import { rpcClass } from "./alpc/rpc.ts";
import { regionClass, sectionClass, viewClass } from "./alpc/shared-memory.ts";
import { portClass } from "./alpc/port.ts";
import { processAlpcClass } from "./alpc/process.ts";
import { sessionAlpcClass } from "./alpc/session.ts";
import { threadAlpcClass } from "./alpc/thread.ts";
import { comparisonClass } from "./compare/comparison.ts";
import { comparedPortClass, comparedPortTable, growingQueueClass, growingQueueTable, serverActivityClass, serverActivityTable } from "./compare/parts.ts";
import { comparedWaitClass, comparedWaitTable } from "./compare/wait.ts";
import { connectionClass } from "./connection.ts";
import { accessEntryClass, clientGroupClass, endpointClass, rpcInterfaceClass } from "./endpoint.ts";
import { endpointsClass } from "./endpoints.ts";
import { findingClass, findingsClass } from "./findings.ts";
import { handleClass } from "./handle-holder.ts";
import { limitsClass } from "./limits.ts";
import { connectionRequestClass } from "./lpc/connection-request.ts";
import { lockClass, lockThreadClass } from "./lock.ts";
import { lpcMessageClass } from "./lpc/message.ts";
import { poolBlockClass } from "./lpc/pool-block.ts";
import { owedReplyClass } from "./lpc/owed-reply.ts";
import { lpcPortClass } from "./lpc/port.ts";
import { creatorClass, lpcPortAttributesClass, lpcSemaphoreClass } from "./lpc/port-parts.ts";
import { lpcProcessClass } from "./lpc/process.ts";
import { lpcSessionClass } from "./lpc/session.ts";
import { lpcThreadClass } from "./lpc/thread.ts";
import type { ModelClass } from "./members.ts";
import { senderClass } from "./message.ts";
import { payloadClass } from "./payload.ts";
import { pendingRequestClass } from "./pending-request.ts";
import { processClass, processStopClass } from "./process.ts";
import { processPortClass } from "./process-port.ts";
import { queueClass } from "./queue.ts";
import { serverClass } from "./server.ts";
import { statisticsClass } from "./statistics.ts";
import { textLinesClass } from "./text-lines.ts";
import { receivingClass } from "./thread-alpc.ts";
import { chainTable } from "./tables/chain-table.ts";
import { connectionTable } from "./tables/connection-table.ts";
import { endpointTable } from "./tables/endpoint-table.ts";
import { findingTable } from "./tables/finding-table.ts";
import { lockTable } from "./tables/lock-table.ts";
import { messageTable } from "./tables/message-table.ts";
import { portTable } from "./tables/port-table.ts";
import { rootTable } from "./tables/root-table.ts";
import { threadTable } from "./tables/thread-table.ts";
import { threadClass } from "./thread.ts";
import { waitChainClass, waitLinkClass, waitRootClass } from "./wait-chain.ts";
import { storyLineClass, waitRootGroupClass } from "./wait-roots.ts";
import { waitedObjectClass } from "./waited-object.ts";

export const modelClasses: readonly ModelClass[] = [
  sessionAlpcClass, processAlpcClass, threadAlpcClass, portClass, connectionClass, messageClass, senderClass, queueClass, handleClass, serverClass,
  processPortClass, receivingClass, processClass, threadClass, waitChainClass, waitLinkClass, waitRootClass, waitRootGroupClass, storyLineClass, lockClass, lockThreadClass, waitedObjectClass, pendingRequestClass, processStopClass,
  findingsClass, findingClass, statisticsClass, limitsClass, textLinesClass,
  payloadClass, rpcClass, workOnBehalfClass, completionPortClass, completionListClass, portAttributesClass, namedValueClass, portSecurityClass, alpcHandleClass,
  connectionInfoClass, messageBlobClass, securityContextClass, sectionClass, regionClass, viewClass, reserveClass, directTransferClass, handleDataClass,
  globalInformationClass, resourceTypeClass, resourceCountClass,
  comparisonClass, comparedWaitClass, growingQueueClass, serverActivityClass, comparedPortClass,
  lpcSessionClass, lpcProcessClass, lpcThreadClass, lpcPortClass, lpcMessageClass,
  endpointsClass, endpointClass, accessEntryClass, clientGroupClass, rpcInterfaceClass,
  owedReplyClass, creatorClass, lpcSemaphoreClass, lpcPortAttributesClass, connectionRequestClass, poolBlockClass,
  ...[
    portTable, connectionTable, messageTable, threadTable, chainTable, rootTable, lockTable, findingTable, endpointTable, comparedWaitTable, growingQueueTable,
    serverActivityTable, comparedPortTable,
  ].map(({ rowClass }) => rowClass),
];

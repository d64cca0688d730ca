/** Every class of the model: what metadata is defined for, and what the help command knows. */
import { alpcHandleClass } from "./objects/alpc-port.ts";
import { completionListClass, completionPortClass } from "./objects/alpc-port.ts";
import { globalInformationClass, resourceCountClass, resourceTypeClass } from "./objects/global-information.ts";
import { messageClass, workOnBehalfClass } from "./objects/alpc-message.ts";
import { connectionInfoClass, directTransferClass, handleDataClass, messageBlobClass, reserveClass, securityContextClass } from "./objects/resource.ts";
import { namedValueClass, portAttributesClass, portSecurityClass } from "./objects/port-settings.ts";
import { rpcClass } from "./objects/alpc-message.ts";
import { regionClass, sectionClass, viewClass } from "./objects/resource.ts";
import { portClass } from "./objects/alpc-port.ts";
import { processAlpcClass } from "./objects/process-alpc.ts";
import { sessionAlpcClass } from "./objects/session-alpc.ts";
import { threadAlpcClass } from "./objects/thread-alpc.ts";
import { comparisonClass } from "./objects/comparison.ts";
import { comparedPortClass, comparedPortTable, growingQueueClass, growingQueueTable, serverActivityClass, serverActivityTable } from "./objects/compared.ts";
import { comparedWaitClass, comparedWaitTable } from "./objects/compared.ts";
import { connectionClass } from "./objects/connection.ts";
import { accessEntryClass, clientGroupClass, endpointClass, rpcInterfaceClass } from "./objects/endpoint.ts";
import { endpointsClass } from "./objects/endpoints.ts";
import { findingClass, findingsClass } from "./objects/findings.ts";
import { handleClass } from "./objects/handle-holder.ts";
import { limitsClass } from "./objects/limits.ts";
import { connectionRequestClass } from "./objects/lpc-message.ts";
import { lockClass, lockThreadClass } from "./objects/lock.ts";
import { lpcMessageClass } from "./objects/lpc-message.ts";
import { poolBlockClass } from "./objects/pool-block.ts";
import { owedReplyClass } from "./objects/lpc-thread.ts";
import { lpcPortClass } from "./objects/lpc-port.ts";
import { creatorClass, lpcPortAttributesClass, lpcSemaphoreClass } from "./objects/lpc-port.ts";
import { lpcProcessClass } from "./objects/process-alpc.ts";
import { lpcSessionClass } from "./objects/session-alpc.ts";
import { lpcThreadClass } from "./objects/lpc-thread.ts";
import type { ModelClass } from "./base/members.ts";
import { senderClass } from "./objects/message.ts";
import { payloadClass } from "./objects/payload.ts";
import { pendingRequestClass } from "./objects/waited-object.ts";
import { processClass, processStopClass } from "./objects/process.ts";
import { processPortClass } from "./objects/process-alpc.ts";
import { queueClass } from "./objects/queue.ts";
import { serverClass } from "./objects/server.ts";
import { statisticsClass } from "./objects/statistics.ts";
import { textLinesClass } from "./base/text-lines.ts";
import { receivingClass } from "./objects/thread-alpc.ts";
import { chainTable } from "./objects/wait-chain.ts";
import { connectionTable } from "./objects/connection.ts";
import { endpointTable } from "./objects/endpoints.ts";
import { findingTable } from "./objects/findings.ts";
import { lockTable } from "./objects/lock-list.ts";
import { messageTable } from "./objects/message.ts";
import { portTable } from "./objects/port-table.ts";
import { rootTable } from "./objects/wait-roots.ts";
import { threadTable } from "./objects/thread.ts";
import { threadClass } from "./objects/thread.ts";
import { waitChainClass, waitLinkClass, waitRootClass } from "./objects/wait-chain.ts";
import { storyLineClass, waitRootGroupClass } from "./objects/wait-roots.ts";
import { waitedObjectClass } from "./objects/waited-object.ts";

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

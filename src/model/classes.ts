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
import { findingClass, findingsClass } from "./findings.ts";
import { handleClass } from "./handle-holder.ts";
import { limitsClass } from "./limits.ts";
import { connectionRequestClass } from "./lpc/connection-request.ts";
import { lpcMessageClass } from "./lpc/message.ts";
import { poolBlockClass } from "./lpc/pool-block.ts";
import { lpcPortClass } from "./lpc/port.ts";
import { creatorClass, lpcPortAttributesClass, lpcSemaphoreClass } from "./lpc/port-parts.ts";
import { lpcProcessClass } from "./lpc/process.ts";
import { lpcSessionClass } from "./lpc/session.ts";
import { lpcThreadClass } from "./lpc/thread.ts";
import type { ModelClass } from "./members.ts";
import { senderClass } from "./message.ts";
import { payloadClass } from "./payload.ts";
import { processClass } from "./process.ts";
import { processPortClass } from "./process-port.ts";
import { queueClass } from "./queue.ts";
import { serverClass } from "./server.ts";
import { statisticsClass } from "./statistics.ts";
import { textLinesClass } from "./text-lines.ts";
import { receivingClass } from "./thread-alpc.ts";
import { chainTable } from "./tables/chain-table.ts";
import { connectionTable } from "./tables/connection-table.ts";
import { findingTable } from "./tables/finding-table.ts";
import { messageTable } from "./tables/message-table.ts";
import { portTable } from "./tables/port-table.ts";
import { rootTable } from "./tables/root-table.ts";
import { threadTable } from "./tables/thread-table.ts";
import { threadClass } from "./thread.ts";
import { waitChainClass, waitLinkClass, waitRootClass } from "./wait-chain.ts";
import { waitRootGroupClass } from "./wait-roots.ts";

export const modelClasses: readonly ModelClass[] = [
  sessionAlpcClass, processAlpcClass, threadAlpcClass, portClass, connectionClass, messageClass, senderClass, queueClass, handleClass, serverClass,
  processPortClass, receivingClass, processClass, threadClass, waitChainClass, waitLinkClass, waitRootClass, waitRootGroupClass, findingsClass, findingClass, statisticsClass, limitsClass, textLinesClass,
  payloadClass, rpcClass, workOnBehalfClass, completionPortClass, completionListClass, portAttributesClass, namedValueClass, portSecurityClass, alpcHandleClass,
  connectionInfoClass, messageBlobClass, securityContextClass, sectionClass, regionClass, viewClass, reserveClass, directTransferClass, handleDataClass,
  globalInformationClass, resourceTypeClass, resourceCountClass,
  comparisonClass, comparedWaitClass, growingQueueClass, serverActivityClass, comparedPortClass,
  lpcSessionClass, lpcProcessClass, lpcThreadClass, lpcPortClass, lpcMessageClass,
  creatorClass, lpcSemaphoreClass, lpcPortAttributesClass, connectionRequestClass, poolBlockClass,
  ...[portTable, connectionTable, messageTable, threadTable, chainTable, rootTable, findingTable, comparedWaitTable, growingQueueTable, serverActivityTable, comparedPortTable].map(({ rowClass }) => rowClass),
];

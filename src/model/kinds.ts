/** The kinds of objects of the model: one row each, with its class, what it represents, and how a user reaches one. */
import type { BlobKind } from "../alpc/resource/blob.ts";
import { textLinesClass } from "./base/text-lines.ts";
import type { Kind } from "./kind.ts";
import { messageClass, workOnBehalfClass, rpcClass } from "./objects/alpc-message.ts";
import { alpcHandleClass, completionListClass, completionPortClass, portClass } from "./objects/alpc-port.ts";
import { comparedPortClass, growingQueueClass, serverActivityClass, comparedWaitClass } from "./objects/compared.ts";
import { comparisonClass } from "./objects/comparison.ts";
import { connectionClass } from "./objects/connection.ts";
import { accessEntryClass, clientGroupClass, endpointClass, rpcInterfaceClass } from "./objects/endpoint.ts";
import { endpointsClass } from "./objects/endpoints.ts";
import { findingClass, findingsClass } from "./objects/findings.ts";
import { globalInformationClass, resourceCountClass, resourceTypeClass } from "./objects/global-information.ts";
import { handleClass } from "./objects/handle-holder.ts";
import { limitsClass } from "./objects/limits.ts";
import { lockClass, lockThreadClass } from "./objects/lock.ts";
import { connectionRequestClass, lpcMessageClass } from "./objects/lpc-message.ts";
import { lpcPortClass, creatorClass, lpcPortAttributesClass, lpcSemaphoreClass } from "./objects/lpc-port.ts";
import { owedReplyClass, lpcThreadClass } from "./objects/lpc-thread.ts";
import { messageListClass } from "./objects/message-list.ts";
import { senderClass } from "./objects/message.ts";
import { payloadClass } from "./objects/payload.ts";
import { poolBlockClass } from "./objects/pool-block.ts";
import { namedValueClass, portAttributesClass, portSecurityClass } from "./objects/port-settings.ts";
import { portListClass } from "./objects/port-list.ts";
import { processAlpcClass, lpcProcessClass, processPortClass } from "./objects/process-alpc.ts";
import { processClass, processStopClass } from "./objects/process.ts";
import { queueClass } from "./objects/queue.ts";
import {
  connectionInfoClass,
  directTransferClass,
  handleDataClass,
  messageBlobClass,
  reserveClass,
  securityContextClass,
} from "./objects/resource.ts";
import { regionClass, sectionClass, viewClass } from "./objects/shared-memory.ts";
import { serverClass } from "./objects/server.ts";
import { sessionAlpcClass, lpcSessionClass } from "./objects/session-alpc.ts";
import { statisticsClass } from "./objects/statistics.ts";
import { threadAlpcClass, receivingClass } from "./objects/thread-alpc.ts";
import { threadClass } from "./objects/thread.ts";
import { waitChainClass, waitLinkClass, waitRootClass } from "./objects/wait-chain.ts";
import { storyLineClass, waitRootGroupClass } from "./objects/wait-roots.ts";
import { pendingRequestClass, waitedObjectClass } from "./objects/waited-object.ts";
import { tableRowKinds } from "./table-rows.ts";

const RESOURCES = "@$cursession.Alpc.Ports.Select(p => p.Resources).Flatten()";

const LONGEST_QUEUES = "dx @$cursession.Alpc.ConnectionPorts.OrderByDescending(p => p.MainQueue.Length).Take(10)";

function resourcesOfKind(kind: BlobKind): readonly string[] {
  return [`dx ${RESOURCES}.Where(r => r.Kind == "${kind}")`, "!alpcx_resource 0xffffa801`12345678"];
}

/** Every kind, in help order. */
export const kinds: readonly Kind[] = [
  {
    model: sessionAlpcClass,
    alpc: "session",
    examples: ["dx @$cursession.Alpc", "dx @$cursession.Alpc.ConnectionPorts"],
  },
  {
    model: processAlpcClass,
    alpc: "processAlpc",
    examples: ["!alpcx_process", "dx Debugger.Utility.Alpc.Process(4).Alpc"],
  },
  {
    model: threadAlpcClass,
    alpc: "threadAlpc",
    examples: ["!alpcx_thread", "dx @$cursession.Alpc.WaitingThreads.Select(t => t.Alpc)"],
  },
  {
    model: portClass,
    alpc: "port",
    examples: [LONGEST_QUEUES, "dx -g @$cursession.Alpc.Ports.Table", 'dx @$cursession.Alpc.Find("ntsvcs")'],
  },
  {
    model: portListClass,
    examples: [
      "dx @$cursession.Alpc.Ports.Of(@$curprocess)",
      'dx @$cursession.Alpc.ConnectionPorts.Of(@$cursession.Alpc.ConnectionPorts["ntsvcs"].Owner)',
      "dx -g @$cursession.Alpc.Ports.Of(4).Table",
    ],
  },
  {
    model: connectionClass,
    alpc: "connection",
    lpc: "connection",
    examples: ["dx @$cursession.Alpc.Connections", 'dx @$cursession.Alpc.ConnectionPorts["ntsvcs"].Connections'],
  },
  {
    model: messageClass,
    alpc: "message",
    examples: [
      'dx @$cursession.Alpc.Messages.Where(m => m.Queue == "Pending")',
      "dx -g @$cursession.Alpc.Messages.Table",
    ],
  },
  {
    model: messageListClass,
    examples: ['dx @$cursession.Alpc.Messages.Of("ntsvcs")', 'dx -g @$cursession.Alpc.Messages.Of("ntsvcs").Table'],
  },
  { model: senderClass, examples: ["dx @$cursession.Alpc.Messages.Select(m => m.Sender)"] },
  {
    model: queueClass,
    examples: [
      'dx @$cursession.Alpc.ConnectionPorts["ntsvcs"].MainQueue',
      "dx @$cursession.Alpc.ConnectionPorts.Where(p => !p.MainQueue.IsConsistent)",
    ],
  },
  {
    model: handleClass,
    examples: ["dx @$curprocess.Alpc.Handles", 'dx @$cursession.Alpc.ConnectionPorts["ntsvcs"].HeldBy'],
  },
  { model: serverClass, examples: ['dx @$cursession.Alpc.ConnectionPorts["ntsvcs"].Servers'] },
  {
    model: processPortClass,
    examples: [
      "dx @$curprocess.Alpc.ExceptionPort",
      'dx @$cursession.Processes.Where(p => p.Alpc.DebugPort.Kind == "DebugObject")',
    ],
  },
  { model: receivingClass, examples: ["dx @$curthread.Alpc.ReceivingOn"] },
  {
    model: processClass,
    alpc: "process",
    lpc: "process",
    examples: ['dx @$cursession.Alpc.ConnectionPorts["ntsvcs"].Owner', "dx Debugger.Utility.Alpc.Process(4)"],
  },
  {
    model: threadClass,
    alpc: "thread",
    lpc: "thread",
    examples: ["dx @$cursession.Alpc.WaitingThreads", "dx @$curthread.Alpc.Thread"],
  },
  {
    model: waitChainClass,
    examples: ["!alpcx_waits", "dx -g @$cursession.Alpc.WaitChains.Table", "dx @$curthread.Alpc.WaitChain"],
  },
  { model: waitLinkClass, examples: ["dx @$curthread.Alpc.WaitChain.Links"] },
  {
    model: waitRootClass,
    examples: ["dx @$curthread.Alpc.WaitChain.Root", "dx @$cursession.Alpc.WaitChains.Select(c => c.Root)"],
  },
  {
    model: waitRootGroupClass,
    examples: [
      "!alpcx_roots",
      "dx -g @$cursession.Alpc.WaitRoots.Table",
      "dx @$cursession.Alpc.WaitRoots.Where(r => r.HeldUp > 1)",
    ],
  },
  { model: storyLineClass, examples: ["!alpcx_why", "dx @$cursession.Alpc.Why(@$curthread)"] },
  {
    model: lockClass,
    alpc: "lock",
    lpc: "lock",
    examples: ["!alpcx_locks", "dx -g @$cursession.Alpc.Locks.Table", "dx @$curthread.Alpc.Thread.Holds"],
  },
  {
    model: lockThreadClass,
    examples: [
      "dx @$cursession.Alpc.Locks.Select(l => l.Holders)",
      "dx @$cursession.Alpc.Locks.Select(l => l.Waiters)",
    ],
  },
  { model: waitedObjectClass, examples: ["dx @$curthread.Alpc.Thread.WaitsFor"] },
  { model: pendingRequestClass, examples: ["dx @$curthread.Alpc.Thread.PendingRequests"] },
  { model: processStopClass, examples: ["dx @$curprocess.KernelObject.Alpcx.Stopped"] },
  { model: findingsClass, examples: ["!alpcx_findings", "dx @$curprocess.Alpc.Findings"] },
  { model: findingClass, examples: ['dx @$cursession.Alpc.Findings.Where(f => f.Severity == "Error")'] },
  { model: statisticsClass, examples: ["dx @$cursession.Alpc.Statistics"] },
  { model: limitsClass, examples: ["dx @$cursession.Alpc.Limits", "dx @$cursession.Alpc.Limits.PayloadBytes = 256"] },
  {
    model: textLinesClass,
    examples: [
      'dx @$cursession.Alpc.Graph("dot")',
      'dx @$cursession.Alpc.Graph("mermaid").Where(l => l.Contains("ntsvcs"))',
    ],
  },
  {
    model: payloadClass,
    examples: ["dx @$cursession.Alpc.Messages.Select(m => m.Data)", "dx @$cursession.Alpc.Message(0x274).Data.HexDump"],
  },
  { model: rpcClass, examples: ["dx @$cursession.Alpc.Messages.Select(m => m.Rpc)"] },
  { model: workOnBehalfClass, examples: ["dx @$cursession.Alpc.Messages.Select(m => m.WorkOnBehalf)"] },
  { model: completionPortClass, examples: ["dx @$cursession.Alpc.ConnectionPorts.Select(p => p.CompletionPort)"] },
  { model: completionListClass, examples: ["dx @$cursession.Alpc.Ports.Select(p => p.CompletionList)"] },
  { model: portAttributesClass, examples: ['dx @$cursession.Alpc.ConnectionPorts["ntsvcs"].Attributes'] },
  { model: namedValueClass, examples: ['dx @$cursession.Alpc.ConnectionPorts["ntsvcs"].Attributes.Flags'] },
  { model: portSecurityClass, examples: ['dx @$cursession.Alpc.Ports.Where(p => p.Security.Kind == "Dynamic")'] },
  { model: alpcHandleClass, examples: ["dx @$cursession.Alpc.Ports.Select(p => p.Handles).Flatten()"] },
  {
    model: connectionInfoClass,
    blob: "ConnectionInfo",
    examples: [
      'dx @$cursession.Alpc.ConnectionPorts["ntsvcs"].CommunicationInfo',
      "!alpcx_resource 0xffffa801`12345678",
    ],
  },
  { model: messageBlobClass, blob: "Message", examples: resourcesOfKind("Message") },
  { model: securityContextClass, blob: "SecurityContext", examples: resourcesOfKind("SecurityContext") },
  { model: sectionClass, blob: "Section", examples: resourcesOfKind("Section") },
  {
    model: regionClass,
    blob: "Region",
    examples: [
      `dx ${RESOURCES}.Where(r => r.Kind == "Section").Select(s => s.Regions).Flatten()`,
      '!alpcx "-region 0xffffa801`12345678"',
    ],
  },
  { model: viewClass, blob: "View", examples: ["dx @$curprocess.Alpc.Views", '!alpcx "-view 0xffffa801`12345678"'] },
  { model: reserveClass, blob: "Reserve", examples: resourcesOfKind("Reserve") },
  { model: directTransferClass, blob: "DirectTransfer", examples: resourcesOfKind("DirectTransfer") },
  { model: handleDataClass, blob: "HandleData", examples: resourcesOfKind("HandleData") },
  { model: globalInformationClass, examples: ["dx @$cursession.Alpc.GlobalInformation", '!alpcx "/G"'] },
  { model: resourceTypeClass, examples: ["dx @$cursession.Alpc.GlobalInformation.ResourceTypes"] },
  { model: resourceCountClass, examples: ["dx @$cursession.Alpc.GlobalInformation.ResourcesOnPorts"] },
  { model: comparisonClass, examples: ["!alpcx_compare", "dx @$cursession.Alpc.Compare()"] },
  {
    model: comparedWaitClass,
    examples: ["dx @$cursession.Alpc.Compare().Same", "dx @$cursession.Alpc.Compare(Debugger.Sessions[1]).Gone"],
  },
  { model: growingQueueClass, examples: ["dx @$cursession.Alpc.Compare().GrowingQueues"] },
  { model: serverActivityClass, examples: ["dx @$cursession.Alpc.Compare().Received"] },
  {
    model: comparedPortClass,
    examples: ["dx @$cursession.Alpc.Compare().NewPorts", "dx @$cursession.Alpc.Compare().DeadPorts"],
  },
  { model: lpcSessionClass, lpc: "session", examples: ["dx @$cursession.Alpc", '!lpcx "port"'] },
  {
    model: lpcProcessClass,
    lpc: "processAlpc",
    examples: ["!alpcx_process", "dx Debugger.Utility.Alpc.Process(4).Alpc"],
  },
  { model: lpcThreadClass, lpc: "threadAlpc", examples: ["!alpcx_thread", '!lpcx "thread"'] },
  {
    model: lpcPortClass,
    lpc: "port",
    examples: [LONGEST_QUEUES, "dx @$cursession.Alpc.Ports.Select(p => p.ReplyChain)"],
  },
  { model: lpcMessageClass, lpc: "message", examples: ["dx @$cursession.Alpc.Messages", '!lpcx "message 222be"'] },
  {
    model: endpointsClass,
    examples: [
      "!alpcx_endpoints",
      "dx -g @$cursession.Alpc.Endpoints.Table",
      "dx @$cursession.Alpc.Endpoints.AsJson()",
    ],
  },
  {
    model: endpointClass,
    examples: [
      'dx @$cursession.Alpc.Endpoints["ntsvcs"]',
      'dx @$cursession.Alpc.Endpoints.Where(e => e.OpenToAppContainers == "all")',
      "dx @$cursession.Alpc.Endpoints.OrderByDescending(e => e.Clients).Take(10)",
    ],
  },
  { model: accessEntryClass, examples: ['dx @$cursession.Alpc.Endpoints["ntsvcs"].Access'] },
  {
    model: clientGroupClass,
    examples: [
      'dx @$cursession.Alpc.Endpoints["ntsvcs"].ClientsByIntegrity',
      "dx @$cursession.Alpc.Endpoints.Select(e => e.ClientsByPackage)",
    ],
  },
  { model: rpcInterfaceClass, examples: ["dx @$cursession.Alpc.Endpoints.Select(e => e.Interfaces)"] },
  { model: owedReplyClass, examples: ["dx @$curthread.Alpc.Serving"] },
  { model: creatorClass, examples: ['dx @$cursession.Alpc.ConnectionPorts["ntsvcs"].Creator'] },
  { model: lpcSemaphoreClass, examples: ['dx @$cursession.Alpc.ConnectionPorts["ntsvcs"].Semaphore'] },
  { model: lpcPortAttributesClass, examples: ['dx @$cursession.Alpc.ConnectionPorts["ntsvcs"].Attributes'] },
  { model: connectionRequestClass, examples: ["dx @$cursession.Alpc.Messages.Select(m => m.ConnectionRequest)"] },
  { model: poolBlockClass, examples: ['!lpcx "poolsearch"'] },
  ...tableRowKinds,
];

/** How to get at objects of each class: expressions to copy, for the pages of the help. */

const RESOURCES = "@$cursession.Alpc.Ports.SelectMany(p => p.Resources)";

function resourcesOfKind(kind: string): readonly string[] {
  return [`dx ${RESOURCES}.Where(r => r.Kind == "${kind}")`, "!alpcx_resource 0xffffa801`12345678"];
}

/** By the name of the class. */
const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  "session": ["dx @$cursession.Alpc", "dx @$cursession.Alpc.ConnectionPorts"],
  "process-alpc": ["!alpcx_process", "dx @$cursession.Processes.First().Alpc"],
  "thread-alpc": ["!alpcx_thread", "dx @$cursession.Alpc.WaitingThreads.Select(t => t.Alpc)"],
  "port": ["dx @$cursession.Alpc.Ports.OrderByDescending(p => p.MainQueue.Length).Take(10)", 'dx @$cursession.Alpc.Find("ntsvcs").First()'],
  "connection": ["dx @$cursession.Alpc.Connections", "dx @$cursession.Alpc.ConnectionPorts.First().Connections"],
  "message": ['dx @$cursession.Alpc.Messages.Where(m => m.Queue == "Pending")', "dx @$cursession.Alpc.Messages.GroupBy(m => m.Type)"],
  "sender": ["dx @$cursession.Alpc.Messages.Select(m => m.Sender)"],
  "queue": ["dx @$cursession.Alpc.ConnectionPorts.First().MainQueue", "dx @$cursession.Alpc.Ports.Where(p => !p.MainQueue.IsConsistent)"],
  "handle": ["dx @$curprocess.Alpc.Handles", "dx @$cursession.Alpc.ConnectionPorts.First().HeldBy"],
  "server": ["dx @$cursession.Alpc.ConnectionPorts.First().Servers"],
  "process-port": ["dx @$curprocess.Alpc.ExceptionPort", "dx @$cursession.Processes.Where(p => p.Alpc.DebugPort.Kind == \"DebugObject\")"],
  "receiving": ["dx @$curthread.Alpc.ReceivingOn"],
  "process": ["dx @$cursession.Alpc.ConnectionPorts.First().Owner", "dx Debugger.Utility.Alpc.Process(4)"],
  "thread": ["dx @$cursession.Alpc.WaitingThreads", "dx @$curthread.Alpc.Thread"],
  "wait-chain": ["!alpcx_waits", "dx @$curthread.Alpc.WaitChain"],
  "wait-link": ["dx @$curthread.Alpc.WaitChain.Links"],
  "wait-root": ["dx @$curthread.Alpc.WaitChain.Root", "dx @$cursession.Alpc.WaitChains.GroupBy(c => c.Root.Kind)"],
  "findings": ["!alpcx_findings", "dx @$curprocess.Alpc.Findings"],
  "finding": ['dx @$cursession.Alpc.Findings.Where(f => f.Severity == "Error")'],
  "statistics": ["dx @$cursession.Alpc.Statistics"],
  "limits": ["dx @$cursession.Alpc.Limits", "dx @$cursession.Alpc.Limits.PayloadBytes = 256"],
  "payload": ["dx @$cursession.Alpc.Messages.Select(m => m.Data)", "dx @$cursession.Alpc.Messages.First().Data.HexDump"],
  "rpc": ["dx @$cursession.Alpc.Messages.Select(m => m.Rpc)"],
  "work-on-behalf": ["dx @$cursession.Alpc.Messages.Select(m => m.WorkOnBehalf)"],
  "completion-port": ["dx @$cursession.Alpc.ConnectionPorts.Select(p => p.CompletionPort)"],
  "completion-list": ["dx @$cursession.Alpc.Ports.Select(p => p.CompletionList)"],
  "port-attributes": ["dx @$cursession.Alpc.ConnectionPorts.First().Attributes"],
  "named-flags": ["dx @$cursession.Alpc.ConnectionPorts.First().Attributes.Flags"],
  "port-security": ['dx @$cursession.Alpc.Ports.Where(p => p.Security.Kind == "Dynamic")'],
  "alpc-handle": ["dx @$cursession.Alpc.Ports.SelectMany(p => p.Handles)"],
  "connection-info": ["dx @$cursession.Alpc.ConnectionPorts.First().CommunicationInfo", "!alpcx_resource 0xffffa801`12345678"],
  "message-blob": resourcesOfKind("Message"),
  "security-context": resourcesOfKind("SecurityContext"),
  "section": resourcesOfKind("Section"),
  "region": [`dx ${RESOURCES}.Where(r => r.Kind == "Section").SelectMany(s => s.Regions)`, '!alpcx "-region 0xffffa801`12345678"'],
  "view": ["dx @$curprocess.Alpc.Views", '!alpcx "-view 0xffffa801`12345678"'],
  "reserve": resourcesOfKind("Reserve"),
  "direct-transfer": resourcesOfKind("DirectTransfer"),
  "handle-data": resourcesOfKind("HandleData"),
  "global-information": ["dx @$cursession.Alpc.GlobalInformation", '!alpcx "/G"'],
  "resource-type": ["dx @$cursession.Alpc.GlobalInformation.ResourceTypes"],
  "resource-count": ["dx @$cursession.Alpc.GlobalInformation.ResourcesOnPorts"],
  "lpc-session": ["dx @$cursession.Alpc", '!lpcx "port"'],
  "lpc-process": ["!alpcx_process", "dx @$cursession.Processes.First().Alpc"],
  "lpc-thread": ["!alpcx_thread", '!lpcx "thread"'],
  "lpc-port": ['dx @$cursession.Alpc.Find("ntsvcs").First()', "dx @$cursession.Alpc.Ports.Select(p => p.ReplyChain)"],
  "lpc-message": ["dx @$cursession.Alpc.Messages", '!lpcx "message 222be"'],
  "creator": ["dx @$cursession.Alpc.ConnectionPorts.First().Creator"],
  "lpc-semaphore": ["dx @$cursession.Alpc.ConnectionPorts.First().Semaphore"],
  "lpc-port-attributes": ["dx @$cursession.Alpc.ConnectionPorts.First().Attributes"],
  "connection-request": ["dx @$cursession.Alpc.Messages.Select(m => m.ConnectionRequest)"],
  "pool-block": ['!lpcx "poolsearch"'],
};

/** Expressions and commands whose answers are objects of a class, or have them below. */
export function examplesOfClass(name: string): readonly string[] {
  return EXAMPLES[name] ?? [];
}

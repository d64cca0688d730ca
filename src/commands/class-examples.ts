/** How to get at objects of each class: expressions to copy, for the pages of the help. */

const RESOURCES = "@$cursession.Alpc.Ports.Select(p => p.Resources).Flatten()";

function resourcesOfKind(kind: string): readonly string[] {
  return [`dx ${RESOURCES}.Where(r => r.Kind == "${kind}")`, "!alpcx_resource 0xffffa801`12345678"];
}

/** By the name of the class. */
const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  "session": ["dx @$cursession.Alpc", "dx @$cursession.Alpc.ConnectionPorts"],
  "process-alpc": ["!alpcx_process", "dx Debugger.Utility.Alpc.Process(4).Alpc"],
  "thread-alpc": ["!alpcx_thread", "dx @$cursession.Alpc.WaitingThreads.Select(t => t.Alpc)"],
  "port": ["dx @$cursession.Alpc.Ports.OrderByDescending(p => p.MainQueue.Length).Take(10)", "dx -g @$cursession.Alpc.Ports.Table", 'dx @$cursession.Alpc.Find("ntsvcs")'],
  "connection": ["dx @$cursession.Alpc.Connections", 'dx @$cursession.Alpc.ConnectionPorts["ntsvcs"].Connections'],
  "message": ['dx @$cursession.Alpc.Messages.Where(m => m.Queue == "Pending")', "dx -g @$cursession.Alpc.Messages.Table"],
  "sender": ["dx @$cursession.Alpc.Messages.Select(m => m.Sender)"],
  "queue": ['dx @$cursession.Alpc.ConnectionPorts["ntsvcs"].MainQueue', "dx @$cursession.Alpc.Ports.Where(p => !p.MainQueue.IsConsistent)"],
  "handle": ["dx @$curprocess.Alpc.Handles", 'dx @$cursession.Alpc.ConnectionPorts["ntsvcs"].HeldBy'],
  "server": ['dx @$cursession.Alpc.ConnectionPorts["ntsvcs"].Servers'],
  "process-port": ["dx @$curprocess.Alpc.ExceptionPort", "dx @$cursession.Processes.Where(p => p.Alpc.DebugPort.Kind == \"DebugObject\")"],
  "receiving": ["dx @$curthread.Alpc.ReceivingOn"],
  "process": ['dx @$cursession.Alpc.ConnectionPorts["ntsvcs"].Owner', "dx Debugger.Utility.Alpc.Process(4)"],
  "thread": ["dx @$cursession.Alpc.WaitingThreads", "dx @$curthread.Alpc.Thread"],
  "wait-chain": ["!alpcx_waits", "dx -g @$cursession.Alpc.WaitChains.Table", "dx @$curthread.Alpc.WaitChain"],
  "wait-link": ["dx @$curthread.Alpc.WaitChain.Links"],
  "wait-root": ["dx @$curthread.Alpc.WaitChain.Root", "dx @$cursession.Alpc.WaitChains.Select(c => c.Root)"],
  "findings": ["!alpcx_findings", "dx @$curprocess.Alpc.Findings"],
  "finding": ['dx @$cursession.Alpc.Findings.Where(f => f.Severity == "Error")'],
  "endpoints": ["!alpcx_endpoints", "dx -g @$cursession.Alpc.Endpoints.Table", "dx @$cursession.Alpc.Endpoints.AsJson()"],
  "endpoint": ['dx @$cursession.Alpc.Endpoints["ntsvcs"]', 'dx @$cursession.Alpc.Endpoints.Where(e => e.OpenToAppContainers == "all")', "dx @$cursession.Alpc.Endpoints.OrderByDescending(e => e.Clients).Take(10)"],
  "access-entry": ['dx @$cursession.Alpc.Endpoints["ntsvcs"].Access'],
  "client-group": ['dx @$cursession.Alpc.Endpoints["ntsvcs"].ClientsByIntegrity', "dx @$cursession.Alpc.Endpoints.Select(e => e.ClientsByPackage)"],
  "rpc-interface": ["dx @$cursession.Alpc.Endpoints.Select(e => e.Interfaces)"],
  "endpoint-row": ["dx -g @$cursession.Alpc.Endpoints.Table", 'dx -g @$cursession.Alpc.Endpoints.Table.OrderByDescending(r => r.Clients)'],
  "statistics": ["dx @$cursession.Alpc.Statistics"],
  "limits": ["dx @$cursession.Alpc.Limits", "dx @$cursession.Alpc.Limits.PayloadBytes = 256"],
  "text": ['dx @$cursession.Alpc.Graph("dot")', 'dx @$cursession.Alpc.Graph("mermaid").Where(l => l.Contains("ntsvcs"))'],
  "port-row": ["dx -g @$cursession.Alpc.Ports.Table", 'dx -g @$cursession.Alpc.Ports.Table.Where(r => r.Queued > 10)'],
  "connection-row": ["dx -g @$cursession.Alpc.Connections.Table"],
  "message-row": ["dx -g @$cursession.Alpc.Messages.Table"],
  "thread-row": ["dx -g @$cursession.Alpc.WaitingThreads.Table"],
  "wait-chain-row": ["dx -g @$cursession.Alpc.WaitChains.Table"],
  "finding-row": ["dx -g @$cursession.Alpc.Findings.Table"],
  "payload": ["dx @$cursession.Alpc.Messages.Select(m => m.Data)", "dx @$cursession.Alpc.Message(0x274).Data.HexDump"],
  "rpc": ["dx @$cursession.Alpc.Messages.Select(m => m.Rpc)"],
  "work-on-behalf": ["dx @$cursession.Alpc.Messages.Select(m => m.WorkOnBehalf)"],
  "completion-port": ["dx @$cursession.Alpc.ConnectionPorts.Select(p => p.CompletionPort)"],
  "completion-list": ["dx @$cursession.Alpc.Ports.Select(p => p.CompletionList)"],
  "port-attributes": ['dx @$cursession.Alpc.ConnectionPorts["ntsvcs"].Attributes'],
  "named-flags": ['dx @$cursession.Alpc.ConnectionPorts["ntsvcs"].Attributes.Flags'],
  "port-security": ['dx @$cursession.Alpc.Ports.Where(p => p.Security.Kind == "Dynamic")'],
  "alpc-handle": ["dx @$cursession.Alpc.Ports.Select(p => p.Handles).Flatten()"],
  "connection-info": ['dx @$cursession.Alpc.ConnectionPorts["ntsvcs"].CommunicationInfo', "!alpcx_resource 0xffffa801`12345678"],
  "message-blob": resourcesOfKind("Message"),
  "security-context": resourcesOfKind("SecurityContext"),
  "section": resourcesOfKind("Section"),
  "region": [`dx ${RESOURCES}.Where(r => r.Kind == "Section").Select(s => s.Regions).Flatten()`, '!alpcx "-region 0xffffa801`12345678"'],
  "view": ["dx @$curprocess.Alpc.Views", '!alpcx "-view 0xffffa801`12345678"'],
  "reserve": resourcesOfKind("Reserve"),
  "direct-transfer": resourcesOfKind("DirectTransfer"),
  "handle-data": resourcesOfKind("HandleData"),
  "global-information": ["dx @$cursession.Alpc.GlobalInformation", '!alpcx "/G"'],
  "resource-type": ["dx @$cursession.Alpc.GlobalInformation.ResourceTypes"],
  "resource-count": ["dx @$cursession.Alpc.GlobalInformation.ResourcesOnPorts"],
  "lpc-session": ["dx @$cursession.Alpc", '!lpcx "port"'],
  "lpc-process": ["!alpcx_process", "dx Debugger.Utility.Alpc.Process(4).Alpc"],
  "lpc-thread": ["!alpcx_thread", '!lpcx "thread"'],
  "lpc-port": ['dx @$cursession.Alpc.ConnectionPorts["ntsvcs"]', "dx @$cursession.Alpc.Ports.Select(p => p.ReplyChain)"],
  "lpc-message": ["dx @$cursession.Alpc.Messages", '!lpcx "message 222be"'],
  "creator": ['dx @$cursession.Alpc.ConnectionPorts["ntsvcs"].Creator'],
  "lpc-semaphore": ['dx @$cursession.Alpc.ConnectionPorts["ntsvcs"].Semaphore'],
  "lpc-port-attributes": ['dx @$cursession.Alpc.ConnectionPorts["ntsvcs"].Attributes'],
  "connection-request": ["dx @$cursession.Alpc.Messages.Select(m => m.ConnectionRequest)"],
  "pool-block": ['!lpcx "poolsearch"'],
};

/** Expressions and commands whose answers are objects of a class, or have them below. */
export function examplesOfClass(name: string): readonly string[] {
  return EXAMPLES[name] ?? [];
}

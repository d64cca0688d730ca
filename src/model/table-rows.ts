/** The kinds of rows that the tables for `dx -g` have. */
import type { Kind } from "./kind.ts";
import { comparedPortTable, growingQueueTable, serverActivityTable, comparedWaitTable } from "./objects/compared.ts";
import { connectionTable } from "./objects/connection.ts";
import { endpointTable } from "./objects/endpoints.ts";
import { findingTable } from "./objects/findings.ts";
import { lockTable } from "./objects/lock-list.ts";
import { messageTable } from "./objects/message.ts";
import { portTable } from "./objects/port-table.ts";
import { threadTable } from "./objects/thread.ts";
import { chainTable } from "./objects/wait-chain.ts";
import { rootTable } from "./objects/wait-roots.ts";

/** Every kind of row, in help order. */
export const tableRowKinds: readonly Kind[] = [
  {
    model: portTable.rowClass,
    examples: ["dx -g @$cursession.Alpc.Ports.Table", "dx -g @$cursession.Alpc.Ports.Table.Where(r => r.Queued > 10)"],
  },
  { model: connectionTable.rowClass, examples: ["dx -g @$cursession.Alpc.Connections.Table"] },
  { model: messageTable.rowClass, examples: ["dx -g @$cursession.Alpc.Messages.Table"] },
  { model: threadTable.rowClass, examples: ["dx -g @$cursession.Alpc.WaitingThreads.Table"] },
  { model: chainTable.rowClass, examples: ["dx -g @$cursession.Alpc.WaitChains.Table"] },
  { model: rootTable.rowClass, examples: ["dx -g @$cursession.Alpc.WaitRoots.Table"] },
  { model: lockTable.rowClass, examples: ["dx -g @$cursession.Alpc.Locks.Table"] },
  { model: findingTable.rowClass, examples: ["dx -g @$cursession.Alpc.Findings.Table"] },
  {
    model: endpointTable.rowClass,
    examples: [
      "dx -g @$cursession.Alpc.Endpoints.Table",
      "dx -g @$cursession.Alpc.Endpoints.Table.OrderByDescending(r => r.Clients)",
    ],
  },
  { model: comparedWaitTable.rowClass, examples: ["dx -g @$cursession.Alpc.Compare().Same.Table"] },
  { model: growingQueueTable.rowClass, examples: ["dx -g @$cursession.Alpc.Compare().GrowingQueues.Table"] },
  { model: serverActivityTable.rowClass, examples: ["dx -g @$cursession.Alpc.Compare().Received.Table"] },
  { model: comparedPortTable.rowClass, examples: ["dx -g @$cursession.Alpc.Compare().NewPorts.Table"] },
];

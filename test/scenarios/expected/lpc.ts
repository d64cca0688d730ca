/** Expected values of members that only LPC objects have, from the facts. */
import assert from "node:assert/strict";
import type { MessageFacts, PortFacts, ThreadFacts } from "../../kernel/index.ts";
import { lpcCommonMessageExpectations, payload } from "./message.ts";
import { lpcCommonPortExpectations } from "./port.ts";
import { threadAlpcExpectations } from "./thread.ts";
import type { Check, Expectations, World } from "./world.ts";

function absent<F>(): Check<F> {
  return (world, value) => {
    world.absent(value);
  };
}

export const lpcPortExpectations: Expectations<PortFacts> = {
  ...lpcCommonPortExpectations,
  MainQueue: (world, value, { kind, queues }) => {
    if (kind === "server") {
      world.absent(value);
      return;
    }
    world.plain(world.get(value, "Length"), queues.Main.length);
    world.lists(value, queues.Main.messages);
  },
  Semaphore: (world, value, { semaphore }) => {
    if (semaphore === undefined) {
      world.absent(value);
      return;
    }
    world.plain(world.get(value, "Address"), semaphore.address);
    world.plain(world.get(value, "State"), semaphore.state);
  },
  ReplyChain: (world, value, { replyChain }) => {
    world.lists(value, replyChain);
  },
  DataInfoChain: (world, value, { dataInfoChain }) => {
    world.lists(value, dataInfoChain);
  },
  Creator: (world, value, { creator }) => {
    world.number(world.get(value, "ProcessId"), creator?.processId ?? -1);
    world.number(world.get(value, "ThreadId"), creator?.threadId ?? -1);
  },
  ClientThread: absent(),
  ServerProcess: (world, value, { kind, owner }) => {
    world.leadsTo(value, kind === "connection" ? owner : undefined);
  },
  MappingProcess: absent(),
  ClientSectionBase: absent(),
  ServerSectionBase: absent(),
  PortContext: (world, value, { portContext }) => {
    world.plain(value, portContext);
  },
  Attributes: (world, value) => {
    world.number(world.get(value, "MaxMessageLength"), 0x148);
  },
  Security: (world, value, { kind, security }) => {
    if (kind === "client") {
      world.plain(world.get(value, "Kind"), security.kind);
    } else {
      world.absent(value);
    }
  },
  WaitEvent: absent(),
};

export const lpcMessageExpectations: Expectations<MessageFacts> = {
  ...lpcCommonMessageExpectations,
  PortContext: (world, value, { type, portContext }) => {
    if (type === "LPC_REQUEST" || type === "LPC_DATAGRAM") {
      world.plain(value, portContext);
    } else {
      world.absent(value);
    }
  },
  RepliedToThread: absent(),
  HeldBy: (world, value, { type, waitingThread }) => {
    world.leadsTo(value, type === "LPC_CONNECTION_REQUEST" ? waitingThread : undefined);
  },
  DataInformation: absent(),
  ConnectionRequest: (world, value, { type, ownerPort }) => {
    if (type === "LPC_CONNECTION_REQUEST") {
      world.leadsTo(world.get(value, "ClientPort"), ownerPort);
    } else {
      world.absent(value);
    }
  },
  PoolBlockBytes: (world, value, { totalLength }) => {
    assert.ok(Number(world.pack.data(value)) > totalLength, String(world.pack.data(value)));
  },
  Data: payload,
};

/** Whether the thread awaits the answer to a connection request, which it holds itself. */
function isConnecting(world: World, { awaits }: ThreadFacts): boolean {
  return world.message(awaits?.message)?.type === "LPC_CONNECTION_REQUEST";
}

export const lpcThreadExpectations: Expectations<ThreadFacts> = {
  ...threadAlpcExpectations,
  ServedThreads: (world, value, { servingId }) => {
    world.holds(
      value,
      world.facts.threads
        .filter(({ awaits }) => awaits !== undefined && awaits.messageId === servingId)
        .map(({ address }) => address),
    );
  },
  LpcReplyMessageId: (world, value, { awaits }) => {
    if (awaits === undefined) {
      assert.match(String(world.pack.data(value)), /^(?:0|<.*>)$/);
    } else {
      world.number(value, awaits.messageId);
    }
  },
  LpcReplyMessageValue: (world, value, facts) => {
    const expected = isConnecting(world, facts)
      ? (facts.awaits?.message ?? 0n)
      : (facts.awaits?.port ?? 0n) | (facts.awaits === undefined ? 0n : 1n);
    world.number(value, expected);
  },
  LpcReplyMessage: (world, value, facts) => {
    world.leadsTo(value, isConnecting(world, facts) ? facts.awaits?.message : undefined);
  },
  LpcWaitingOnPort: (world, value, facts) => {
    world.leadsTo(value, isConnecting(world, facts) ? undefined : facts.awaits?.port);
  },
  ReplyChainPort: (world, value, { awaits }) => {
    world.leadsTo(value, awaits?.chainPort);
  },
  LpcReplySemaphore: (world, value, { address }) => {
    world.plain(world.get(value, "Address"), world.image.fieldAddress(address, "_ETHREAD", "LpcReplySemaphore"));
  },
  LpcReceivedMessageId: (world, value, { servingId }) => {
    if (servingId === undefined) {
      world.absent(value);
    } else {
      world.number(value, servingId);
    }
  },
  LpcReceivedMsgIdValid: (world, value, { servingId }) => {
    world.plain(value, servingId !== undefined);
  },
  LpcExitThreadCalled: (world, value, { hasExited }) => {
    world.plain(value, hasExited);
  },
  TerminationPorts: (world, value) => {
    world.lists(value, []);
  },
};

/** Expected values of messages, from the facts. */
import assert from "node:assert/strict";
import type { MessageFacts } from "../../kernel/index.ts";
import type { Check, Expectations } from "./world.ts";

const commonExpectations: Expectations<MessageFacts> = {
  Address: (world, value, { address }) => {
    world.plain(value, address);
  },
  Id: (world, value, { id }) => {
    world.number(value, id);
  },
  CallbackId: (world, value, { callbackId }) => {
    world.number(value, callbackId);
  },
  SequenceNo: (world, value, { sequenceNo }) => {
    if (world.isAlpc) {
      world.plain(value, sequenceNo);
    } else {
      world.absent(value);
    }
  },
  Type: (world, value, { type }) => {
    world.plain(value, type);
  },
  TypeFlags: (world, value, { typeFlags }) => {
    world.plain(value, (typeFlags & 0x2000) === 0 ? "none" : "continuation required");
  },
  DataLength: (world, value, { dataLength }) => {
    world.plain(value, dataLength);
  },
  TotalLength: (world, value, { totalLength }) => {
    world.plain(value, totalLength);
  },
  Sender: (world, value, { sender }) => {
    world.plain(world.get(value, "ProcessId"), sender.processId);
    world.plain(world.get(value, "ThreadId"), sender.threadId);
    world.leadsTo(world.get(value, "Process"), sender.process);
    world.leadsTo(world.get(value, "Thread"), sender.thread);
    assert.ok(
      world.pack.display(value).endsWith(` (${sender.processId.toString(16)}.${sender.threadId.toString(16)})`),
      world.pack.display(value),
    );
  },
  Queue: (world, value, { queue }) => {
    world.plain(value, queue);
  },
  QueuePort: (world, value, { queuePort }) => {
    world.leadsTo(value, queuePort);
  },
  OwnerPort: (world, value, { ownerPort }) => {
    world.leadsTo(value, ownerPort);
  },
  ConnectionPort: (world, value, { connectionPort }) => {
    world.leadsTo(value, connectionPort);
  },
  WaitingThread: (world, value, { waitingThread }) => {
    world.leadsTo(value, waitingThread);
  },
  ServerThread: (world, value, { serverThread }) => {
    world.leadsTo(value, serverThread);
  },
  State: (world, value, { state }) => {
    if (!world.isAlpc) {
      world.absent(value);
      return;
    }
    for (const [bit, expected] of Object.entries(state)) {
      if (world.has("_KALPC_MESSAGE", `u1.s1.${bit}`)) {
        world.plain(world.get(value, bit), expected);
      }
    }
    assert.equal(typeof world.pack.data(world.get(value, "Value")), "bigint");
  },
  Object: (world, value, { address }) => {
    world.leadsTo(value, address);
  },
};

/** A member of the attributes that holds a value of the client or server. */
function context(name: "clientContext" | "serverContext" | "portContext" | "cancelPortContext"): Check<MessageFacts> {
  return (world, value, facts) => {
    world.plain(value, facts[name]);
  };
}

/** What a message carries, by where it lies. */
export const payload: Check<MessageFacts> = (world, value, { data }) => {
  world.plain(world.get(value, "Location"), data.location);
  world.plain(world.get(value, "Length"), data.bytes.length);
  if (data.location === "None") {
    world.absent(world.get(value, "Address"));
    return;
  }
  world.plain(world.get(value, "Address"), data.address);
  const shown = Array.from(data.bytes.subarray(0, 4096));
  assert.deepEqual(world.pack.elements(world.get(value, "Bytes")), shown);
  const dump = world.pack.elements(world.get(value, "HexDump")).map(String);
  assert.equal(dump.length, Math.ceil(shown.length / 16));
  assert.ok(dump[0] === undefined || dump[0].startsWith((shown[0] ?? 0).toString(16).padStart(2, "0")), dump[0]);
};

export const messageExpectations: Expectations<MessageFacts> = {
  ...commonExpectations,
  QueuePortOwner: (world, value, { queuePort }) => {
    world.leadsTo(value, world.port(queuePort)?.owner);
  },
  ClientContext: context("clientContext"),
  ServerContext: context("serverContext"),
  PortContext: context("portContext"),
  CancelPortContext: context("cancelPortContext"),
  SecurityData: (world, value, { securityData }) => {
    world.leadsTo(value, securityData);
  },
  View: (world, value, { view }) => {
    world.leadsTo(value, view);
  },
  HandleData: (world, value, { handleData }) => {
    world.leadsTo(value, handleData);
  },
  DirectEvent: (world, value, { directEvent }) => {
    if (world.has("_KALPC_MESSAGE", "MessageAttributes.DirectEvent")) {
      world.leadsTo(value, directEvent === 0n ? undefined : directEvent);
    } else {
      world.absent(value, "NotInThisBuild");
    }
  },
  WorkOnBehalf: (world, value, { workOnBehalf }) => {
    if (!world.has("_KALPC_MESSAGE", "MessageAttributes.WorkOnBehalfData")) {
      world.absent(value, "NotInThisBuild");
    } else if (workOnBehalf === undefined) {
      world.absent(value);
    } else {
      world.plain(world.get(value, "ThreadId"), workOnBehalf.threadId);
      world.plain(world.get(value, "CreationTimeLow"), workOnBehalf.creationTimeLow);
      world.leadsTo(
        world.get(value, "Thread"),
        world.facts.threads.find(({ id }) => id === workOnBehalf.threadId)?.address,
      );
    }
  },
  Reserve: (world, value, { reserve }) => {
    world.leadsTo(value, reserve);
  },
  QuotaProcess: (world, value, { quotaProcess }) => {
    world.leadsTo(value, quotaProcess);
  },
  CancelSequencePort: (world, value, { queue, queuePort }) => {
    world.leadsTo(value, queue === "Canceled" ? queuePort : undefined);
  },
  CancelQueuePort: (world, value, { queue, queuePort }) => {
    world.leadsTo(value, queue === "Canceled" ? queuePort : undefined);
  },
  CancelSequenceNo: (world, value, { queue, sequenceNo }) => {
    world.plain(value, queue === "Canceled" ? sequenceNo + 1 : 0);
  },
  Data: payload,
  Rpc: (world, value, { data }) => {
    const kind =
      data.bytes.length < 12 ? undefined : new DataView(data.bytes.buffer, data.bytes.byteOffset).getUint32(0, true);
    if (world.pack.access.keys(value).includes("Reason")) {
      assert.match(world.pack.display(value), /^<.+>$/);
    } else {
      assert.equal(world.get(value, "Kind"), kind === 1 ? "Bind" : "Request");
    }
  },
};

export const lpcCommonMessageExpectations: Expectations<MessageFacts> = commonExpectations;

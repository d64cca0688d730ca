/** Scenes with the figures of documented debugger sessions. */
import assert from "node:assert/strict";
import { readersOf } from "../../kernel/reader/index.ts";
import { buildApiPort, buildProcessPorts, buildQueuedMessage } from "../../kernel/targets/index.ts";

describe("documented scenes", () => {
  it("a process with an OLE port and 19 messages at ntsvcs", () => {
    const { facts, target } = buildProcessPorts();
    const { memory, objects } = readersOf(target);
    const client = 0xfffffa803262f900n;
    const info = memory.field(client, "_ALPC_PORT", "CommunicationInfo") ?? 0n;
    assert.equal(memory.field(info, "_ALPC_COMMUNICATION_INFO", "ServerCommunicationPort"), 0xfffffa8033c6fb80n);
    assert.equal(
      objects.name(memory.field(info, "_ALPC_COMMUNICATION_INFO", "ConnectionPort") ?? 0n),
      "OLE16E02A5AAD974222920005479E7C",
    );
    assert.equal(memory.field(client, "_ALPC_PORT", "OwnerProcess"), 0xfffffa80321ac580n);
    const ntsvcs = facts.ports.find(({ name }) => name === "ntsvcs");
    assert.equal(memory.field(ntsvcs?.address ?? 0n, "_ALPC_PORT", "MainQueueLength"), 19n);
  });

  it("a queued message of Windows 10 on x86", () => {
    const { memory } = readersOf(buildQueuedMessage().target);
    const read = (path: string): bigint | undefined => memory.field(0x9c14d020n, "_KALPC_MESSAGE", path);
    assert.deepEqual(
      [
        read("PortMessage.MessageId"),
        read("PortMessage.CallbackId"),
        read("SequenceNo"),
        read("PortMessage.u1.s1.DataLength"),
        read("PortMessage.u1.s1.TotalLength"),
        read("PortMessage.u2.s2.Type"),
      ],
      [0x274n, 0xcca5n, 0x16n, 0x94n, 0xacn, 0x2001n],
    );
    assert.deepEqual(
      [
        read("OwnerPort"),
        read("WaitingThread"),
        read("PortQueue"),
        read("ServerThread"),
        read("MessageAttributes.ClientContext"),
        read("MessageAttributes.PortContext"),
        read("MessageAttributes.SecurityData"),
      ],
      [0x82bb9db8n, 0x834553c0n, 0x84646730n, 0n, 0x02a56b80n, 0x0701ea20n, 0x962f89b8n],
    );
    assert.equal(memory.field(0x84646730n, "_ALPC_PORT", "OwnerProcess"), 0x846209c0n);
    const queue = memory.field(0x84646730n, "_ALPC_PORT", "CompletionPort") ?? 0n;
    assert.equal(memory.list(memory.place(queue, "_KQUEUE", "ThreadListHead")).entries.length, 8);
  });

  it("ApiPort of Windows XP", () => {
    const { memory, objects } = readersOf(buildApiPort().target);
    const port = 0xe14ae238n;
    assert.deepEqual(
      [objects.name(port), objects.facts(port).handleCount, objects.facts(port).pointerCount],
      ["ApiPort", 1n, 108n],
    );
    assert.equal(memory.field(port, "_LPCP_PORT_OBJECT", "ServerProcess"), 0x84aa0140n);
    assert.equal(memory.field(port, "_LPCP_PORT_OBJECT", "MsgQueue.Semaphore"), 0x84a96da8n);
    assert.equal(memory.field(0x84a96da8n, "_DISPATCHER_HEADER", "SignalState"), 0n);
    assert.deepEqual(
      memory.structures(memory.place(port, "_LPCP_PORT_OBJECT", "MsgQueue.ReceiveHead"), "_LPCP_MESSAGE", "Entry"),
      [0xe20d9b80n],
    );
    const read = (path: string): bigint | undefined => memory.field(0xe20d9b80n, "_LPCP_MESSAGE", path);
    assert.deepEqual(
      [read("Request.MessageId"), read("Request.u1.Length"), read("PortContext"), read("Request.u2.s2.Type")],
      [0x2249cn, 0x0098007cn, 0x21n, 1n],
    );
    assert.deepEqual([read("Request.ClientId.UniqueProcess"), read("Request.ClientId.UniqueThread")], [0x584n, 0x680n]);
    assert.equal(memory.field(0x842a4db0n, "_ETHREAD", "LpcReplyMessageId"), 0x222ben);
    const chain = memory.structures(
      memory.place(0xe114a3c0n, "_LPCP_PORT_OBJECT", "LpcReplyChainHead"),
      "_ETHREAD",
      "LpcReplyChain",
    );
    assert.ok(chain.includes(0x842a4db0n));
    assert.equal(memory.field(0xe114a3c0n, "_LPCP_PORT_OBJECT", "ConnectedPort"), 0xe1e7b948n);
    assert.equal(objects.facts(0xe1e7b948n).pointerCount, 3n);
  });
});

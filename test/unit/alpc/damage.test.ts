/** What is wrong in memory becomes a reason in its place; everything else stays. */
import assert from "node:assert/strict";
import fc from "fast-check";
import type { KernelImage } from "../../kernel/image.ts";
import { isAbsent } from "../../../src/target/absence.ts";
import type { Word64 } from "../../../src/target/word64.ts";
import type { Walk, WalkEnd } from "../../../src/nt/walk.ts";
import { walkAlpcHandles } from "../../../src/alpc/resource/handle-table.ts";
import { readAlpcPort } from "../../../src/alpc/port/port.ts";
import { readPayload } from "../../../src/alpc/message/payload.ts";
import { readRpc } from "../../../src/alpc/message/rpc.ts";
import { readResource, walkUsers } from "../../../src/alpc/resource/resource.ts";
import { walkResources } from "../../../src/alpc/resource/blob.ts";
import { validateAlpcMessage, validateAlpcPort } from "../../../src/alpc/validate.ts";
import { all, big, bigOrNone, busySystem, open, sure, word, type Opened } from "./scene.ts";

const SEED = 20240607;

function endOf(walk: Walk<Word64>): { readonly found: readonly bigint[]; readonly end: WalkEnd } {
  return { found: Array.from(walk, big), end: walk.end };
}

function portAddresses(image: KernelImage): readonly bigint[] {
  return image.facts.ports.map(({ address }) => address);
}

function portNamed(image: KernelImage, name: string): bigint {
  const port = image.facts.ports.find((candidate) => candidate.name === name);
  assert.ok(port !== undefined);
  return port.address;
}

describe("damaged ALPC structures", () => {
  let image: KernelImage;
  before(() => {
    image = busySystem("win10-19041-x64");
  });
  afterEach(() => {
    image.update();
  });
  const damaged = (damage: () => void): Opened => {
    damage();
    return open(image);
  };

  it("finds the ports behind a broken link, and says that it broke", () => {
    const second = portAddresses(image)[1] ?? 0n;
    const { generation } = damaged(() => {
      image.writeField(second, "_ALPC_PORT", "PortListEntry.Flink", 0n);
    });
    const { found, end } = endOf(generation.walkPorts());
    assert.deepEqual([...found].sort(), [...portAddresses(image)].sort());
    assert.equal(end.kind, "null link");
    assert.equal(end.count, found.length);
  });

  it("finds ports without the list at all", () => {
    const head = image.scenario.machine.findSymbol("AlpcpPortList") ?? 0n;
    const { generation } = damaged(() => {
      image.writePointer(head, 0x1234n);
      image.writePointer(head + 8n, 0x1234n);
    });
    const { found, end } = endOf(generation.walkPorts());
    assert.deepEqual([...found].sort(), [...portAddresses(image)].sort());
    assert.equal(end.kind, "invalid");
    assert.equal(end.count, found.length);
  });

  it("never walks a list in a circle twice", () => {
    const addresses = portAddresses(image);
    const last = addresses[addresses.length - 1] ?? 0n;
    const { generation } = damaged(() => {
      image.writeField(last, "_ALPC_PORT", "PortListEntry.Flink", addresses[0] ?? 0n);
    });
    const { found } = endOf(generation.walkPorts());
    assert.equal(new Set(found).size, found.length);
    assert.equal(found.length, addresses.length);
  });

  it("says that the owner has gone, without the marked pointer", () => {
    const port = portNamed(image, "ntsvcs");
    const owner = image.facts.ports[0]?.owner ?? 0n;
    const { generation } = damaged(() => {
      image.writeField(port, "_ALPC_PORT", "OwnerProcess", owner | 1n);
    });
    const facts = sure(generation.readPort(word(port))).owner;
    assert.ok(isAbsent(facts));
    assert.equal(facts.kind, "NotApplicable");
    assert.equal(facts.address === undefined ? undefined : big(facts.address), owner);
  });

  it("takes the kind from the communication info and reports state bits that say another", () => {
    const port = portNamed(image, "ntsvcs");
    const { generation, target } = damaged(() => {
      image.writeField(port, "_ALPC_PORT", "u1.s1.Type", 2);
    });
    const facts = sure(generation.readPort(word(port)));
    assert.equal(facts.kind, "ALPC_CONNECTION_PORT");
    assert.match(facts.contradictions.join(), /its state says ALPC_CLIENT_COMMUNICATION_PORT/);
    assert.deepEqual(validateAlpcPort(target, sure(readAlpcPort(target, word(port)))), facts.contradictions);
  });

  it("calls a port unknown where its communication info holds another in its slot", () => {
    const [first, second] = portAddresses(image);
    const info = image.facts.ports[0]?.communicationInfo ?? 0n;
    const { generation } = damaged(() => {
      image.writeField(info, "_ALPC_COMMUNICATION_INFO", "ConnectionPort", second ?? 0n);
    });
    const facts = sure(generation.readPort(word(first ?? 0n)));
    assert.equal(facts.kind, "UNKNOWN");
    assert.match(facts.contradictions.join(), /No slot of its communication info/);
  });

  it("falls back on the state where the communication info cannot be read", () => {
    const port = portNamed(image, "ntsvcs");
    const { generation } = damaged(() => {
      image.writeField(port, "_ALPC_PORT", "CommunicationInfo", 0xffff_b000_dead_0000n);
    });
    const facts = sure(generation.readPort(word(port)));
    assert.equal(facts.kind, "ALPC_CONNECTION_PORT");
    assert.equal(isAbsent(facts.serverPort) ? facts.serverPort.kind : "there", "NotApplicable");
    assert.deepEqual(generation.readConnections(facts), []);
  });

  it("refuses an address that bears no port", () => {
    const { generation } = damaged(() => undefined);
    const process = image.facts.processes[1]?.address ?? 0n;
    const refused = generation.readPort(word(process));
    assert.ok(isAbsent(refused));
    assert.match(refused.reason, /is an object of type "Process", not an ALPC port/);
    assert.equal(isAbsent(generation.readPort(word(0x1000n))), true);
    assert.equal(isAbsent(generation.readMessage(word(portNamed(image, "ntsvcs")))), true);
    assert.equal(isAbsent(generation.readMessage(word(0xffff_b000_dead_0000n))), true);
  });

  it("compares a queue's length with its messages", () => {
    const port = portNamed(image, "ntsvcs");
    const { generation, target } = damaged(() => {
      image.writeField(port, "_ALPC_PORT", "MainQueueLength", 19);
    });
    const facts = sure(generation.readPort(word(port)));
    const queue = sure(generation.readQueue(facts, "Main"));
    assert.equal(queue.declaredLength, 19);
    assert.equal(queue.messages.length, 2);
    assert.deepEqual(validateAlpcPort(target, sure(readAlpcPort(target, word(port)))), [
      "Its Main queue says that its length is 19, but 2 messages are on it.",
    ]);
  });

  it("compares a completion port's depth with its packets", () => {
    const port = image.facts.ports.find(({ completionPort }) => completionPort !== undefined);
    const { target } = damaged(() => {
      image.writeField(port?.completionPort?.address ?? 0n, "_KQUEUE", "Header.SignalState", 2);
    });
    assert.deepEqual(validateAlpcPort(target, sure(readAlpcPort(target, word(port?.address ?? 0n)))), [
      "Its completion port says that its length is 2, but 0 packets are on it.",
    ]);
  });

  it("believes a message's links over what it says of its queue", () => {
    const expected = image.facts.messages.find(({ queue }) => queue === "Pending");
    const { generation, target } = damaged(() => {
      image.writeField(expected?.address ?? 0n, "_KALPC_MESSAGE", "u1.s1.QueueType", 1);
    });
    const message = sure(generation.readMessage(word(expected?.address ?? 0n)));
    assert.equal(message.queue, "Pending");
    assert.deepEqual(validateAlpcMessage(target, message), ["Its queue type says Main, but its links say Pending."]);
  });

  it("says that a message's claim to a queue is empty", () => {
    const port = portNamed(image, "ntsvcs");
    const [liar, neighbour] = image.facts.messages.filter(
      ({ queue, queuePort }) => queue === "Main" && queuePort === port,
    );
    const { generation } = damaged(() => {
      image.writeField(liar?.address ?? 0n, "_KALPC_MESSAGE", "PortQueue", portNamed(image, "ApiPort"));
    });
    const message = sure(generation.readMessage(word(liar?.address ?? 0n)));
    assert.equal(isAbsent(message.queue), true);
    assert.match(message.contradictions.join(), /its links do not lead there/);
    assert.equal(sure(generation.readMessage(word(neighbour?.address ?? 0n))).queue, "Main");
  });

  it("follows the canceled queue by the link of its own alone", () => {
    const expected = image.facts.messages.find(({ queue }) => queue === "Canceled");
    const address = expected?.address ?? 0n;
    const port = expected?.queuePort ?? 0n;
    const { generation } = damaged(() => {
      const head = image.fieldAddress(port, "_ALPC_PORT", "CanceledQueue");
      const link = image.fieldAddress(address, "_KALPC_MESSAGE", "Entry");
      for (const [at, to] of [
        [head, link],
        [head + 8n, link],
        [link, head],
        [link + 8n, head],
      ] as const) {
        image.writePointer(at, to);
      }
    });
    const facts = sure(generation.readPort(word(port)));
    assert.notDeepEqual(all(sure(generation.readQueue(facts, "Canceled")).messages), [address]);
  });

  it("takes a canceled message that is on another queue as well for one of that queue", () => {
    const expected = image.facts.messages.find(({ queue }) => queue === "Canceled");
    const address = expected?.address ?? 0n;
    const port = expected?.queuePort ?? 0n;
    const { generation } = damaged(() => {
      const head = image.fieldAddress(port, "_ALPC_PORT", "LargeMessageQueue");
      const link = image.fieldAddress(address, "_KALPC_MESSAGE", "Entry");
      for (const [at, to] of [
        [head, link],
        [head + 8n, link],
        [link, head],
        [link + 8n, head],
      ] as const) {
        image.writePointer(at, to);
      }
      image.writeField(address, "_KALPC_MESSAGE", "PortQueue", port);
      image.writeField(address, "_KALPC_MESSAGE", "u1.s1.QueueType", 2);
    });
    const message = sure(generation.readMessage(word(address)));
    assert.deepEqual([message.queue, message.contradictions], ["LargeMessage", []]);
    assert.deepEqual(all(sure(generation.readQueue(sure(generation.readPort(word(port))), "Canceled")).messages), [
      address,
    ]);
  });

  it("does not take a receive attribute set for a message", () => {
    const { address } = image.facts.threads.find(({ awaits }) => awaits === undefined) ?? { address: 0n };
    const { generation } = damaged(() => {
      image.writeField(address, "_ETHREAD", "AlpcReceiveAttributeSet", 0x60000000);
    });
    assert.equal(generation.readAwaitedReply(word(address)), undefined);
  });

  it("does not take another thread's message for its own", () => {
    const waiter = image.facts.threads.find(({ awaits }) => awaits?.message !== undefined);
    const other = image.facts.threads.find(({ awaits, hasExited }) => awaits === undefined && !hasExited);
    const { generation } = damaged(() => {
      image.writeField(other?.address ?? 0n, "_ETHREAD", "AlpcMessage", waiter?.awaits?.message ?? 0n);
    });
    assert.equal(generation.readAwaitedReply(word(other?.address ?? 0n)), undefined);
  });

  it("does not say that a thread owes the reply to what was canceled", () => {
    const canceled = image.facts.messages.find(({ queue }) => queue === "Canceled");
    const pending = image.facts.messages.find(({ queue }) => queue === "Pending");
    const server = pending?.serverThread ?? 0n;
    const { generation } = damaged(() => {
      image.writeField(canceled?.address ?? 0n, "_KALPC_MESSAGE", "ServerThread", server);
    });
    assert.deepEqual(all(generation.readServing(word(server))), [pending?.address]);
  });

  it("does not say that a bound worker receives while it waits for something else", () => {
    const worker = image.facts.threads.find(
      ({ boundTo, waitReason }) => boundTo !== undefined && waitReason !== "WrQueue",
    );
    const { generation } = damaged(() => {
      image.writeField(worker?.address ?? 0n, "_ETHREAD", "Tcb.State", 5);
      image.writeField(worker?.address ?? 0n, "_ETHREAD", "Tcb.WaitReason", 6);
    });
    assert.deepEqual(generation.readReceivingOn(word(worker?.address ?? 0n)), []);
  });

  it("finds handles in a table of several pages, and what free entries are", () => {
    const port = image.facts.ports.find(({ resourceHandles }) => resourceHandles.length > 0);
    const section = port?.resourceHandles[0]?.resource ?? 0n;
    const table = 0xffff_c000_7700_0000n;
    const { target } = damaged(() => {
      image.write(table, new Uint8Array(1200 * 8));
      image.writePointer(table, 0x41n);
      image.writePointer(table + 700n * 8n, section | 1n);
      image.writeField(port?.communicationInfo ?? 0n, "_ALPC_COMMUNICATION_INFO", "HandleTable.Handles", table);
      image.writeField(port?.communicationInfo ?? 0n, "_ALPC_COMMUNICATION_INFO", "HandleTable.TotalHandles", 1200);
    });
    const info = sure(sure(readAlpcPort(target, word(port?.address ?? 0n))).communicationInfo);
    assert.deepEqual(
      Array.from(walkAlpcHandles(target, info), ({ index, resource, kind }) => ({
        index,
        resource: big(resource),
        kind,
      })),
      [{ index: 700, resource: section, kind: "Section" }],
    );
  });

  it("knows that a suspended thread still awaits its reply", () => {
    const waiter = image.facts.threads.find(({ serving, awaits }) => serving.length === 0 && awaits !== undefined);
    const { generation } = damaged(() => {
      image.writeField(waiter?.address ?? 0n, "_ETHREAD", "Tcb.WaitReason", 5);
    });
    const awaited = sure(generation.readAwaitedReply(word(waiter?.address ?? 0n)));
    assert.equal(bigOrNone(awaited.message), waiter?.awaits?.message);
  });

  it("says why a wait's message cannot be made out", () => {
    const waiter = image.facts.threads.find(({ awaits }) => awaits !== undefined);
    const { generation } = damaged(() => {
      image.writeField(waiter?.address ?? 0n, "_ETHREAD", "AlpcMessageId", 0xffff_b000_dead_0000n);
      image.writeField(waiter?.awaits?.message ?? 0n, "_KALPC_MESSAGE", "WaitingThread", 0n);
    });
    const awaited = sure(generation.readAwaitedReply(word(waiter?.address ?? 0n)));
    assert.ok(isAbsent(awaited.message) && isAbsent(awaited.messageId));
    assert.equal(awaited.message.kind, "Unreadable");
  });

  it("finds the message of a thread that does not lead to it by the message that names the thread", () => {
    const waiter = image.facts.threads.find(({ awaits }) => awaits !== undefined);
    for (const [messageId, message] of [
      [0xffff_b000_dead_0000n, 0n],
      [0x7fffn, 0x60000000n],
      [0n, 0n],
    ] as const) {
      const { generation, target } = damaged(() => {
        image.writeField(waiter?.address ?? 0n, "_ETHREAD", "AlpcMessageId", messageId);
        image.writeField(waiter?.address ?? 0n, "_ETHREAD", "AlpcMessage", message);
      });
      const awaited = sure(generation.readAwaitedReply(word(waiter?.address ?? 0n)));
      assert.equal(bigOrNone(awaited.message), waiter?.awaits?.message);
      assert.equal(big(sure(awaited.messageId)), BigInt(waiter?.awaits?.messageId ?? 0));
      assert.match(
        validateAlpcMessage(target, sure(generation.readMessage(sure(awaited.message)))).join(),
        /that thread does not name it/,
      );
    }
  });

  it("knows by the message that a thread waits which cannot be read, and counts one that nothing names as skipped", () => {
    const waiter = image.facts.threads.find(({ awaits, serving }) => awaits !== undefined && serving.length === 0);
    const silent = image.facts.threads.find(
      ({ awaits, serving, receivingOn }) => awaits === undefined && serving.length === 0 && receivingOn === undefined,
    );
    const { generation } = damaged(() => {
      for (const thread of [waiter, silent]) {
        image.unmap(thread?.address ?? 0n, image.scenario.machine.sizeOf("_ETHREAD"));
      }
    });
    assert.equal(
      bigOrNone(sure(generation.readAwaitedReply(word(waiter?.address ?? 0n))).message),
      waiter?.awaits?.message,
    );
    const unknown = generation.readAwaitedReply(word(silent?.address ?? 0n));
    assert.ok(unknown !== undefined && isAbsent(unknown) && unknown.kind === "Unreadable");
    assert.ok(!endOf(generation.walkWaitingThreads()).found.includes(silent?.address ?? 0n));
  });

  it("tells by its queue type that a message is handed to a thread", () => {
    const expected = image.facts.messages.find(({ queue }) => queue === "Main");
    const { generation } = damaged(() => {
      const link = image.fieldAddress(expected?.address ?? 0n, "_KALPC_MESSAGE", "Entry");
      image.writePointer(link, 0n);
      image.writePointer(link + 8n, 0n);
      image.writeField(expected?.address ?? 0n, "_KALPC_MESSAGE", "PortQueue", 0n);
      image.writeField(expected?.address ?? 0n, "_KALPC_MESSAGE", "u1.s1.QueueType", 5);
    });
    const message = sure(generation.readMessage(word(expected?.address ?? 0n)));
    assert.deepEqual([message.queue, message.contradictions], ["Thread", []]);
  });

  it("does not believe links that a thread left behind on leaving a wait queue", () => {
    const receiver = image.facts.threads.find(({ receivingOn }) => receivingOn !== undefined);
    const port = receiver?.receivingOn ?? 0n;
    const { generation } = damaged(() => {
      const head = image.fieldAddress(port, "_ALPC_PORT", "WaitQueue");
      image.writePointer(head, head);
      image.writePointer(head + 8n, head);
    });
    assert.deepEqual(generation.readReceivingOn(word(receiver?.address ?? 0n)), []);
  });

  it("keeps the other payloads where one cannot be read", () => {
    const expected = image.facts.messages.find(({ data }) => data.location === "ExtensionBuffer");
    const { generation, target } = damaged(() => {
      image.writeField(expected?.address ?? 0n, "_KALPC_MESSAGE", "ExtensionBuffer", 0xffff_b000_dead_0000n);
    });
    const payloads = image.facts.messages.map(({ address }) =>
      sure(readPayload(target, sure(generation.readMessage(word(address))))),
    );
    assert.equal(payloads.filter(({ bytes }) => isAbsent(bytes) && bytes.kind === "Unreadable").length, 1);
  });

  it("cuts a payload to the extension buffer's size", () => {
    const expected = image.facts.messages.find(({ data }) => data.location === "ExtensionBuffer");
    const { generation, target } = damaged(() => {
      image.writeField(expected?.address ?? 0n, "_KALPC_MESSAGE", "ExtensionBufferSize", 0x10n);
    });
    const payload = sure(readPayload(target, sure(generation.readMessage(word(expected?.address ?? 0n)))));
    assert.equal(payload.length, 0x10);
    assert.equal(sure(payload.bytes).length, 0x10);
  });

  it("answers everything and throws nothing, whatever the structures hold", () => {
    const structures = [
      ...image.facts.ports.map(({ address }) => ({ address, length: 472 })),
      ...image.facts.ports.map(({ communicationInfo }) => ({ address: (communicationInfo ?? 0n) - 48n, length: 120 })),
      ...image.facts.messages.map(({ address }) => ({ address: address - 48n, length: 328 })),
      ...image.facts.resources.map(({ address }) => ({ address: address - 48n, length: 128 })),
    ];
    const places = structures.map(({ address }) => address);
    const value = fc.oneof(fc.constantFrom(0n, 1n, ...places), fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }));
    const damage = fc.array(fc.tuple(fc.nat(structures.length - 1), fc.nat(58), value), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(damage, (writes) => {
        const undo: (() => void)[] = [];
        for (const [index, position, written] of writes) {
          const structure = structures[index];
          if (structure !== undefined && position * 8 < structure.length) {
            const at = structure.address + BigInt(position * 8);
            const before = image.target.memory.read(at, 8)?.slice();
            undo.unshift(() => {
              image.write(at, before ?? new Uint8Array(8));
            });
            image.writePointer(at, written);
          }
        }
        askEverything(open(image));
        undo.forEach((restore) => {
          restore();
        });
      }),
      { seed: SEED, numRuns: 50, verbose: 1 },
    );
  }).timeout(30000);
});

function askEverything({ generation, target }: Opened): void {
  for (const address of generation.walkPorts()) {
    const port = readAlpcPort(target, address);
    if (!isAbsent(port)) {
      validateAlpcPort(target, port);
      generation.readServers(port);
      generation.readConnections(port);
      generation.findSources(address, true);
      for (const blob of walkResources(target, port.structure)) {
        const resource = isAbsent(blob) ? blob : readResource(target, blob.address);
        assert.ok(isAbsent(resource) || Array.from(walkUsers(target, resource)).length >= 0);
      }
    }
  }
  for (const address of generation.walkMessages()) {
    const message = generation.readMessage(address);
    if (!isAbsent(message)) {
      validateAlpcMessage(target, message);
      readPayload(target, message);
      readRpc(target, message);
    }
  }
  for (const thread of generation.walkWaitingThreads()) {
    generation.readServing(thread);
    generation.readReceivingOn(thread);
  }
}

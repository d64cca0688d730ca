/** Damaged ports: what is wrong becomes a reason in its place, and the other ports stay. */
import assert from "node:assert/strict";
import type { KernelImage } from "../../kernel/image.ts";
import { isAbsent } from "../../../src/target/absence.ts";
import type { Word64 } from "../../../src/target/word64.ts";
import type { Walk, WalkEnd } from "../../../src/nt/walk.ts";
import { walkAlpcHandles } from "../../../src/alpc/resource/handle-table.ts";
import { readAlpcPort } from "../../../src/alpc/port/port.ts";
import { validateAlpcPort } from "../../../src/alpc/validate-port.ts";
import { damagedSystem } from "./damaged-system.ts";
import { portNamed, sure } from "./scene.ts";
import { toBigInt, word } from "../words.ts";

function endOf(walk: Walk<Word64>): { readonly found: readonly bigint[]; readonly end: WalkEnd } {
  return { found: Array.from(walk, toBigInt), end: walk.end };
}

function portAddresses(image: KernelImage): readonly bigint[] {
  return image.facts.ports.map(({ address }) => address);
}

describe("damaged ALPC ports", () => {
  const { image, damaged } = damagedSystem();

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

  it("never walks a cyclic list twice", () => {
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
    assert.equal(facts.address === undefined ? undefined : toBigInt(facts.address), owner);
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
        resource: toBigInt(resource),
        kind,
      })),
      [{ index: 700, resource: section, kind: "Section" }],
    );
  });
});

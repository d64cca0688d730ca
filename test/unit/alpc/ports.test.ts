/** On every ALPC layout: what hangs on a port, who serves it and what leads to it are what the image was built from. */
import assert from "node:assert/strict";
import { alpcLayoutIds } from "../../kernel/layouts/layouts.ts";
import {
  countPackets,
  readCompletionList,
  readCompletionPort,
  walkBoundThreads,
} from "../../../src/alpc/port/completion.ts";
import { readAlpcPort } from "../../../src/alpc/port/port.ts";
import { decodePortAttributes, decodePortSecurity } from "../../../src/alpc/port/port-attributes.ts";
import { validateAlpcMessage } from "../../../src/alpc/validate-message.ts";
import { validateAlpcPort } from "../../../src/alpc/validate-port.ts";
import { all, busySystem, LEVELS, numberOf, open, sure, type Opened } from "./scene.ts";
import { toBigInt, word } from "../words.ts";

for (const id of alpcLayoutIds) {
  describe(`ALPC ports on ${id}`, () => {
    let opened: Opened;
    before(() => {
      opened = open(busySystem(id));
    });
    beforeEach(() => {
      opened = open(opened.image);
    });
    const portAt = (address: bigint) => sure(readAlpcPort(opened.target, word(address)));

    it("decodes completion ports and lists", () => {
      const expected = opened.image.facts.ports.find(({ completionPort }) => completionPort !== undefined);
      const facts = sure(readCompletionPort(opened.target, portAt(expected?.address ?? 0n).structure));
      assert.deepEqual(
        {
          address: toBigInt(facts.address),
          key: numberOf(facts.completionKey),
          threads: all(walkBoundThreads(opened.target, facts.address)),
          currentCount: facts.currentCount,
          maximumCount: facts.maximumCount,
          depth: facts.depth,
        },
        expected?.completionPort,
      );
      assert.equal(countPackets(opened.target, facts), facts.depth);
      const owner = opened.image.facts.ports.find(({ completionList }) => completionList !== undefined);
      const list = sure(readCompletionList(opened.target, portAt(owner?.address ?? 0n).structure));
      const header = sure(list.header);
      assert.deepEqual(
        [toBigInt(list.address), toBigInt(header.address)],
        [owner?.completionList?.address, owner?.completionList?.header],
      );
      assert.deepEqual(
        [
          header.head,
          header.tail,
          header.activeThreadCount,
          header.lastMessageId,
          header.postCount,
          list.concurrencyCount,
        ],
        [5, 3, 2, 0x44, 17, 4],
      );
    });

    it("decodes attributes and security of each port", () => {
      for (const expected of opened.image.facts.ports) {
        const { structure, sequenceNo, portContext } = portAt(expected.address);
        const attributes = decodePortAttributes(structure);
        assert.equal(sure(attributes.flags).value, expected.attributes.Flags);
        assert.equal(Number(numberOf(attributes.maxMessageLength)), expected.attributes.MaxMessageLength);
        assert.equal(Number(numberOf(attributes.maxTotalSectionSize)), expected.attributes.MaxTotalSectionSize);
        assert.equal(sure(attributes.dupObjectTypes).value, expected.attributes.DupObjectTypes);
        assert.equal(sequenceNo, expected.sequenceNo);
        assert.equal(numberOf(portContext), expected.portContext);
        const security = decodePortSecurity(structure);
        assert.equal(security.kind, expected.security.kind);
        assert.equal(security.impersonationLevel, LEVELS[expected.security.level]);
        assert.equal(security.effectiveOnly, expected.security.effectiveOnly);
        assert.equal(security.trackingMode, expected.security.kind);
      }
      const busy = sure(decodePortAttributes(portAt(opened.image.facts.ports[0]?.address ?? 0n).structure).flags);
      assert.deepEqual(busy.names, ["AllowLpcRequests", "AllowDupObject"]);
    });

    it("finds nothing wrong with what is in order", () => {
      for (const { address, path } of opened.image.facts.ports) {
        assert.deepEqual(validateAlpcPort(opened.target, portAt(address)), [], path);
      }
      for (const { address, waitingThread } of opened.image.facts.messages) {
        assert.deepEqual(
          validateAlpcMessage(opened.target, sure(opened.generation.readMessage(word(address)))),
          [],
          `${waitingThread}`,
        );
      }
    });

    it("knows who could answer", () => {
      const [ntsvcs, api] = opened.image.facts.ports;
      const servers = (address: bigint) =>
        opened.generation.readServers(portAt(address)).map(({ thread, why }) => `${toBigInt(thread)} ${why}`);
      const [worker, idle] = ntsvcs?.completionPort?.threads ?? [];
      assert.deepEqual(servers(ntsvcs?.address ?? 0n), [
        `${worker} serves a request`,
        `${idle} bound to the completion port`,
      ]);
      assert.deepEqual(servers(api?.address ?? 0n), [`${api?.waitQueue[0]} waits on the port`]);
    });

    it("knows the sources of a port", () => {
      const [, api] = opened.image.facts.ports;
      assert.deepEqual([...opened.generation.findSources(word(api?.address ?? 0n), true)].sort(), [
        "AlpcpPortList",
        "CommunicationInfo",
        "ExceptionPort",
        "HandleTable",
        "Message",
        "ObjectDirectory",
        "ThreadWait",
      ]);
    });
  });
}

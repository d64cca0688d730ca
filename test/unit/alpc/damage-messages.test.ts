/** Damaged messages: links are believed over claims, and what is wrong becomes a reason in its place. */
import assert from "node:assert/strict";
import type { KernelImage } from "../../kernel/image.ts";
import { isAbsent } from "../../../src/target/absence.ts";
import { readPayload } from "../../../src/alpc/message/payload.ts";
import { validateAlpcMessage } from "../../../src/alpc/validate-message.ts";
import { damagedSystem } from "./damaged-system.ts";
import { all, portNamed, sure } from "./scene.ts";
import { word } from "../words.ts";

/** Makes an entry the only one of a list, in 64 bits: both lead to each other in both directions. */
function linkAlone(image: KernelImage, head: bigint, link: bigint): void {
  for (const [from, to] of [
    [head, link],
    [link, head],
  ] as const) {
    image.writePointer(from, to);
    image.writePointer(from + 8n, to);
  }
}

describe("damaged ALPC messages", () => {
  const { image, damaged } = damagedSystem();

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
    const [liar, neighbor] = image.facts.messages.filter(
      ({ queue, queuePort }) => queue === "Main" && queuePort === port,
    );
    const { generation } = damaged(() => {
      image.writeField(liar?.address ?? 0n, "_KALPC_MESSAGE", "PortQueue", portNamed(image, "ApiPort"));
    });
    const message = sure(generation.readMessage(word(liar?.address ?? 0n)));
    assert.equal(isAbsent(message.queue), true);
    assert.match(message.contradictions.join(), /its links do not lead there/);
    assert.equal(sure(generation.readMessage(word(neighbor?.address ?? 0n))).queue, "Main");
  });

  it("follows the canceled queue only by its own link", () => {
    const expected = image.facts.messages.find(({ queue }) => queue === "Canceled");
    const address = expected?.address ?? 0n;
    const port = expected?.queuePort ?? 0n;
    const { generation } = damaged(() => {
      const head = image.fieldAddress(port, "_ALPC_PORT", "CanceledQueue");
      const link = image.fieldAddress(address, "_KALPC_MESSAGE", "Entry");
      linkAlone(image, head, link);
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
      linkAlone(image, head, link);
      image.writeField(address, "_KALPC_MESSAGE", "PortQueue", port);
      image.writeField(address, "_KALPC_MESSAGE", "u1.s1.QueueType", 2);
    });
    const message = sure(generation.readMessage(word(address)));
    assert.deepEqual([message.queue, message.contradictions], ["LargeMessage", []]);
    assert.deepEqual(all(sure(generation.readQueue(sure(generation.readPort(word(port))), "Canceled")).messages), [
      address,
    ]);
  });

  it("recognizes by its queue type that a message was handed to a thread", () => {
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
});

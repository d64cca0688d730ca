/** The table of all messages, and how threads lead to the message that they await. */
import assert from "node:assert/strict";
import { isAbsent } from "../../../src/target/absence.ts";
import { findInMessageTable, validateMessageTable, walkMessageTable } from "../../../src/alpc/message/message-table.ts";
import type { KernelImage } from "../../kernel/image.ts";
import { layoutIds, type LayoutId } from "../../kernel/layouts/layouts.ts";
import { awaitedReplyForms } from "../../kernel/scenario/thread.ts";
import { KernelScenario } from "../../kernel/scenario/scenario.ts";
import { all, bigOrNone, busySystem, open, sure, type Opened } from "./scene.ts";
import { toBigInt, word } from "../words.ts";

const ALPC_LAYOUTS = layoutIds.filter((id) => !/xp|2003/.test(id));

/** Entry of a message id in a table of one page of 16-byte entries. */
function entryAddress({ image, target }: Opened, id: number): bigint {
  const symbol = toBigInt(sure(target.symbol("AlpcMessageTable")));
  const table = toBigInt(sure(target.readPointer(word(symbol))));
  const code = toBigInt(sure(target.readPointer(word(image.fieldAddress(table, "_HANDLE_TABLE", "TableCode")))));
  assert.equal(code & 3n, 0n);
  return code + BigInt(id / 4) * 16n;
}

/** A system whose messages hang on a queue, on a thread only, and on nothing. */
function looseSystem(id: LayoutId): {
  readonly image: KernelImage;
  readonly loose: bigint;
  readonly idOfLoose: number;
} {
  const system = new KernelScenario(id);
  const server = system.process("server.exe");
  const client = system.process("client.exe");
  const port = server.createsPort("\\RPC Control\\service");
  const connection = client.connectsTo(port);
  client.thread().asks(connection);
  const message = system.messages.createLoose(client.thread(), connection, { type: "LPC_DATAGRAM" });
  return { image: system.build(), loose: message.address, idOfLoose: message.id };
}

for (const id of ALPC_LAYOUTS) {
  describe(`the table of messages on ${id}`, () => {
    it("lists every message by its id, unreferenced ones too", () => {
      const { image, loose, idOfLoose } = looseSystem(id);
      const { target, generation } = open(image);
      assert.deepEqual(
        Array.from(walkMessageTable(target), ({ handle, address }) => [handle, toBigInt(address)]),
        image.facts.messages.map(({ id: handle, address }) => [handle, address]),
      );
      assert.ok(all(generation.walkMessages()).includes(loose));
      assert.deepEqual(all(generation.findMessages(word(BigInt(idOfLoose)))), [loose]);
      assert.equal(sure(generation.readMessage(word(loose))).queue, "None");
      assert.deepEqual(Array.from(validateMessageTable(target)), []);
    });

    for (const form of awaitedReplyForms) {
      it(`finds what a thread awaits that names it in the form "${form}"`, () => {
        const image = busySystem(id, { awaitedReplyForm: form });
        const { generation } = open(image);
        const waiting = image.facts.threads.filter(({ awaits }) => awaits !== undefined);
        assert.ok(waiting.length > 3);
        for (const { address, awaits } of waiting) {
          const awaited = sure(generation.readAwaitedReply(word(address)));
          const message = image.facts.messages.find((candidate) => candidate.address === awaits?.message);
          assert.equal(toBigInt(sure(awaited.messageId)), BigInt(awaits?.messageId ?? 0));
          assert.equal(bigOrNone(awaited.message), message?.waitingThread === undefined ? undefined : awaits?.message);
        }
        assert.deepEqual(
          [...all(generation.walkWaitingThreads())].sort(),
          waiting.map(({ address }) => address).sort(),
        );
        const contradictions = image.facts.messages.map(({ address }) =>
          generation.validateMessage(sure(generation.readMessage(word(address)))),
        );
        assert.deepEqual(
          contradictions.filter((sentences) => sentences.length > 0),
          [],
        );
      });
    }
  });
}

describe("the table of messages, damaged or large", () => {
  it("answers for an id in a few reads, in tables of several pages as well", () => {
    const system = new KernelScenario("win10-19041-x64");
    const server = system.process("server.exe");
    const client = system.process("client.exe");
    const connection = client.connectsTo(server.createsPort("\\RPC Control\\service"));
    const thread = client.thread();
    for (let count = 0; count < 600; count += 1) {
      thread.sends(connection);
    }
    // The first page of the second page of pointers.
    const far = thread.sends(connection, { id: 0x8_0004 });
    const image = system.build();
    const opened = open(image);
    for (const { id, address } of [...image.facts.messages.slice(250, 260), { id: far.id, address: far.address }]) {
      assert.equal(toBigInt(sure(findInMessageTable(opened.target, word(BigInt(id))))), address);
    }
    assert.ok(isAbsent(findInMessageTable(opened.target, word(0x400n))), "the first entry of a page is nobody's");
    assert.ok(isAbsent(findInMessageTable(opened.target, word(0x40_0000n))), "no page there");
    assert.ok(isAbsent(findInMessageTable(opened.target, word(0x11n))), "no multiple of four");
    assert.equal(all(opened.generation.walkMessages()).length, image.facts.messages.length);
  });

  it("reports entries that lead to no message or to another one, and finds the message elsewhere", () => {
    const image = busySystem("win10-19041-x64");
    const [first, second, third] = image.facts.messages;
    const opened = open(image);
    const at = entryAddress(opened, first?.id ?? 0);
    const other = entryAddress(opened, second?.id ?? 0);
    const away = entryAddress(opened, third?.id ?? 0);
    const port = image.facts.ports[0]?.address ?? 0n;
    image.writePointer(at, (((port >> 4n) << 20n) & 0xffff_ffff_ffff_ffffn) | 1n);
    image.writePointer(other, ((((third?.address ?? 0n) >> 4n) << 20n) & 0xffff_ffff_ffff_ffffn) | 1n);
    image.writePointer(away, ((0x7fff_0000_1000n >> 4n) << 20n) | 1n);
    const { target, generation } = open(image);
    const sentences = Array.from(validateMessageTable(target), ({ sentence }) => sentence);
    assert.equal(sentences.length, 3, sentences.join("\n"));
    assert.match(sentences[0] ?? "", /where there is no message/);
    assert.match(sentences[1] ?? "", /a message whose id is/);
    assert.match(sentences[2] ?? "", /not in kernel space/);
    assert.deepEqual(all(generation.findMessages(word(BigInt(first?.id ?? 0)))), [first?.address]);
    assert.deepEqual(
      [...all(generation.walkMessages())].sort(),
      image.facts.messages.map(({ address }) => address).sort(),
    );
  });

  it("is done without where the symbol or the table is missing", () => {
    const image = busySystem("win10-19041-x64");
    const opened = open(image);
    image.writePointer(toBigInt(sure(opened.target.symbol("AlpcMessageTable"))), 0n);
    const { generation, target } = open(image);
    const [first] = image.facts.messages;
    assert.deepEqual(all(generation.findMessages(word(BigInt(first?.id ?? 0)))), [first?.address]);
    assert.deepEqual(Array.from(validateMessageTable(target)), [], "a table that was never made contradicts nothing");
    assert.deepEqual(
      [...all(generation.walkMessages())].sort(),
      image.facts.messages.map(({ address }) => address).sort(),
    );
  });

  it("does not take what the target does not hold for a contradiction", () => {
    const image = busySystem("win10-19041-x64");
    const [first] = image.facts.messages;
    image.unmap(first?.address ?? 0n);
    const { target } = open(image);
    assert.deepEqual(Array.from(validateMessageTable(target)), []);
  });
});

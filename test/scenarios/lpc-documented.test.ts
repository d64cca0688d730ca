/** The example of the debugger's documentation of `!lpc`, on Windows XP SP3 x86: `!lpcx` shows all of its numbers. */
import assert from "node:assert/strict";
import { assertAllGoldensUsed, assertGolden } from "../golden/golden.ts";
import { buildApiPort } from "../kernel/targets/index.ts";
import { openPack, type Pack } from "./pack.ts";

describe("the documented example of !lpc", () => {
  let pack: Pack;
  after(() => {
    assertAllGoldensUsed("lpc/documented");
  });
  before(() => {
    pack = openPack(buildApiPort().target);
  });

  /** The displays of a report's lines, the report's own first. */
  function lines(expression: string): readonly string[] {
    const report = pack.evaluate(expression);
    return [pack.display(report), ...pack.elements(report).map((line) => pack.display(line))];
  }

  it("port e14ae238: ApiPort, its server, counts, semaphore and queue", () => {
    const [title = "", ...rest] = lines('@$lpcx("port e14ae238")');
    assert.match(
      title,
      /^server connection port 0xe14ae238 'ApiPort': 1 handle, 108 references, server process 0x84aa0140 csrss\.exe \(244\)/,
    );
    assert.ok(rest.includes("queue semaphore 0x84a96da8, state 0"));
    assert.ok(rest.includes("1 message in the queue"));
    assert.ok(
      rest.includes("0xe20d9b80 id 0x2249c from 584.680, context 0x21, length 0098007c, type 0x1 (LPC_REQUEST)"),
    );
    assert.ok(rest.includes("0 messages in the data information chain"));
  });

  it("message 222be: its client thread, the ports that it goes through, and who works on it", () => {
    const [title, ...rest] = lines('@$lpcx("message 222be")');
    assert.equal(title, "Message 0x222be");
    assert.match(rest[0] ?? "", /^client thread 0x842a4db0 .* awaits the reply to 0x222be$/);
    assert.match(
      rest[1] ?? "",
      /^server communication port 0xe114a3c0: 1 handle, .*connected to 0xe1e7b948, connection port 0xe14ae238 'ApiPort'$/,
    );
    assert.match(
      rest[2] ?? "",
      /^client communication port 0xe1e7b948: 1 handle, 3 references, connected to 0xe114a3c0/,
    );
    assert.match(rest[3] ?? "", /^server connection port 0xe14ae238 'ApiPort': 1 handle, 108 references/);
    assert.match(rest[4] ?? "", /^server thread 0x\w+ csrss\.exe \(244\.\w+\) owes the reply to 0x222be$/);
    assert.equal(rest.length, 5);
  });

  it("the same figures are data of the model", () => {
    const port = "@$cursession.Alpc.Port(0xe14ae238)";
    assert.deepEqual(
      ["Name", "Kind", "HandleCount", "PointerCount", "Semaphore.State", "MainQueue.Count"].map((name) =>
        pack.ask(`${port}.${name}`),
      ),
      ["ApiPort", "SERVER_CONNECTION_PORT", 1, 108, 0, 1],
    );
    assert.equal(pack.ask(`${port}.Semaphore.Address`), 0x84a96da8n);
    assert.equal(pack.ask(`${port}.ServerProcess.Address`), 0x84aa0140n);
    const message = `${port}.MainQueue[0]`;
    assert.deepEqual(
      ["Address", "Id", "PortContext"].map((name) => pack.ask(`${message}.${name}`)),
      [0xe20d9b80n, 0x2249cn, 0x21n],
    );
    assert.deepEqual(
      ["Sender.ProcessId", "Sender.ThreadId", "DataLength", "TotalLength", "Type"].map((name) =>
        pack.ask(`${message}.${name}`),
      ),
      [0x584, 0x680, 0x7c, 0x98, "LPC_REQUEST"],
    );
    const thread = "Debugger.Utility.Alpc.Thread(0x842a4db0).Alpc";
    assert.equal(pack.ask(`${thread}.MessageId`), 0x222ben);
    assert.equal(pack.ask(`${thread}.ReplyChainPort.Address`), 0xe114a3c0n);
    assert.equal(pack.ask(`${thread}.LpcWaitingOnPort.Address`), 0xe1e7b948n);
    assert.equal(pack.ask("@$cursession.Alpc.Port(0xe114a3c0).Peer.Address"), 0xe1e7b948n);
    assert.ok(pack.addresses(pack.evaluate("@$cursession.Alpc.Port(0xe114a3c0).ReplyChain")).includes(0x842a4db0n));
    assert.equal(pack.ask("@$cursession.Alpc.Port(0xe1e7b948).PointerCount"), 3);
  });

  for (const [name, command] of Object.entries({
    port: '!lpcx "port e14ae238"',
    "message-awaited": '!lpcx "message 222be"',
    "message-queued": '!lpcx "message 2249c"',
    messages: '!lpcx "message"',
    scan: '!lpcx "scan e14ae238"',
    thread: '!lpcx "thread 842a4db0"',
    threads: '!lpcx "thread"',
    ports: '!lpcx "port"',
    "server-port": 'dx -r1 @$lpcx("scan e1e7b948")[1]',
    data: 'dx -r1 @$lpcx("message 2249c")[0]',
  })) {
    it(`displays ${command}`, () => {
      assertGolden(`lpc/documented/${name}`, `${command}\n${pack.print(command)}`);
    });
  }
});

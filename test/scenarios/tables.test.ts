/**
 * `.Table`: short columns for `dx -g`, of every collection of ports, connections, messages, threads, chains and
 * findings.
 */
import assert from "node:assert/strict";
import { kinds } from "../../src/model/kinds.ts";
import { createHang } from "../kernel/targets/index.ts";
import { openPack, type Pack } from "./pack.ts";
import { createScene } from "./scene.ts";

const SYSTEM = "@$cursession.Alpc";

const PORT = ["Address", "Role", "Service", "Owner", "Peer", "Queued", "State"];
const CONNECTION = ["Service", "Client", "Server", "Queued", "ClientPort", "ServerPort"];
const MESSAGE = ["Id", "Address", "Type", "Queue", "Port", "Bytes", "AwaitedBy", "Server"];
const THREAD = ["Address", "Thread", "State", "WaitReason", "Waited", "Awaits", "MessageId"];
const CHAIN = ["Thread", "Awaits", "Waited", "Links", "Deadlock", "Root"];
const ENDPOINT = ["Endpoint", "Owner", "Session", "OpenTo", "Level", "Handles", "Clients", "Interface"];
const FINDING = ["Severity", "Rule", "HoldsUp", "Subject", "Title"];

/** Collections with the columns of their tables. */
const tables: readonly (readonly [collection: string, columns: readonly string[]])[] = [
  [`${SYSTEM}.Ports`, PORT],
  [`${SYSTEM}.ConnectionPorts`, PORT],
  [`${SYSTEM}.Find("*")`, PORT],
  ["Debugger.Utility.Alpc.Process(0x204).Alpc.CreatedPorts", PORT],
  [`${SYSTEM}.Connections`, CONNECTION],
  [`${SYSTEM}.ConnectionPorts["ntsvcs"].Connections`, CONNECTION],
  [`${SYSTEM}.Messages`, MESSAGE],
  [`${SYSTEM}.ConnectionPorts["ntsvcs"].PendingQueue`, MESSAGE],
  [`${SYSTEM}.Connections[0].Queued`, MESSAGE],
  [`${SYSTEM}.WaitingThreads`, THREAD],
  [`${SYSTEM}.ConnectionPorts["ntsvcs"].Servers`, THREAD],
  ["Debugger.Utility.Alpc.Process(0x204).Alpc.ServingThreads", THREAD],
  [`${SYSTEM}.WaitChains`, CHAIN],
  [`${SYSTEM}.Deadlocks`, CHAIN],
  [`${SYSTEM}.Findings`, FINDING],
  [`${SYSTEM}.Endpoints`, ENDPOINT],
  ["@$alpcx_waits()", CHAIN],
];

/** The names of a row's columns, as the grid finds them. */
function columnsOf(row: unknown): readonly string[] {
  return Object.keys(row as object);
}

describe("tables", () => {
  let pack: Pack;

  before(() => {
    pack = openPack(createHang("win10-19041-x64").scenario.build().target);
  });

  for (const [collection, columns] of tables) {
    it(`${collection}.Table has a row for each element, with few and short columns and no display of its own`, () => {
      const rows = pack.elements(pack.evaluate(`${collection}.Table`));
      assert.equal(rows.length, pack.elements(pack.evaluate(collection)).length);
      for (const row of rows) {
        assert.equal(pack.display(row), "");
        assert.deepEqual(columnsOf(row), columns);
        for (const column of columns) {
          const text = String(pack.data(pack.property(row, column)));
          assert.ok(text.length <= 58, text);
          // eslint-disable-next-line no-control-regex
          assert.doesNotMatch(text, /[\x00-\x1f]/);
        }
      }
    });
  }

  it("has no cell that the grid replaces by dots", () => {
    for (const [collection] of tables) {
      const grid = pack.print(`dx -g ${collection}.Table`);
      assert.doesNotMatch(grid, /[-=] \.\.\. [-=]/, grid);
    }
  });

  it("shows what the objects themselves say", () => {
    for (const index of [0, 5, 20]) {
      const [row, port] = [
        pack.elements(pack.evaluate(`${SYSTEM}.Ports.Table`))[index],
        pack.elements(pack.evaluate(`${SYSTEM}.Ports`))[index],
      ];
      assert.equal(pack.address(row), pack.address(port));
      assert.ok(pack.display(port).includes(String(pack.property(row, "Owner"))));
    }
    const [chain] = pack.elements(pack.evaluate(`${SYSTEM}.WaitChains`));
    const [row] = pack.elements(pack.evaluate(`${SYSTEM}.WaitChains.Table`));
    assert.equal(pack.property(row, "Waited"), pack.property(chain, "Waited"));
    assert.equal(pack.property(row, "Links"), pack.elements(pack.property(chain, "Links")).length);
  });

  it("sorts by columns that not all elements have", () => {
    const services = pack
      .elements(pack.evaluate(`${SYSTEM}.Messages.Table.OrderBy(r => r.AwaitedBy).Select(r => r.AwaitedBy)`))
      .map(String);
    assert.deepEqual(services, services.slice().sort());
    assert.equal(services[0], "");
  });

  it("is taken for the element where an object is asked for", () => {
    assert.equal(
      pack.ask(`@$alpcx_port(${SYSTEM}.Ports.Table[3])`),
      pack.display(pack.elements(pack.evaluate(`${SYSTEM}.Ports`))[3]),
    );
  });

  it("is not there for lists of other things", () => {
    assert.equal(pack.evaluate(`${SYSTEM}.WaitChains[0].Links.Table`), undefined);
  });

  it("exists in the age of LPC", () => {
    const old = openPack(createScene("winxp-sp3-x86").image.target);
    for (const [member, columns] of [
      ["Ports", PORT],
      ["Messages", MESSAGE],
      ["WaitChains", CHAIN],
      ["Connections", CONNECTION],
    ] as const) {
      const [row] = old.elements(old.evaluate(`${SYSTEM}.${member}.Table`));
      assert.deepEqual(columnsOf(row), columns);
    }
  });
});

describe("radix of numbers", () => {
  const radix = (of: string): number | undefined => {
    const [name = "", property = ""] = of.split(".");
    return kinds.find(({ model }) => model.name === name)?.model.properties[property]?.radix;
  };

  it("is ten for counts", () => {
    for (const of of [
      "wait-chain.Waited",
      "thread-alpc.WaitTime",
      "queue.Length",
      "queue.Count",
      "statistics.Ports",
      "message.DataLength",
      "finding.HoldsUp",
      "payload.Length",
      "port.HandleCount",
      "limits.Backlog",
      "port-row.Queued",
      "wait-chain-row.Waited",
      "lpc-semaphore.State",
      "port-attributes.MaxMessageLength",
    ]) {
      assert.equal(radix(of), 10, of);
    }
  });

  it("is sixteen, or the debugger's own, for ids, handles and addresses", () => {
    for (const of of [
      "process.Id",
      "thread.Id",
      "message.Id",
      "handle.Handle",
      "handle.GrantedAccess",
      "port.Address",
      "sender.ThreadId",
      "message-row.Id",
      "port-row.Address",
    ]) {
      assert.notEqual(radix(of), 10, of);
    }
  });

  it("reaches the debugger as metadata", () => {
    const pack = openPack(createHang("win10-19041-x64").scenario.build().target);
    assert.match(pack.print(`dx ${SYSTEM}.Statistics`), /Ports +: 85\n/);
    assert.match(pack.print(`dx ${SYSTEM}.WaitChains[0].Waited`), /: 400$/m);
  });
});

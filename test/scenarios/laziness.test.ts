/** Questions read only what their answers need. */
import assert from "node:assert/strict";
import { scaled } from "../kernel/targets/index.ts";
import { openPack, type Pack } from "./pack.ts";

const KILOBYTE = 1024;

describe("nothing more is computed than what is asked for", () => {
  let small: Pack;
  let large: Pack;

  before(() => {
    small = openPack(scaled(100).target);
    large = openPack(scaled(3000).target);
    // What is learned once a session: layouts and symbols.
    for (const pack of [small, large]) {
      pack.print("dx @$cursession.Alpc.Ports.First()");
    }
  });

  /** The same cost, give or take, whatever the size of the system. */
  function costsTheSame(question: string, mostBytes: number): void {
    const fresh = (pack: Pack): { bytes: number; calls: number } => {
      pack.evaluate("@$cursession.Alpc.Refresh()");
      return pack.cost(() => {
        pack.print(question);
      });
    };
    const [little, much] = [fresh(small), fresh(large)];
    assert.ok(much.bytes <= mostBytes, `${question} reads ${much.bytes} bytes`);
    assert.ok(
      much.calls <= little.calls * 1.5 + 20,
      `${question} makes ${little.calls} calls on a small system, ${much.calls} on a large one`,
    );
  }

  it("showing the system reads next to nothing", () => {
    costsTheSame("dx @$cursession.Alpc", 64 * KILOBYTE);
  });
  it("the first port needs no walk", () => {
    costsTheSame("dx @$cursession.Alpc.Ports.First().Address", 64 * KILOBYTE);
  });
  it("some ports need no walk of the rest", () => {
    costsTheSame("dx @$cursession.Alpc.Ports.Take(3)", 128 * KILOBYTE);
  });
  it("a port by its address needs no walk", () => {
    const address = (pack: Pack): string =>
      `0x${pack.address(pack.evaluate("@$cursession.Alpc.Ports.First()")).toString(16)}`;
    assert.equal(address(small).length, address(large).length);
    small.evaluate(`@$port = ${address(small)}`);
    large.evaluate(`@$port = ${address(large)}`);
    costsTheSame("dx @$cursession.Alpc.Port(@$port).Kind", 64 * KILOBYTE);
    costsTheSame("dx @$cursession.Alpc.Port(@$port).MainQueue.Count", 64 * KILOBYTE);
  });
  it("the help reads nothing", () => {
    assert.equal(
      large.cost(() => {
        large.print('!alpcx_help; !alpcx_help "port"; dx Debugger.Utility.Alpc');
      }).bytes,
      0,
    );
  });

  it("an answer that was given is not computed again while the target stands still", () => {
    const count = "@$cursession.Alpc.Statistics.Ports";
    assert.equal(large.ask(count), 3000);
    const again = large.cost(() => {
      large.ask(count);
    });
    assert.ok(again.bytes < 4 * KILOBYTE, `${again.bytes} bytes`);
  });
});

/** Arguments with invisible characters: rejected or escaped, never passed on. */
import assert from "node:assert/strict";
import { MemoryFileStore } from "../host/file-system.ts";
import { generator } from "../unit/dump/damage.ts";
import { openPack, type Pack } from "./pack.ts";
import { createScene } from "./scene.ts";

/** Control characters, marks of direction, joining and lines, unpaired halves, and what a pattern may hold. */
const UNITS: readonly string[] = [
  ..."\u0000\u0007\u0008\t\n\r\u001b\u007f\u0085\u009b\u00ad\u061c",
  ..."\u200b\u200d\u200e\u200f\u2028\u2029\u202a\u202e\u2060\u2066\u2069\ufeff\ufffe",
  "\ud800",
  "\udfff",
  ..."ntsvc*?<>&%' .:/\u00e9\u4e2d",
];

/** Everything that no line may hold: what Unicode calls controls, formats, line and paragraph ends, surrogates. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

const CALLS: readonly ((text: string) => string)[] = [
  (text) => `@$cursession.Alpc.Find(${text})`,
  (text) => `@$cursession.Alpc.Port(${text})`,
  (text) => `@$cursession.Alpc.ConnectionPorts[${text}]`,
  (text) => `@$cursession.Alpc.Endpoints.Matching(${text})`,
  (text) => `@$cursession.Alpc.Messages.Of(${text})`,
  (text) => `@$cursession.Alpc.Ports.Of(${text})`,
  (text) => `@$cursession.Alpc.Message(${text})`,
  (text) => `@$cursession.Alpc.Graph(${text})`,
  (text) => `@$cursession.Alpc.Graph("dot", ${text})`,
  (text) => `@$cursession.Alpc.Why(${text})`,
  (text) => `@$cursession.Alpc.Compare(${text})`,
  (text) => `@$alpcx(${text})`,
  (text) => `@$alpcx_process(${text})`,
  (text) => `@$alpcx_thread(${text})`,
  (text) => `@$alpcx_connections(${text})`,
  (text) => `@$alpcx_help(${text})`,
];

const WRITES: readonly ((path: string) => string)[] = [
  (path) => `@$alpcx_report(${path})`,
  (path) => `@$cursession.Alpc.Endpoints.AsJson(${path})`,
  (path) => `@$alpcx_graph("dot", ${path})`,
];

/** As the user would type it in quotes, each unit as an escape. */
function typed(text: string): string {
  const units = Array.from({ length: text.length }, (_, at) => text.charCodeAt(at).toString(16).padStart(4, "0"));
  return `"${units.map((unit) => `\\u${unit}`).join("")}"`;
}

describe("arguments with characters that cannot be seen", function () {
  this.timeout(60000);
  const store = new MemoryFileStore();
  let pack: Pack;

  before(() => {
    pack = openPack(createScene("win10-19041-x64").image.target, { fileSystem: store });
  });

  /** The display of the answer, or the sentence that refuses the argument. */
  function answer(expression: string): string {
    let text: string;
    try {
      text = pack.display(pack.evaluate(expression));
    } catch {
      text = pack.failure(expression);
    }
    assert.ok(!UNSEEN.test(text), `${JSON.stringify(expression)}: ${JSON.stringify(text)}`);
    assert.ok(text.length < 700, `${text.length} characters`);
    return text;
  }

  it("are rejected or escaped by everything that takes a text", () => {
    const random = generator(0x5ee9);
    for (let round = 0; round < 40; round += 1) {
      const text = Array.from({ length: 1 + random(round === 0 ? 500 : 12) }, () => UNITS[random(UNITS.length)]).join(
        "",
      );
      for (const call of CALLS) {
        answer(call(typed(text)));
      }
    }
  });

  it("make no path of a file", () => {
    const random = generator(0xf11e);
    for (let round = 0; round < 20; round += 1) {
      const unit = UNITS.filter((one) => UNSEEN.test(one))[round] ?? UNITS[random(20)] ?? "\n";
      for (const write of WRITES) {
        assert.match(answer(write(typed(`C:\\temp\\a${unit}lmth.txt`))), / is not the path of a file/);
      }
    }
    assert.deepEqual([...store.files.keys()], []);
    answer(WRITES[0]?.(typed("C:\\temp\\\u00e9\u4e2d.html")) ?? "");
    assert.deepEqual([...store.files.keys()], ["C:\\temp\\\u00e9\u4e2d.html"]);
  });
});

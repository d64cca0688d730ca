/** A large message with a missing page: the other bytes are shown, and the gap is reported. */
import assert from "node:assert/strict";
import { KernelScenario, type LayoutId } from "../kernel/index.ts";
import { openPack, type Pack } from "./pack.ts";

const PAGE = 0x1000;
const LENGTH = 0x2800;
const LAYOUTS: readonly LayoutId[] = ["win7-sp1-x64", "win10-10240-x86", "win10-19041-x64", "win11-22621-x64"];

type Location = "ExtensionBuffer" | "UserMemory";

/** No two rows of the payload are alike, and no byte is zero. */
const DATA = Uint8Array.from({ length: LENGTH }, (_, at) => (at % 16 < 2 ? 1 + ((at >> 4) % 200) : 0x41 + (at % 16)));

interface Broken {
  readonly pack: Pack;
  /** `@$cursession.Alpc.Message(...).Data`. */
  readonly data: string;
  /** Of the first and behind the last byte that is missing. */
  readonly gap: { readonly start: number; readonly end: number };
}

/** `page`: which page of the payload's memory is missing; 0 for the one that it begins in. */
function openBroken(layout: LayoutId, location: Location, page: number): Broken {
  const scenario = new KernelScenario(layout, { isDump: true });
  scenario.process("System", { id: 4 }).thread({ id: 8 });
  const port = scenario.process("spoolsv.exe", { id: 0x300 }).createsPort("\\RPC Control\\spoolss");
  const sender = scenario.process("winword.exe", { id: 0x800 });
  // So that the payload does not begin where a page begins.
  sender.thread().asks(sender.connectsTo(port), { data: 0x230, location });
  const message = sender.thread().asks(sender.connectsTo(port), { data: DATA, location });
  const image = scenario.build();
  const within = Number(message.dataAddress & BigInt(PAGE - 1));
  const start = Math.max(0, page * PAGE - within);
  const end = Math.min(LENGTH, (page + 1) * PAGE - within);
  const { machine } = scenario;
  const memory = location === "UserMemory" ? machine.userSpace(sender.address) : machine.memory;
  memory.unmap(message.dataAddress + BigInt(start), end - start);
  // Memory of other processes can be read where the debugger lists these.
  const pack = openPack(image.target, { targets32: "plain" });
  pack.print("dx @$cursession.Alpc.Limits.PayloadBytes = 0x4000");
  return {
    pack,
    data: `@$cursession.Alpc.Message(0x${message.address.toString(16)}).Data`,
    gap: { start, end },
  };
}

/** The row of a whole line of the payload. */
function rowAt(offset: number): string {
  const bytes = Array.from(DATA.subarray(offset, offset + 16), (byte) => byte.toString(16).padStart(2, "0"));
  return `${bytes.slice(0, 8).join(" ")}-${bytes.slice(8).join(" ")}  `;
}

const hex = (offset: number): string => `0x${offset.toString(16)}`;

for (const layout of LAYOUTS) {
  for (const location of ["ExtensionBuffer", "UserMemory"] as const) {
    describe(`a payload in ${location} on ${layout}`, () => {
      it("without a page in its middle shows what is before and after it", () => {
        const { pack, data, gap } = openBroken(layout, location, 1);
        assert.ok(gap.start > 0 && gap.end - gap.start === PAGE && gap.end < LENGTH);
        const missing = `<4096 bytes cannot be read: offset ${hex(gap.start)} to ${hex(gap.end - 1)}>`;
        assert.match(pack.display(pack.evaluate(data)), new RegExp(`^10240 bytes, ${location} at 0x\\w+ ${missing}$`));
        const dump = pack.evaluate(`${data}.HexDump`);
        assert.equal(pack.display(dump), `10240 bytes ${missing}`);
        const rows = pack.elements(dump).map((row) => pack.display(row));
        assert.ok(rows[0]?.startsWith(rowAt(0)), rows[0]);
        assert.ok(rows[rows.length - 1]?.startsWith(rowAt(LENGTH - 16)));
        assert.equal(rows.filter((row) => /^\?\? \d+ bytes cannot be read$/.test(row)).length, 1);
        const bytes = pack.elements(pack.evaluate(`${data}.Bytes`)).map((byte) => pack.data(byte));
        assert.deepEqual(bytes, Array.from(DATA.subarray(0, gap.start)));
      });

      it("without its first page shows the rest", () => {
        const { pack, data, gap } = openBroken(layout, location, 0);
        assert.equal(gap.start, 0);
        assert.equal(pack.display(pack.evaluate(`${data}.Bytes`)), `<the first ${gap.end} bytes cannot be read>`);
        const rows = pack.elements(pack.evaluate(`${data}.HexDump`)).map((row) => pack.display(row));
        assert.match(rows[0] ?? "", /^\?\? \d+ bytes cannot be read$/);
        const offset = Math.ceil(gap.end / 16) * 16;
        assert.ok(rows.some((row) => row.startsWith(rowAt(offset))));
      });
    });
  }
}

/** A triage dump written by hand: its few contents are shown, and that ALPC needs another kind of dump. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDump } from "../../dump/index.ts";
import { writeHeader } from "../../dump/write/header-writer.ts";
import { DumpConsole } from "./dump-console.ts";
import { fixtures, hexOf } from "./samples.ts";

const TRIAGE = 4;
const thread = 0xffffe00140008330n;
const process = 0xffffe001400040c0n;
const kernelBase = 0xfffff80001000000n;
const data = 0xfffff80001c02190n;

/** Parts behind the table of contents, each with its file offset. */
function triageDump(): Buffer {
  const parts: Buffer[] = [];
  let offset = 0x2000 + 0x88;
  const add = (bytes: Buffer): number => {
    const at = offset;
    parts.push(bytes);
    offset += bytes.length;
    return at;
  };
  const table = Buffer.alloc(0x88);
  const place = (at: number, ...values: readonly number[]): void => {
    values.forEach((value, index) => table.writeUInt32LE(value, at + index * 4));
  };
  const processor = Buffer.alloc(0x100);
  processor.writeBigUInt64LE(thread, 8);
  const threadCopy = Buffer.alloc(0x900);
  threadCopy.writeBigUInt64LE(process, 0xb8);
  const processCopy = Buffer.alloc(0xb80);
  processCopy.writeBigUInt64LE(512n, 0x440);
  processCopy.write("explorer.exe", 0x5a8, "latin1");
  const debuggerData = Buffer.alloc(0x380);
  debuggerData.write("KDBG", 0x10, "latin1");
  debuggerData.writeUInt16LE(0xb8, 0x2a0);
  debuggerData.writeUInt16LE(0xb80, 0x2a8);
  debuggerData.writeUInt16LE(8, 0x2b4);
  place(0x1c, add(processor), add(processCopy), add(threadCopy));
  place(0x70, add(debuggerData), debuggerData.length);
  const stack = Buffer.alloc(0x200, 0x5a);
  place(0x28, add(stack), stack.length);
  table.writeBigUInt64LE(0xffffe00140021e00n, 0x48);
  const name = (text: string): Buffer => {
    const length = Buffer.alloc(4);
    length.writeUInt32LE(text.length);
    return Buffer.concat([length, Buffer.from(`${text}\0`, "utf16le")]);
  };
  const drivers = [
    ["ntoskrnl.exe", kernelBase, 0xe21000],
    ["my-disk.sys", 0xfffff80002000000n, 0x8000],
  ] as const;
  const entries = drivers.map(([file, base, size]) => {
    const entry = Buffer.alloc(0x90);
    entry.writeUInt32LE(add(name(file)), 0);
    entry.writeBigUInt64LE(base, 0x38);
    entry.writeUInt32LE(size, 0x48);
    return entry;
  });
  place(0x30, add(Buffer.concat(entries)), drivers.length);
  const content = add(Buffer.alloc(0x80, 0x7b));
  const block = Buffer.alloc(16);
  block.writeBigUInt64LE(0xffffe00150000010n, 0);
  block.writeUInt32LE(content, 8);
  block.writeUInt32LE(0x80, 12);
  place(0x78, add(block), 1);
  place(8, add(Buffer.from("TRGD", "latin1")));
  const header = writeHeader({
    machine: "x64",
    buildNumber: 22000,
    directoryTableBase: 0x1ad000n,
    moduleList: 1n,
    processList: 1n,
    debuggerData: data,
    processors: 1,
    bugcheck: 0x1000007e,
    bugcheckParameters: [1n, 2n, 3n, 4n],
    isPae: false,
    runs: [],
    dumpType: TRIAGE,
    fileSize: offset,
    systemTime: 133431714110000000n,
    upTime: 1n,
    comment: "",
  });
  return Buffer.concat([header, table, ...parts]);
}

describe("a triage dump", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "alpcx-triage-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function open(
    symbols: readonly string[],
    change: (file: Buffer) => Buffer = (file) => file,
  ): ReturnType<typeof openDump> {
    const path = join(folder, "triage.dmp");
    writeFileSync(path, change(triageDump()));
    return openDump(path, { symbols });
  }

  it("says that ALPC needs another kind of dump", () => {
    const { warnings, target } = open([]);
    assert.match(
      warnings.join("\n"),
      /^This is a triage dump \(small memory dump\): it holds one thread and no ports, queues or messages\. For ALPC take a kernel or complete memory dump\.\n/,
    );
    assert.match(
      target.description,
      /^Windows 11 21H2 \(22000\) x64, triage dump \(small memory dump\), bugcheck 0x1000007e \(0x1, 0x2, 0x3, 0x4\)/,
    );
  });

  it("shows process, thread and modules", () => {
    const { target, warnings } = open([]);
    assert.deepEqual(
      target.modules.map(({ name, base, size }) => [name, base, size]),
      [
        ["nt", kernelBase, 0xe21000],
        ["my_disk", 0xfffff80002000000n, 0x8000],
      ],
    );
    assert.deepEqual(
      [hexOf(target.currentProcess().object), hexOf(target.currentThread().object)],
      [hexOf(process), hexOf(thread)],
    );
    assert.match(warnings.join("\n"), /Current process 0xffffe001400040c0, thread 0xffffe00140008330; 2 modules\./);
  });

  it("names the process when the symbols are named", () => {
    const { target } = open([`${fixtures}ntkrnlmp.pdb.gz`]);
    assert.deepEqual(
      target.processes().map(({ id, name, threads }) => [id, name, threads.length]),
      [[512, "explorer.exe", 1]],
    );
  });

  it("is answered without a figure that was not read", () => {
    const answers = new DumpConsole(open([`${fixtures}ntkrnlmp.pdb.gz`]).target);
    const unknown = "not known: this dump holds no lists of ports";
    assert.match(answers.run("!alpcx"), /^@\$alpcx\(\) +: ALPC: this dump holds no lists of ports: memory at 0x/);
    assert.match(answers.run("!alpcx"), /!alpcx_thread +shows the current thread/);
    const titles: readonly (readonly [command: string, title: string])[] = [
      ["!alpcx_waits", `Wait chains: ${unknown}`],
      ["!alpcx_roots", `Root blockers, most blocked threads first: ${unknown}`],
      ["!alpcx_why", `What blocks most threads is ${unknown}`],
      ["!alpcx_locks", `Locks that threads wait for, most waiters first: ${unknown}`],
      ["!alpcx_deadlocks", `Deadlocks: ${unknown}`],
      ['!alpcx_find "x"', `Connection ports that fit 'x': ${unknown}`],
      ['!alpcx "-lp0"', `Ports without handles: ${unknown}`],
      ['!alpcx "-lp"', `All ports with kind and number of queued messages: ${unknown}`],
      ['!alpcx "-graph"', `Every client port, its process, its connection port and the server: ${unknown}`],
      ['!alpcx "-analyze"', `Contradictions in ports and messages: ${unknown}`],
      ["!alpcx_ports", `All ports: ${unknown}`],
      ["!alpcx_connections", `Connections: ${unknown}`],
      [
        "!alpcx_messages",
        `All messages: queued, referenced only by a thread, or by nothing but the table of messages: ${unknown}`,
      ],
      ["!alpcx_endpoints", `Endpoints: ports that one can connect to: ${unknown}`],
      ['!alpcx_endpoints "x"', `Endpoints that fit 'x': ${unknown}`],
      ["!alpcx_compare", `What has moved is ${unknown}`],
    ];
    for (const [command, title] of titles) {
      const printed = answers.run(command);
      assert.ok(printed.includes(`: ${title}\n`), printed);
    }
    const counts = answers
      .run("dx @$cursession.Alpc.Statistics")
      .split("\n")
      .slice(1)
      .filter((line) => /^ {4}\w/.test(line));
    assert.ok(counts.length > 8);
    for (const line of counts) {
      assert.match(line, / : <memory at 0x[0-9a-f]+ \(16 bytes\) cannot be read>$/);
    }
    assert.match(answers.run("!alpcx_report"), /Nothing can be said: this dump holds no lists of ports/);
    assert.match(answers.run("!alpcx_findings"), /0 errors, 0 warnings, 1 for information/);
  });

  it("takes no zeros for ports, waits or names that were not read", () => {
    const answers = new DumpConsole(open([`${fixtures}ntkrnlmp.pdb.gz`]).target);
    const noProcess = "<there is no process at 0xffffe001400040c0>";
    const process = answers.run("!alpcx_process");
    for (const field of ["DebugPort", "ExceptionPort", "SecurityPort"]) {
      assert.match(process, new RegExp(`^    ${field} +: ${noProcess}$`, "m"));
    }
    const inside = answers.run("dx @$alpcx_process().Process");
    assert.equal(inside.split("\n").filter((line) => line.endsWith(` : ${noProcess}`)).length, 10, inside);
    const thread = answers.run("!alpcx_thread");
    assert.match(thread, /^ {4}IsWaitingForReply : <there is no thread at 0xffffe00140008330>$/m);
    assert.match(thread, /^ {4}WaitTime +: <there is no thread at 0xffffe00140008330>$/m);
    assert.ok(!thread.includes("waits"), thread);
    assert.match(answers.run('!alpcx "-analyze"'), /^ {4}Summary +: not known: this dump holds no lists of ports$/m);
    assert.doesNotMatch(answers.run("!alpcx_compare"), / : \D*\b0\b/);
    for (const command of ['!alpcx_process "explorer.exe"', "!alpcx_process 512"]) {
      assert.match(answers.run(command), /This dump holds no list of processes: give the address of one\. Example: /);
    }
  });

  it("serves its blocks, its stack and the copies, and says so of the rest", () => {
    const { memory } = open([]).target;
    assert.deepEqual([...(memory.read(0xffffe0015000001en, 2) ?? [])], [0x7b, 0x7b]);
    assert.equal(memory.read(0xffffe0015000008en, 4), undefined);
    assert.equal(memory.read(0xffffe00140021e00n, 1)?.[0], 0x5a);
    assert.equal(Buffer.from(memory.read(process + 0x5a8n, 12) ?? []).toString(), "explorer.exe");
    assert.match(
      memory.explain?.(0xffffe00160000000n) ?? "",
      /^not in this dump: a triage dump holds a few blocks of memory only$/,
    );
  });

  it("is refused when its table of contents is not closed", () => {
    assert.throws(
      () => open([], (file) => file.subarray(0, file.length - 4)),
      /table of contents is not closed by its mark: the file is damaged or cut off/,
    );
    assert.throws(() => open([], (file) => file.subarray(0, 0x2010)), /ends too early/);
  });
});

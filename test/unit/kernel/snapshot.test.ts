/** Captured memory of real kernels: opened, and compared with an independent reader's results. */
import assert from "node:assert/strict";
import { captureNumbers, hasCapture, openCapturedMemory, readExpectations } from "../../kernel/captured-memory.ts";
import { readersOf } from "../../kernel/reader/index.ts";

interface ExpectedProcess {
  readonly address: string;
  readonly pid: number;
  readonly name: string;
  readonly threads: readonly string[];
  readonly handlesWalked?: number;
  readonly handleTableLevel?: number;
}

interface Expected {
  readonly processes: readonly ExpectedProcess[];
  readonly threads: readonly { readonly address: string; readonly tid: number; readonly pid: number }[];
  readonly objectTypes: Readonly<Record<string, string>>;
  readonly namedObjects: number;
  readonly ports: readonly {
    readonly address: string;
    readonly name: string | null;
    readonly handles: readonly { readonly pid: number; readonly handle: string; readonly access: string }[];
  }[];
}

for (const number of captureNumbers) {
  describe(`captured memory ${number}`, () => {
    before(function () {
      if (!hasCapture(number)) {
        this.skip();
      }
    });

    const open = () => {
      const target = openCapturedMemory(number);
      return {
        target,
        ...readersOf(target),
        expected: readExpectations(number) as Expected,
      };
    };

    it("has the expected processes and threads", () => {
      const { target, expected } = open();
      assert.deepEqual(
        target.processes().map(({ object, id, name, threads }) => ({
          object,
          id,
          name,
          threads: threads.map((thread) => thread.object),
        })),
        expected.processes.map(({ address, pid, name, threads }) => ({
          object: BigInt(address),
          id: pid,
          name,
          threads: threads.map(BigInt),
        })),
      );
      const ids = new Map(
        target
          .processes()
          .flatMap(({ id, threads }) => threads.map((thread) => [thread.object, { tid: thread.id, pid: id }])),
      );
      for (const { address, tid, pid } of expected.threads) {
        assert.deepEqual(ids.get(BigInt(address)), { tid, pid });
      }
    });

    it("has the expected handles: how many, and each one to a port", () => {
      const { target, expected } = open();
      const handles = new Map(target.processes().map((process) => [process.id, process.handles()]));
      for (const { pid, handlesWalked } of expected.processes) {
        assert.equal(handles.get(pid)?.length, handlesWalked ?? 0, `process ${pid}`);
      }
      const ports = new Map<number, Map<bigint, bigint[]>>();
      for (const port of expected.ports) {
        for (const { pid, handle, access } of port.handles) {
          const found = handles
            .get(pid)
            ?.find((candidate) => BigInt(candidate.handle) === (BigInt(handle) & 0x7fffffffn));
          assert.deepEqual(
            [found?.object, found?.typeName, BigInt(found?.grantedAccess ?? 0)],
            [BigInt(port.address), "Port", BigInt(access)],
            handle,
          );
          ports.set(pid, (ports.get(pid) ?? new Map<bigint, bigint[]>()).set(BigInt(handle), [BigInt(port.address)]));
        }
      }
      assert.ok(ports.size > 5);
    });

    it("has the expected object types, names and paths", () => {
      const { objects, expected, memory } = open();
      const named = objects.namedObjects();
      assert.equal(named.size, expected.namedObjects);
      for (const { address, name } of expected.ports) {
        assert.equal(objects.path(BigInt(address)) ?? null, name, address);
        if (name !== null) {
          assert.equal(named.get(name), BigInt(address), name);
        }
      }
      for (const [name, address] of Object.entries(expected.objectTypes)) {
        assert.equal(memory.unicodeString(memory.place(BigInt(address), "_OBJECT_TYPE", "Name")), name);
      }
    });

    it("is a dump: it cannot be written, and what was not captured cannot be read", () => {
      const { target } = open();
      const at = target.currentProcess().object;
      assert.equal(target.isDump, true);
      assert.equal(target.memory.write(at, Uint8Array.of(1)), false);
      assert.equal(target.memory.read(0x10000n, 1), undefined);
      assert.deepEqual(target.memory.read(at | 0xffffffff00000000n, 4), target.memory.read(at, 4));
      assert.equal(target.modules.find(({ name }) => name === "nt")?.base, 0x80400000n);
    });
  });
}

/** The built-in targets contain what their descriptions say, read back from memory. */
import assert from "node:assert/strict";
import type { KernelImage } from "../../kernel/index.ts";
import { readProcesses, readersOf } from "../../kernel/reader/index.ts";
import { builtInTargets, scaled } from "../../kernel/targets/index.ts";

function buildNamed(name: string): KernelImage {
  const target = builtInTargets.find((candidate) => candidate.name === name);
  assert.ok(target !== undefined, name);
  return target.build();
}

/** Follows a thread's waits through replies and mutants; process names, and what the last one waits for. */
function followWaits(image: KernelImage, start: bigint): { processes: string[]; end: "cycle" | "object" | "none" } {
  const { threads, processes, messages } = image.facts;
  const names: string[] = [];
  const seen = new Set<bigint>();
  for (let address: bigint | undefined = start; address !== undefined;) {
    if (seen.has(address)) {
      return { processes: names, end: "cycle" };
    }
    seen.add(address);
    const thread = threads.find((candidate) => candidate.address === address);
    names.push(processes.find((process) => process.address === thread?.process)?.name ?? "?");
    const message = messages.find((candidate) => candidate.address === thread?.awaits?.message);
    const port = image.facts.ports.find((candidate) => candidate.address === message?.queuePort);
    const object = thread?.wait?.objects[0];
    const owner = threads.find(({ mutants }) => object !== undefined && mutants.includes(object.address));
    const next: bigint | undefined =
      message === undefined ? owner?.address : (message.serverThread ?? port?.completionPort?.threads[0]);
    if (next === undefined) {
      return { processes: names, end: object === undefined ? "none" : "object" };
    }
    address = next;
  }
  return { processes: names, end: "none" };
}

describe("built-in targets", () => {
  it("have names of their own, the hang first", () => {
    const names = builtInTargets.map(({ name }) => name);
    assert.equal(new Set(names).size, names.length);
    assert.equal(names[0], "win10-hang");
    for (const name of ["win7-idle", "win11-idle", "win10-x86-idle", "xp-lpc", "2003-lpc"]) {
      assert.ok(names.includes(name), name);
    }
  });

  for (const { name, open, build } of builtInTargets) {
    it(`${name}: twelve processes or more with named ports, all found from memory`, () => {
      const target = open();
      const processes = readProcesses(readersOf(target).memory);
      assert.ok(processes.length >= 12);
      assert.deepEqual(
        processes.map(({ address }) => address),
        target.processes().map(({ object }) => object),
      );
      assert.equal(target.currentProcess().name, "System");
      const image = build();
      const { namedObjects, ports, connections } = image.facts;
      for (const folder of ["\\RPC Control\\", "\\Sessions\\1\\Windows\\", "\\"]) {
        assert.ok(
          ports.some(({ path }) => path?.startsWith(folder) === true && !path.slice(folder.length).includes("\\")),
          folder,
        );
      }
      assert.ok(namedObjects.size > 40 && connections.length > 20);
    });
  }

  it("win10-hang: a chain over four processes that ends at an event, and a deadlock of two", () => {
    const image = buildNamed("win10-hang");
    const waiters = image.facts.threads.filter(({ awaits }) => awaits !== undefined);
    const chains = waiters.map(({ address }) => followWaits(image, address));
    assert.deepEqual(
      chains.find(({ processes }) => processes[0] === "notepad.exe"),
      { processes: ["notepad.exe", "spoolsv.exe", "services.exe", "svchost.exe"], end: "object" },
    );
    assert.ok(
      chains.some(({ processes, end }) => end === "cycle" && processes[0] === "lsass.exe" && processes.length === 3),
    );
    assert.deepEqual(image.facts.ports.find(({ name }) => name === "ntsvcs")?.queues.Main.length, 2);
  });

  it("desktops at rest await no reply and queue no message", () => {
    for (const name of ["win7-idle", "win11-idle", "win10-x86-idle"]) {
      const { threads, messages } = buildNamed(name).facts;
      assert.equal(messages.length, 0);
      assert.equal(
        threads.some(({ awaits }) => awaits !== undefined),
        false,
      );
    }
  });

  it("LPC targets have a request served, one queued and a connection pending", () => {
    for (const name of ["xp-lpc", "2003-lpc"]) {
      const { threads, messages } = buildNamed(name).facts;
      assert.deepEqual(messages.map(({ type }) => type).sort(), [
        "LPC_CONNECTION_REQUEST",
        "LPC_DATAGRAM",
        "LPC_REQUEST",
      ]);
      const served = threads.filter(({ servingId }) => servingId !== undefined);
      assert.equal(served.length, 1);
      assert.ok(threads.some(({ awaits }) => awaits?.messageId === served[0]?.servingId));
    }
  });

  it("locks: a chain from the shell over two locks to a thread that has a write pending, and two resources in a ring", () => {
    for (const name of ["locks", "win7-locks"]) {
      const { locks, irps, threads, messages } = buildNamed(name).facts;
      const ownerOf = (lock: bigint | undefined) => locks.find(({ address }) => address === lock)?.owners[0]?.thread;
      const next = (thread: bigint | undefined) =>
        ownerOf(threads.find(({ address }) => address === thread)?.waitsForLock);
      const asked = messages.find(
        ({ type, serverThread }) => type === "LPC_REQUEST" && next(serverThread) !== undefined,
      );
      const last = next(next(asked?.serverThread));
      assert.deepEqual(
        irps.map(({ thread, major, driverName }) => [thread, major, driverName]),
        [[last, "Write", "\\Driver\\disk"]],
      );
      assert.equal(
        threads.filter(({ address }) => address === next(next(address))).length,
        2,
        "each waits for what the other holds",
      );
      assert.equal(locks.find(({ kind }) => kind === "fastMutex")?.waiters.length, 3);
    }
  });

  it("frozen: the application's threads are frozen and owe a reply; a suspension is pending", () => {
    const { processes, threads } = buildNamed("frozen").facts;
    const app = processes.find(({ freeze }) => freeze === "deep");
    const own = threads.filter(({ process }) => process === app?.address);
    assert.ok(own.every(({ freeze, waitReason }) => freeze === "deep" && waitReason === "Suspended"));
    assert.equal(own.filter(({ serving }) => serving.length > 0).length, 1);
    assert.equal(threads.filter(({ suspensionPending }) => suspensionPending).length, 1);
    assert.equal(
      threads.filter(({ suspendCount, waitReason }) => suspendCount > 0 && waitReason === "Suspended").length,
      2,
    );
  });

  it("drivers: every server's thread that waits for a device owes a reply, but for one", () => {
    const { threads, irps } = buildNamed("drivers").facts;
    const waiting = threads.filter(({ irps: own, state }) => own.length > 0 && state === "Waiting");
    assert.deepEqual(waiting.map(({ serving }) => serving.length).sort(), [0, 1, 1, 1, 1]);
    assert.deepEqual([...new Set(irps.map(({ driverName }) => driverName))].sort(), [
      "\\Driver\\disk",
      "\\Driver\\usbprint",
      "\\FileSystem\\Ntfs",
    ]);
  });

  it("debugger: the debuggee's threads are stopped, an exception waits for error reporting", () => {
    const { debugEvents, processes, threads, messages } = buildNamed("debugger").facts;
    const stopped = threads.find(({ address }) => address === debugEvents[0]?.thread);
    const rest = threads.filter(({ process, address }) => process === stopped?.process && address !== stopped?.address);
    assert.ok(rest.length > 0 && rest.every(({ freeze }) => freeze === "normal"));
    assert.deepEqual(
      processes
        .filter(({ handles }) => handles.some(({ object }) => object === debugEvents[0]?.debugObject))
        .map(({ name }) => name),
      ["windbg.exe"],
    );
    assert.deepEqual(
      messages.filter(({ type }) => type === "LPC_EXCEPTION").map(({ queue, serverThread }) => [queue, serverThread]),
      [["Main", undefined]],
    );
  });

  it("user-locks: two workers wait for a critical section, whose owner awaits a thread that waits for a lock without an owner", () => {
    const { processes, threads, messages } = buildNamed("user-locks").facts;
    const [section, ...others] = processes
      .flatMap(({ criticalSections }) => criticalSections)
      .filter(({ waiters }) => waiters.length > 0);
    assert.equal(section?.waiters.length, 2);
    assert.equal(others.length, 0);
    const awaited = threads.find(({ address }) => address === section?.owner)?.awaits?.message;
    const server = messages.find(({ address }) => address === awaited)?.serverThread;
    assert.deepEqual(
      threads.find(({ address }) => address === server)?.wait?.objects.map(({ kind }) => kind),
      ["userAddress"],
    );
  });

  it("many-roots: twenty services owe a reply, each of another make", () => {
    const { threads, processes } = buildNamed("many-roots").facts;
    const stuck = threads.filter(
      ({ serving, process }) =>
        serving.length > 0 &&
        processes.find(({ address }) => address === process)?.commandLine?.includes(" -s ") === true,
    );
    assert.equal(stuck.length, 20);
    const kinds = stuck.map(({ waitReason, state, freeze, waitsForLock, wait }) =>
      [state, waitReason, freeze, waitsForLock !== undefined, wait?.objects[0]?.kind].join(),
    );
    assert.ok(new Set(kinds).size >= 15, kinds.join("; "));
  });

  it("each opening gives a separate target", () => {
    const [first] = builtInTargets;
    const one = first?.open();
    const two = first?.open();
    const base = one?.modules[0]?.base ?? 0n;
    const at = one?.currentProcess().object ?? 0n;
    assert.equal(one?.memory.write(at, Uint8Array.of(0x77)), true);
    assert.notDeepEqual(two?.memory.read(at, 1), Uint8Array.of(0x77));
    assert.ok(base > 0n);
  });
});

describe("systems of any size", () => {
  for (const count of [26, 1000, 1013]) {
    it(`${count} ports are that many`, () => {
      const image = scaled(count);
      assert.equal(image.facts.ports.length, count);
      const { memory } = readersOf(image.target);
      assert.equal(memory.list(memory.symbol("AlpcpPortList") ?? 0n).entries.length, count);
    });
  }

  it("grow in proportion, on every layout that is asked for", () => {
    const small = scaled(250, "win10-10240-x86").facts;
    const large = scaled(750, "win10-10240-x86").facts;
    assert.ok(Math.abs(large.threads.length / small.threads.length - 3) < 0.2);
    assert.ok(Math.abs(large.messages.length / small.messages.length - 3) < 0.2);
  });
});

/** Every port of captured memory against what an independent reader found there. */
import assert from "node:assert/strict";
import { isAbsent } from "../../src/target/absence.ts";
import { indexHandlesByType } from "../../src/nt/handle-index.ts";
import { readHandleCount, readPointerCount } from "../../src/nt/object-header.ts";
import { readObjectPath } from "../../src/nt/object-name.ts";
import { readTypeName } from "../../src/nt/object-type.ts";
import { readProcessFacts } from "../../src/nt/process/process-facts.ts";
import { findProcessById } from "../../src/nt/process/process-list.ts";
import { collectWalk } from "../../src/nt/walk.ts";
import { PORT_TYPE_NAMES, readLpcPort } from "../../src/lpc/port/port.ts";
import { validatePort } from "../../src/lpc/validate-port.ts";
import {
  describeLists,
  describePort,
  expectedLists,
  expectedMembers,
  expectedOwner,
  expectedSources,
} from "./snapshot-lpc-port-members.ts";
import { at, hex, hexOrNull, describeLpcCaptures, present, valueOr } from "./snapshot-lpc-expected.ts";

describeLpcCaptures("ports", (capture) => {
  it("finds every port once, and that the walk was complete", () => {
    const { entries, end } = collectWalk(capture().generation.walkPorts());
    assert.deepEqual(
      entries.map(hex).sort(),
      capture()
        .expected.ports.map((port) => port.address)
        .sort(),
    );
    assert.equal(end.kind, "head", end.reason);
  });

  it("gives the sources of each port", () => {
    for (const port of capture().expected.ports) {
      assert.deepEqual(
        [...capture().generation.findSources(at(port), true)].sort(),
        expectedSources(capture().expected, port),
        port.address,
      );
    }
  });

  it("reads kind, flags, links, creator and the other members of each port", () => {
    for (const port of capture().expected.ports) {
      assert.deepEqual(describePort(capture().target, at(port)), expectedMembers(port), port.address);
    }
  });

  it("names the owner: who created the port", () => {
    for (const expected of capture().expected.ports) {
      const owner = present(readLpcPort(capture().target, at(expected))).owner;
      const [processId] = expected.creator;
      // A client port that is still being connected has no creator yet.
      assert.equal(
        isAbsent(owner) ? owner.kind : hex(owner),
        processId === 0 ? "NotApplicable" : expectedOwner(capture().target, processId),
        expected.address,
      );
    }
  });

  it("reads name, type, counts and handles of each port's object", () => {
    const handles = indexHandlesByType(capture().target, PORT_TYPE_NAMES);
    for (const expected of capture().expected.ports) {
      const address = at(expected);
      assert.equal(valueOr(readTypeName(capture().target, address)), expected.typeName);
      assert.equal(valueOr(readObjectPath(capture().target, address)) ?? null, expected.name, expected.address);
      assert.equal(valueOr(readPointerCount(capture().target, address)), expected.pointerCount);
      assert.equal(valueOr(readHandleCount(capture().target, address)), expected.handleCount);
      const holders = (handles.get(address.id)?.holders ?? []).map((holder) => ({
        pid: present(readProcessFacts(capture().target, holder.process)).id,
        handle: holder.handle,
        access: holder.grantedAccess,
      }));
      // The reader marks the System process's handles with the top bit, as the kernel's callers do; the table itself
      // has the bare value.
      assert.deepEqual(
        holders,
        expected.handles.map(({ pid, handle, access }) => ({
          pid,
          handle: Number(handle) % 0x80000000,
          access: Number(access),
        })),
        expected.address,
      );
    }
  });

  it("walks queue, semaphore, receivers, reply chain and data information chain of each port", () => {
    for (const expected of capture().expected.ports) {
      assert.deepEqual(describeLists(capture().target, at(expected)), expectedLists(expected), expected.address);
    }
  });

  it("finds nothing wrong with any of them", () => {
    for (const expected of capture().expected.ports) {
      assert.deepEqual(
        validatePort(capture().target, present(readLpcPort(capture().target, at(expected)))),
        [],
        expected.address,
      );
    }
  });

  it("pairs the ends of every connection, and lists them at their connection port", () => {
    for (const expected of capture().expected.ports.filter((port) => port.kind === "connection")) {
      const connections = capture().generation.readConnections(present(capture().generation.readPort(at(expected))));
      const ends = connections
        .flatMap(({ serverPort, clientPort }) => [serverPort, clientPort])
        .filter((end) => !isAbsent(end))
        .map((end) => hexOrNull(end));
      const communicating = capture().expected.ports.filter(
        (port) => port.connectionPort === expected.address && port.kind.endsWith("communication"),
      );
      assert.deepEqual(ends.sort(), communicating.map((port) => port.address).sort(), expected.address);
      for (const { serverPort, clientPort } of connections) {
        const server = capture().expected.ports.find((port) => port.address === hexOrNull(serverPort));
        if (server !== undefined) {
          assert.equal(hexOrNull(clientPort), server.connectedPort);
        }
      }
    }
  });

  it("gives each process the ports that it created", () => {
    const processIds = new Set(
      capture()
        .expected.ports.map((port) => port.creator[0])
        .filter((id) => id !== 0),
    );
    for (const processId of processIds) {
      const { created, connected, server } = capture().generation.portsOfProcess(
        present(findProcessById(capture().target, processId)),
      );
      const expected = (kinds: readonly string[]): readonly string[] =>
        capture()
          .expected.ports.filter((port) => port.creator[0] === processId && kinds.includes(port.kind))
          .map((port) => port.address)
          .sort();
      assert.deepEqual(created.map(hex).sort(), expected(["connection", "unconnected"]));
      assert.deepEqual(connected.map(hex).sort(), expected(["client communication"]));
      assert.deepEqual(server.map(hex).sort(), expected(["server communication"]));
    }
  });
});

/** Expected values of processes, from the facts. */
import assert from "node:assert/strict";
import type { ProcessFacts, SpecialPortFacts } from "../../kernel/index.ts";
import type { Expectations, World } from "./world.ts";

export const processExpectations: Expectations<ProcessFacts> = {
  Address: (world, value, { address }) => {
    world.plain(value, address);
  },
  Id: (world, value, { id }) => {
    world.plain(value, id);
  },
  Name: (world, value, { name }) => {
    world.plain(value, name);
  },
  ImagePath: (world, value, { name }) => {
    const text = world.pack.display(value);
    assert.ok(text.endsWith(`\\${name}`) || text.startsWith("<"), text);
  },
  CommandLine: (world, value, { name }) => {
    const text = world.pack.display(value);
    assert.ok(text.toLowerCase().includes(name.toLowerCase()) || text.startsWith("<"), text);
  },
  Service: (world, value) => {
    assert.notEqual(world.pack.display(value), "");
  },
  PackageName: (world, value) => {
    world.absent(value);
  },
  HasExited: (world, value, { hasExited }) => {
    world.plain(value, hasExited);
  },
  Stopped: (world, value) => {
    world.absent(value, "NotApplicable");
  },
  SessionId: (world, value, { session }) => {
    if (session === undefined) {
      world.absent(value);
    } else {
      world.plain(value, session);
    }
  },
  Alpc: (world, value, { name }) => {
    assert.match(world.pack.display(value), new RegExp(`^A?LPC of ${name.replace(/\./g, "\\.")} `));
  },
  Object: (world, value, { address }) => {
    world.leadsTo(value, address);
  },
  Process: (world, value, { id }) => {
    world.number(world.get(value, "Id"), id);
  },
};

const kinds: Readonly<Record<SpecialPortFacts["kind"], string>> = {
  none: "None",
  port: "Port",
  marker: "Marker",
  debugObject: "DebugObject",
};

/** A port field: its value, what it means, and what it leads to. */
function specialPort(world: World, value: unknown, facts: SpecialPortFacts): void {
  world.plain(world.get(value, "Value"), facts.value);
  world.plain(world.get(value, "Kind"), kinds[facts.kind]);
  const absence = "NotApplicable";
  world.leadsTo(world.get(value, "Port"), facts.kind === "port" ? facts.target : undefined, absence);
  // _DEBUG_OBJECT is not in the layouts.
  world.absent(world.get(value, "DebugObject"), facts.kind === "debugObject" ? "NotInThisBuild" : absence);
}

const portTypes = ["ALPC Port", "Port", "WaitablePort"];

const commonExpectations: Expectations<ProcessFacts> = {
  Process: (world, value, { address }) => {
    world.leadsTo(value, address);
  },
  DebugPort: (world, value, { debugPort }) => {
    specialPort(world, value, debugPort);
  },
  ExceptionPort: (world, value, { exceptionPort }) => {
    specialPort(world, value, exceptionPort);
  },
  SecurityPort: (world, value, { securityPort }) => {
    specialPort(world, value, securityPort);
  },
  CreatedPorts: (world, value, { createdPorts, hasExited }) => {
    world.holds(value, hasExited ? [] : createdPorts);
  },
  ConnectedPorts: (world, value, { connectedPorts, hasExited }) => {
    world.holds(value, hasExited ? [] : connectedPorts);
  },
  ServerPorts: (world, value, { serverPorts, hasExited }) => {
    world.holds(value, hasExited ? [] : serverPorts);
  },
  Handles: (world, value, { handles, address }) => {
    const expected = handles.filter(({ typeName }) => portTypes.includes(typeName));
    assert.deepEqual(
      world.pack
        .elements(value)
        .map((handle) => [
          world.pack.data(world.get(handle, "Handle")),
          world.pack.data(world.get(handle, "GrantedAccess")),
          world.pack.address(world.get(handle, "Port")),
          world.pack.address(world.get(handle, "Process")),
        ]),
      expected.map(({ handle, grantedAccess, object }) => [handle, grantedAccess, object, address]),
    );
  },
  WaitingThreads: (world, value, { address }) => {
    world.holds(
      value,
      world.facts.threads
        .filter(({ process, awaits }) => process === address && awaits !== undefined)
        .map((thread) => thread.address),
    );
  },
  ServingThreads: (world, value, { address }) => {
    const owed = new Set(world.facts.threads.flatMap(({ awaits }) => (awaits === undefined ? [] : [awaits.messageId])));
    world.holds(
      value,
      world.facts.threads
        .filter(
          ({ process, serving, servingId }) =>
            process === address && (world.isAlpc ? serving.length > 0 : servingId !== undefined && owed.has(servingId)),
        )
        .map((thread) => thread.address),
    );
  },
  Findings: (world, value, { address }) => {
    world.findings(value, address);
  },
};

export const processAlpcExpectations: Expectations<ProcessFacts> = {
  ...commonExpectations,
  Views: (world, value, { views }) => {
    world.lists(value, views);
  },
};

export const lpcProcessExpectations: Expectations<ProcessFacts> = commonExpectations;

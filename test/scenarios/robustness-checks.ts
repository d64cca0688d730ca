/** Checks of a damaged system: what is listed, which contradictions are found, and that the rest is unaffected. */
import assert from "node:assert/strict";
import type { FieldValue } from "../kernel/structure.ts";
import type { ScenarioPort } from "../kernel/scenario/port.ts";
import { hex, portAt, type FragileSystem } from "./robustness-scene.ts";

/** The structure of a port. */
export const PORT = "_ALPC_PORT";

/** The structure of a message. */
export const MESSAGE = "_KALPC_MESSAGE";

/** The system before the script has looked at it. */
export type Undamaged = Omit<FragileSystem, "pack">;

/** The client port of one of the connections to the spooler. */
export function client(system: Undamaged, index: number): ScenarioPort {
  return system.connections[index]?.clientPort ?? assert.fail("no such connection");
}

/** Sets one member of a structure. */
export function set(system: Undamaged, object: bigint, type: string, path: string, value: FieldValue): void {
  system.image.writeField(object, type, path, value);
}

/** All ports that the list shows, and what is printed beside it. */
export function listed({ pack }: FragileSystem): { readonly ports: ReadonlySet<bigint>; readonly printed: string } {
  pack.debugger.output.take();
  const ports = new Set(pack.addresses(pack.evaluate("@$cursession.Alpc.Ports")));
  return { ports, printed: pack.debugger.output.take() };
}

/** Explanations of the rule that names contradictions. */
export function contradictions({ pack }: FragileSystem): readonly string[] {
  return pack
    .elements(pack.evaluate("@$cursession.Alpc.Findings"))
    .filter((finding) => pack.property(finding, "Rule") === "alpc-inconsistent")
    .map((finding) => `${String(pack.property(finding, "Title"))}: ${String(pack.property(finding, "Explanation"))}`);
}

/** What holds in every damaged system: the whole rest is listed, and what is said of it is what it was. */
export function assertRestUnaffected(system: FragileSystem, without: readonly bigint[] = []): void {
  const { ports } = listed(system);
  for (const { address } of system.image.scenario.ports.all) {
    assert.equal(ports.has(address), !without.includes(address), `port ${hex(address)}`);
  }
  const { pack, quiet, quietConnection } = system;
  assert.equal(
    pack.ask(`${portAt(quiet.address)}`),
    `${hex(quiet.address)} ALPC_CONNECTION_PORT '\\RPC Control\\quiet' of svchost.exe (380)`,
  );
  assert.equal(pack.ask(`${portAt(quiet.address)}.Connections.Count()`), 1);
  assert.equal(
    pack.ask(`${portAt(quietConnection.clientPort.address)}`),
    `${hex(quietConnection.clientPort.address)} ALPC_CLIENT_COMMUNICATION_PORT of winword.exe (800) to 'quiet' of svchost.exe (380)`,
  );
  assert.ok(!contradictions(system).some((text) => text.includes("quiet")));
}

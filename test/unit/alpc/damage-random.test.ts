/** Random damage: everything is answered, nothing is thrown. */
import fc from "fast-check";
import { isAbsent } from "../../../src/target/absence.ts";
import { readAlpcPort } from "../../../src/alpc/port/port.ts";
import { readPayload } from "../../../src/alpc/message/payload.ts";
import { readRpc } from "../../../src/alpc/message/rpc.ts";
import { readResource, walkUsers } from "../../../src/alpc/resource/resource.ts";
import { walkResources } from "../../../src/alpc/resource/blob.ts";
import { validateAlpcMessage } from "../../../src/alpc/validate-message.ts";
import { validateAlpcPort } from "../../../src/alpc/validate-port.ts";
import { damagedSystem } from "./damaged-system.ts";
import { open, type Opened } from "./scene.ts";

const SEED = 20240607;

describe("damaged ALPC structures", () => {
  const { image } = damagedSystem();

  it("answers everything and throws nothing, whatever the structures hold", () => {
    const structures = [
      ...image.facts.ports.map(({ address }) => ({ address, length: 472 })),
      ...image.facts.ports.map(({ communicationInfo }) => ({ address: (communicationInfo ?? 0n) - 48n, length: 120 })),
      ...image.facts.messages.map(({ address }) => ({ address: address - 48n, length: 328 })),
      ...image.facts.resources.map(({ address }) => ({ address: address - 48n, length: 128 })),
    ];
    const places = structures.map(({ address }) => address);
    const value = fc.oneof(fc.constantFrom(0n, 1n, ...places), fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }));
    const damage = fc.array(fc.tuple(fc.nat(structures.length - 1), fc.nat(58), value), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(damage, (writes) => {
        const undo: (() => void)[] = [];
        for (const [index, position, written] of writes) {
          const structure = structures[index];
          if (structure !== undefined && position * 8 < structure.length) {
            const at = structure.address + BigInt(position * 8);
            const before = image.target.memory.read(at, 8)?.slice();
            undo.unshift(() => {
              image.write(at, before ?? new Uint8Array(8));
            });
            image.writePointer(at, written);
          }
        }
        askEverything(open(image));
        undo.forEach((restore) => {
          restore();
        });
      }),
      { seed: SEED, numRuns: 50, verbose: 1 },
    );
  }).timeout(30000);
});

function askEverything({ generation, target }: Opened): void {
  for (const address of generation.walkPorts()) {
    const port = readAlpcPort(target, address);
    if (!isAbsent(port)) {
      validateAlpcPort(target, port);
      generation.readServers(port);
      generation.readConnections(port);
      generation.findSources(address, true);
      for (const blob of walkResources(target, port.structure)) {
        const resource = isAbsent(blob) ? blob : readResource(target, blob.address);
        if (!isAbsent(resource)) {
          Array.from(walkUsers(target, resource));
        }
      }
    }
  }
  for (const address of generation.walkMessages()) {
    const message = generation.readMessage(address);
    if (!isAbsent(message)) {
      validateAlpcMessage(target, message);
      readPayload(target, message);
      readRpc(target, message);
    }
  }
  for (const thread of generation.walkWaitingThreads()) {
    generation.readServing(thread);
    generation.readReceivingOn(thread);
  }
}

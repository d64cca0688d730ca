/**
 * Two targets in one debugger: each keeps its own symbols, memory and processes, whichever is current and however the
 * host answers.
 */
import assert from "node:assert/strict";
import { Absence } from "../../../src/target/absence.ts";
import { readProcessMemory } from "../../../src/target/process-memory.ts";
import { targetOf } from "../../../src/target/sessions.ts";
import { hostMoods, SimulatedDebugger } from "../../host/debugger.ts";
import type { KernelImage } from "../../kernel/image.ts";
import { KernelScenario } from "../../kernel/scenario/scenario.ts";
import { installHost } from "../pack.ts";
import { word } from "../words.ts";

const USER_ADDRESS = 0x10000n;

/** Two processes with different bytes at one address. `kernelBase`: where the kernel lies. */
function buildImage(kernelBase?: bigint): KernelImage {
  const system = new KernelScenario("win10-19041-x64", kernelBase === undefined ? {} : { addresses: { kernelBase } });
  system.process("System", { id: 4 }).thread();
  for (const [name, byte] of [
    ["one.exe", 0x11],
    ["two.exe", 0x22],
  ] as const) {
    const process = system.process(name);
    system.machine.userSpace(process.address).place(USER_ADDRESS, Uint8Array.of(byte, 0, 0, 0));
  }
  return system.build();
}

function sessionsOf(): readonly JsProvider.Session[] {
  return Array.from((globalThis as unknown as { readonly host: JsProvider.Host }).host.namespace.Debugger.Sessions);
}

for (const mood of hostMoods) {
  describe(`two sessions, ${mood.name} host`, () => {
    it("keep their own symbols where their kernels lie at different addresses", () => {
      const simulated = new SimulatedDebugger(mood);
      const images = [buildImage(), buildImage(0xfffff80123400000n)];
      const opened = images.map((image) => simulated.openTarget(image.target));
      installHost(simulated);
      for (const current of opened) {
        simulated.switchTo(current);
        const heads = sessionsOf().map((session) => targetOf(session).symbol("PsActiveProcessHead"));
        const names = sessionsOf().map((session) => targetOf(session).symbol("AlpcpPortList"));
        images.forEach((image, index) => {
          assert.equal(
            String(heads[index]),
            `0x${(image.scenario.machine.findSymbol("PsActiveProcessHead") ?? 0n).toString(16)}`,
          );
          assert.equal(
            String(names[index]),
            `0x${(image.scenario.machine.findSymbol("AlpcpPortList") ?? 0n).toString(16)}`,
          );
        });
      }
    });

    it("read the memory of each process in that process, or say why they cannot", () => {
      const simulated = new SimulatedDebugger(mood);
      const image = buildImage();
      simulated.openTarget(image.target);
      installHost(simulated);
      const [session] = sessionsOf();
      assert.ok(session !== undefined);
      const target = targetOf(session);
      const found = image.facts.processes
        .slice(1)
        .map(({ address, id }) => readProcessMemory(target, { address: word(address), id }, word(USER_ADDRESS), 4));
      assert.deepEqual(found, [Uint8Array.of(0x11, 0, 0, 0), Uint8Array.of(0x22, 0, 0, 0)]);
      const one = image.facts.processes[1];
      assert.ok(one !== undefined);
      const owner = { address: word(one.address), id: one.id };
      const cases = [
        [
          readProcessMemory(target, owner, word(0x20000n), 4),
          "Unreadable",
          /^memory of process 0x[0-9a-f]+ at 0x20000 \(4 bytes\) cannot be read$/,
        ],
        [readProcessMemory(target, owner, word(one.address), 4), "Invalid", /kernel space/],
        [
          readProcessMemory(target, { ...owner, id: 0x7ffc }, word(USER_ADDRESS), 4),
          "Unreadable",
          /lists no process with id/,
        ],
        [
          readProcessMemory(
            target,
            { ...owner, address: word(image.facts.processes[2]?.address ?? 0n) },
            word(USER_ADDRESS),
            4,
          ),
          "Unreadable",
          /, not 0x/,
        ],
      ] as const;
      for (const [answer, kind, reason] of cases) {
        assert.ok(answer instanceof Absence && answer.kind === kind, String(reason));
        assert.match(answer.reason, reason);
      }
    });
  });
}

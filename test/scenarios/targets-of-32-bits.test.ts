/**
 * 32-bit kernels as Microsoft's debugger shows them: public symbols have an underscore, the engine lists no processes
 * and names no current one, and addresses come zero-extended or sign-extended.
 */
import assert from "node:assert/strict";
import { openPack } from "./pack.ts";
import { createScene, type Scene } from "./scene.ts";

const signExtended = (address: bigint): string => `0x${BigInt.asUintN(64, BigInt.asIntN(32, address)).toString(16)}`;
const plain = (address: bigint): string => `0x${address.toString(16)}`;

for (const layout of ["winxp-sp3-x86", "vista-sp2-x86", "win10-10240-x86"] as const) {
  describe(`a 32-bit target, ${layout}`, () => {
    const scene: Scene = createScene(layout);

    it("answers although the debugger lists no processes", () => {
      const pack = openPack(scene.image.target);
      const listing = openPack(scene.image.target, { targets32: "plain" });
      for (const collection of ["Ports", "Connections", "Messages", "WaitingThreads", "WaitChains", "Findings"]) {
        const count = `@$cursession.Alpc.${collection}.Count()`;
        assert.equal(pack.ask(count), listing.ask(count), collection);
      }
      assert.ok((pack.ask("@$cursession.Alpc.Ports.Count()") as number) > 10);
      assert.ok((pack.ask("@$cursession.Alpc.WaitingThreads.Count()") as number) > 0);
      assert.match(pack.print("!alpcx_process"), /System/);
      assert.match(pack.print("dx @$curprocess.Alpc"), /System/);
      assert.match(pack.print("!alpcx_thread"), /System/);
      assert.match(pack.print("dx @$curthread.Alpc"), /System/);
      assert.match(pack.print(`!alpcx_process 0x${scene.explorer.id.toString(16)}`), /explorer/);
    });

    it("takes a port's address in either form, as a number, as a pointer and as an object", () => {
      const pack = openPack(scene.image.target);
      const { address } = scene.ntsvcs;
      const type = layout === "winxp-sp3-x86" ? "_LPCP_PORT_OBJECT" : "_ALPC_PORT";
      const wanted = pack.ask(`@$cursession.Alpc.Port(${plain(address)}).ToDisplayString()`);
      assert.match(String(wanted), /ntsvcs/);
      for (const form of [
        signExtended(address),
        `((nt!${type}*)${plain(address)})`,
        `((nt!${type}*)${signExtended(address)})`,
        `(*(nt!${type}*)${signExtended(address)})`,
      ]) {
        assert.equal(pack.ask(`@$cursession.Alpc.Port(${form}).ToDisplayString()`), wanted, form);
      }
      assert.equal(pack.ask(`((nt!${type}*)${signExtended(address)})->Alpcx.ToDisplayString()`), wanted);
    });

    it("gives an example with an address that such a target could have", () => {
      const pack = openPack(scene.image.target);
      const example = /Example: (!alpcx_port .*?)(?: \[at|$)/;
      const [, command = ""] = example.exec(pack.printFailure("!alpcx_port 0x5")) ?? [];
      assert.match(pack.print(command), /cannot be read/);
    });

    it("finds the debugger's own process, or says why it cannot", () => {
      const pack = openPack(scene.image.target);
      const port = (address: bigint): string => `@$cursession.Alpc.Port(${plain(address)})`;
      assert.match(pack.print(`dx ${port(scene.ntsvcs.address)}.Owner.Process`), /cannot list its processes: it says /);
      assert.doesNotMatch(pack.print(`dx @$curprocess.Alpc.Process.Process`), /cannot list/);
    });
  });
}

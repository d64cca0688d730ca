/** Unusual targets: addresses of 57 bits, 32-bit kernels in a 64-bit debugger. */
import assert from "node:assert/strict";
import { hostMoods } from "../host/debugger.ts";
import { createScene } from "./scene.ts";
import { openPack } from "./pack.ts";

describe("kernel addresses of 57 bits", () => {
  it("are addresses like any other: ports, connections, messages and waits are found", () => {
    const { image } = createScene("win11-22621-x64", {
      addresses: { nonPagedPool: 0xff11_2233_4000_0000n, pagedPool: 0xff0a_0b0c_0000_0000n },
    });
    const pack = openPack(image.target);
    const { facts } = image;
    assert.deepEqual(
      new Set(pack.addresses(pack.evaluate("@$cursession.Alpc.Ports"))),
      new Set(facts.ports.map(({ address }) => address)),
    );
    assert.deepEqual(
      new Set(pack.addresses(pack.evaluate("@$cursession.Alpc.Messages"))),
      new Set(facts.messages.map(({ address }) => address)),
    );
    assert.equal(pack.ask("@$cursession.Alpc.Connections.Count()"), facts.connections.length);
    assert.equal(
      pack.ask("@$cursession.Alpc.WaitingThreads.Count()"),
      facts.threads.filter(({ awaits }) => awaits !== undefined).length,
    );
    assert.equal(pack.ask('@$cursession.Alpc.ConnectionPorts["ntsvcs"].Path'), "\\RPC Control\\ntsvcs");
    const [first] = facts.ports;
    const text = (first?.address ?? 0n).toString(16);
    for (const written of [`0x${text}`, `0x${text.slice(0, 8)}\`${text.slice(8)}`]) {
      assert.equal(pack.ask(`@$cursession.Alpc.Port("${written}").Address`), first?.address);
    }
  });
});

describe("a 32-bit kernel in a 64-bit debugger", () => {
  for (const mood of hostMoods) {
    it(`an address may be written or handed over with or without its sign (${mood.name})`, () => {
      const { image } = createScene("win10-10240-x86");
      const pack = openPack(image.target, mood);
      const address = image.facts.ports.find(({ path }) => path === "\\RPC Control\\ntsvcs")?.address ?? 0n;
      const wide = BigInt.asUintN(64, BigInt.asIntN(32, address));
      const expected = pack.ask(`@$cursession.Alpc.Port(0x${address.toString(16)})`);
      assert.match(String(expected), /ALPC_CONNECTION_PORT '\\RPC Control\\ntsvcs' of services\.exe/);
      for (const given of [
        `0x${wide.toString(16)}`,
        `"0x${address.toString(16)}"`,
        `"0x${wide.toString(16)}"`,
        `(nt!_ALPC_PORT*)0x${address.toString(16)}`,
        `(nt!_ALPC_PORT*)0x${wide.toString(16)}`,
      ]) {
        assert.equal(pack.ask(`@$cursession.Alpc.Port(${given})`), expected, given);
      }
      assert.equal(pack.ask(`((nt!_ALPC_PORT*)0x${address.toString(16)})->Alpcx`), expected);
    });
  }
});

/** What lies in missing memory is unknown: a port's connections are not none, a page is no object. */
import assert from "node:assert/strict";
import { openOffice, pick } from "./findings-scenes.ts";
import { openPack } from "./pack.ts";

describe("connections in missing memory", () => {
  const { scenario, port } = openOffice("win10-19041-x64", 1);
  const image = scenario.build();
  const whole = openPack(image.target);
  const info = BigInt(
    String(whole.ask(`@$cursession.Alpc.Port(0x${port.address.toString(16)}).CommunicationInfo.Address`)),
  );
  const page = info & ~0xfffn;
  image.unmap(page, 0x1000);
  const pack = openPack(image.target);
  const endpoint = `@$cursession.Alpc.Endpoints[0x${port.address.toString(16)}]`;

  it("are not counted as none", () => {
    assert.match(pack.print(`dx -r0 ${endpoint}`), /, clients unknown/);
    const members = pack.print(`dx ${endpoint}`);
    for (const name of ["Clients", "Connections", "ClientsByIntegrity", "ClientsByPackage"]) {
      assert.match(members, new RegExp(`^ +${name} +: <.*cannot be read>$`, "m"), name);
    }
    assert.match(pack.print(`dx -r0 ${endpoint}.Port.Connections`), /: 0 connections <.*cannot be read>$/m);
    assert.equal(pack.ask("@$cursession.Alpc.Endpoints.Table[0].Clients"), "?");
  });
});

it("a finding about missing memory has the page's address as its subject, not an object that could be there", () => {
  const { scenario, client, workers, connection } = openOffice("win10-19041-x64", 1);
  const message = client.thread().asks(connection, { secondsAgo: 90 });
  pick(workers).receives(message);
  const image = scenario.build();
  const page = message.address & ~0xfffn;
  image.unmap(page, 0x1000);
  const pack = openPack(image.target);
  const finding = '@$cursession.Alpc.Findings.First(f => f.Rule == "alpc-unreadable")';
  assert.equal(BigInt.asUintN(64, BigInt(String(pack.ask(`${finding}.Subject`)))), page);
  assert.doesNotMatch(pack.print(`dx -r2 ${finding}`), /_DISPATCHER_HEADER/);
});

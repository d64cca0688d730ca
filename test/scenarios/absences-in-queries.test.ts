/** Absences inside the conditions of LINQ: a nameless port is passed over, not shown as an error. */
import assert from "node:assert/strict";
import { createHang } from "../kernel/targets/index.ts";
import { openPack } from "./pack.ts";

describe("absences in queries", () => {
  const pack = openPack(createHang("win10-19041-x64").scenario.build().target);
  const ports = "@$cursession.Alpc.Ports";

  it("have no text: methods of strings find nothing in them", () => {
    const services = `${ports}.Where(p => p.Kind == "ALPC_CONNECTION_PORT")`;
    for (const condition of [
      'p.Name.Contains("svc")',
      'p.Name.StartsWith("nt")',
      'p.Name.EndsWith("cs")',
      'p.Name.ToLower() == "apiport"',
      'p.Name.ToUpper().Contains("LSA")',
    ]) {
      const found = pack.print(`dx ${ports}.Where(p => ${condition})`);
      assert.match(found, /ALPC_CONNECTION_PORT/);
      assert.doesNotMatch(found, /Unable to bind/, condition);
      assert.equal(
        String(pack.ask(`${ports}.Where(p => ${condition}).Count()`)),
        String(pack.ask(`${services}.Where(p => ${condition}).Count()`)),
      );
    }
  });

  it("show no methods", () => {
    assert.doesNotMatch(pack.print(`dx -r1 ${ports}["ntsvcs"].Peer`), /Contains|ToLower/);
  });
});

/** The JSON of the survey of endpoints: the same at each start, and written to a file. */
import assert from "node:assert/strict";
import { MemoryFileStore } from "../host/file-system.ts";
import { openPack } from "./pack.ts";
import { createEndpoints } from "./endpoints-scene.ts";

const SYSTEM = "@$cursession.Alpc";

describe("the JSON of endpoints", () => {
  it("is the same at each start of the same build, and differs where access does", () => {
    const json = (start: number): readonly string[] => {
      const pack = openPack(createEndpoints("win10-19041-x64", { start }).target);
      return String(pack.evaluate(`${SYSTEM}.Endpoints.AsJson().AsText()`)).split("\n");
    };
    const [first, second] = [json(1), json(2)];
    assert.deepEqual(first, second);
    assert.equal(first.length, 7);
    assert.deepEqual(first, first.slice().sort());
    const spoolss = first
      .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>)
      .find(({ path }) => path === "\\RPC Control\\spoolss");
    assert.deepEqual(spoolss, {
      path: "\\RPC Control\\spoolss",
      owner: "svchost.exe",
      service: "Spooler",
      session: 0,
      openTo: "Everyone, Anonymous, AppContainers",
      mayConnect:
        "Everyone, All application packages, Anonymous, SYSTEM, Authenticated users (on a condition); denied: Guests",
      sddl: "O:S-1-5-18G:S-1-5-18D:(D;;0x1;;;S-1-5-32-546)(A;;0x1;;;S-1-1-0)(A;;0x20001;;;S-1-15-2-1)(A;;0x1;;;S-1-5-7)(A;;0x1f0001;;;S-1-5-18)(?)(A;;0x20000;;;S-1-5-80-0)S:(ML;;0x1;;;S-1-16-4096)",
      label: "Low, no write up",
      impersonation: "SecurityIdentification",
      flags: ["AllowImpersonation", "AllowDupObject"],
      handleTypes: ["File", "Section"],
      interfaces: ["12345678-1234-abcd-ef00-0123456789ab 1.0 winspool"],
    });
    assert.ok(first.some((line) => line.includes('"path":"\\\\RPC Control\\\\LRPC-*"')));
  });

  it("is written to a file", () => {
    const store = new MemoryFileStore();
    const pack = openPack(createEndpoints("win10-19041-x64").target, { fileSystem: store });
    assert.equal(pack.ask(`${SYSTEM}.Endpoints.AsJson("C:\\\\temp\\\\e.json")`), "Written to C:\\temp\\e.json");
    assert.equal(store.text("C:\\temp\\e.json"), `${String(pack.evaluate(`${SYSTEM}.Endpoints.AsJson().AsText()`))}\n`);
    assert.match(pack.failure(`${SYSTEM}.Endpoints.AsJson(5)`), /the path of a file/);
    assert.match(pack.failure(`${SYSTEM}.Endpoints.AsJson("C:\\temp")`), /makes control characters/);
  });
});

/** An absence given to a command: the place where memory was missing is no object's address. */
import assert from "node:assert/strict";
import { KernelScenario } from "../kernel/index.ts";
import { openPack } from "./pack.ts";

describe("an absence as an argument", () => {
  it("names no object, though it has an address", () => {
    const scenario = new KernelScenario("win10-19041-x64", { isDump: true });
    scenario.process("System", { id: 4 }).thread({ id: 8 });
    const server = scenario.process("spoolsv.exe", { id: 0x300 });
    const client = scenario.process("winword.exe", { id: 0x800 });
    const message = client.thread().asks(client.connectsTo(server.createsPort("\\RPC Control\\spoolss")));
    const image = scenario.build();
    image.unmap(message.address, 0x200);
    const pack = openPack(image.target);
    const type = `@$cursession.Alpc.Message(0x${message.address.toString(16)}).Type`;
    assert.equal(pack.ask(`${type}.Address`), message.address);
    assert.match(
      pack.failure(`@$alpcx_message(${type})`),
      /^'<_KALPC_MESSAGE at 0x.*' is not the address or id of a message\b/,
    );
  });
});

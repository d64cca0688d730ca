/** A debugger that cannot name the current process and thread: commands that need them say so. */
import assert from "node:assert/strict";
import type { LayoutId } from "../kernel/index.ts";
import { openPack, type Pack } from "./pack.ts";
import { createScene } from "./scene.ts";

const LAYOUTS: readonly LayoutId[] = ["winxp-sp3-x86", "win7-sp1-x64", "win10-10240-x86", "win11-22621-x64"];

/** The common scene in a debugger that throws wherever it is asked for the current process or thread. */
function openWithoutCurrent(layout: LayoutId): Pack {
  const { target } = createScene(layout).image;
  const pack = openPack(target);
  const refuse = (): never => {
    throw new Error("Unknown exception");
  };
  Object.assign(target, { currentProcess: refuse, currentThread: refuse });
  return pack;
}

for (const layout of LAYOUTS) {
  describe(`a debugger without a current thread on ${layout}`, () => {
    let pack: Pack;

    before(() => {
      pack = openWithoutCurrent(layout);
    });

    it("gets a sentence that says what to type", () => {
      assert.equal(
        pack.printFailure("!alpcx_thread"),
        "The debugger does not say which thread is current: name one by its id or address. Example: !alpcx_thread 0x9a4",
      );
      assert.equal(
        pack.printFailure("!alpcx_process"),
        "The debugger does not say which process is current: name one by its id, address or name. Example: !alpcx_process 0x2a8",
      );
    });

    it("answers whatever does not depend on the current process or thread", () => {
      assert.match(
        pack.print('!alpcx_process "services.exe"'),
        /^@\$alpcx_process\("services\.exe"\) : A?LPC of services\.exe \(204\)\n/,
      );
      assert.match(pack.print('!alpcx_port "ntsvcs"'), /ConnectionPort .*ntsvcs' of services\.exe \(204\)/);
      assert.match(
        pack.print("!alpcx_why"),
        /Held by: +notepad\.exe \(a10\.a20\), which waits for event 'PrinterReady'/,
      );
    });
  });
}

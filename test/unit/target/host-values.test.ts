/** Numbers and addresses that cross between the script and the host. */
import assert from "node:assert/strict";
import { Absence } from "../../../src/target/absence.ts";
import { addressFromHost, hostWord, numberFromHost, wordFromHost } from "../../../src/target/host-values.ts";
import { Word64 } from "../../../src/target/word64.ts";
import { hostMoods } from "../../host/debugger.ts";
import type { KernelImage } from "../../kernel/image.ts";
import { layoutIds, type LayoutId } from "../../kernel/layouts/layouts.ts";
import { KernelScenario } from "../../kernel/scenario/scenario.ts";
import { openPack } from "../pack.ts";

function buildImage(layout: LayoutId = "win10-19041-x64"): KernelImage {
  const system = new KernelScenario(layout);
  system.process("System", { id: 4 }).thread();
  return system.build();
}

for (const mood of hostMoods) {
  describe(`values of a host whose mood is "${mood.name}"`, () => {
    it("come in exactly and go out exactly", () => {
      openPack(buildImage().target, mood);
      for (const value of [
        new Word64(0, 5),
        new Word64(0xffffffff, 0xffffffff),
        new Word64(0xfffff800, 0x80000001),
        new Word64(0, 0x80000000),
      ]) {
        const native = hostWord(value);
        assert.equal(wordFromHost(native)?.key, value.key);
        assert.equal(addressFromHost({ address: native })?.key, value.key);
        assert.equal(addressFromHost({ targetLocation: { address: native } })?.key, value.key);
      }
    });

    it("are the same addresses on every layout", () => {
      for (const layout of layoutIds) {
        const image = buildImage(layout);
        const { target } = openPack(image.target, mood);
        const symbol = target.symbol("PsActiveProcessHead");
        const expected = image.target.modules[0]?.symbols.get("PsActiveProcessHead")?.address;
        assert.equal(symbol instanceof Absence ? symbol.reason : symbol.key, expected?.toString(16));
      }
    });
  });
}

describe("values of the host", () => {
  it("that are no numbers stay undefined", () => {
    for (const value of [undefined, null, "5", 0.5, 2 ** 53, true, Symbol("s"), () => 5]) {
      assert.equal(wordFromHost(value), undefined);
    }
    for (const value of [undefined, null, {}, { address: "5" }, "0x10"]) {
      assert.equal(addressFromHost(value), undefined);
    }
  });

  it("convert to small numbers where they can", () => {
    assert.equal(numberFromHost(7), 7);
    assert.equal(numberFromHost({ valueOf: () => 9 }), 9);
    assert.equal(numberFromHost({ getLowPart: () => -2, getHighPart: () => 0 }), 0xfffffffe);
    assert.equal(numberFromHost({ getLowPart: () => 0, getHighPart: () => -1 }), undefined);
    assert.equal(
      numberFromHost({
        valueOf: () => {
          throw new Error("64 bit value loses precision on conversion to number");
        },
      }),
      undefined,
    );
    assert.equal(numberFromHost("7"), undefined);
  });

  it("whose properties throw have no address", () => {
    assert.equal(
      addressFromHost({
        get address(): unknown {
          throw new Error("gone");
        },
      }),
      undefined,
    );
  });
});

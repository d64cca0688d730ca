/** The shared user page, and the range of kernel addresses. */
import assert from "node:assert/strict";
import { Absence, unreadable, type Maybe } from "../../../src/target/absence.ts";
import { isKernelAddress, normalizedAddress, validateKernelPointer } from "../../../src/target/address.ts";
import { readMoment, readTickCount, sharedUserPage } from "../../../src/target/clock.ts";
import { Word64 } from "../../../src/target/word64.ts";

type Read = (address: Word64, length: number) => Maybe<Uint8Array>;

/** The page at its place for x64, with 32-bit values at offsets. */
function sharedPage(values: Readonly<Record<number, number>>): Read {
  const page = new DataView(new ArrayBuffer(4096));
  for (const [offset, value] of Object.entries(values)) {
    page.setUint32(Number(offset), value, true);
  }
  return (address, length) => {
    const offset = address.distanceFrom(sharedUserPage(8));
    return offset >= 0 && offset + length <= 4096
      ? new Uint8Array(page.buffer, offset, length)
      : unreadable(address, length);
  };
}

describe("the target's clock", () => {
  it("has its documented address", () => {
    assert.equal(String(sharedUserPage(4)), "0xffdf0000");
    assert.equal(String(sharedUserPage(8)), "0xfffff78000000000");
  });

  it("differs as soon as the interrupt time or the system time does", () => {
    const times = { 0x08: 5, 0x0c: 1, 0x10: 1, 0x14: 7, 0x18: 2, 0x1c: 2 };
    const moment = readMoment(sharedPage(times), 8);
    assert.equal(readMoment(sharedPage({ ...times }), 8), moment);
    for (const changed of [{ 0x08: 6 }, { 0x0c: 2 }, { 0x14: 8 }, { 0x18: 3 }]) {
      assert.notEqual(readMoment(sharedPage({ ...times, ...changed }), 8), moment);
    }
  });

  it("is absent where the page cannot be read", () => {
    const nothing: Read = (address, length) => unreadable(address, length);
    assert.ok(readMoment(nothing, 8) instanceof Absence);
    assert.ok(readTickCount(nothing, 8) instanceof Absence);
  });

  it("counts ticks in 64 bits and refuses a count caught in the middle of an update", () => {
    assert.equal(String(readTickCount(sharedPage({ 0x320: 0x89abcdef, 0x324: 3, 0x328: 3 }), 8)), "0x389abcdef");
    const torn = readTickCount(sharedPage({ 0x320: 1, 0x324: 3, 0x328: 2 }), 8);
    assert.ok(torn instanceof Absence && torn.kind === "Invalid");
  });
});

describe("addresses", () => {
  const at = (high: number, low: number): Word64 => new Word64(high, low);

  it("are the kernel's in the upper half", () => {
    assert.equal(isKernelAddress(at(0, 0x80000000), 4), true);
    assert.equal(isKernelAddress(at(0, 0x7fffffff), 4), false);
    assert.equal(isKernelAddress(at(0xffff8000, 0), 8), true);
    assert.equal(isKernelAddress(at(0xff000000, 0), 8), true);
    assert.equal(isKernelAddress(at(0x7fff, 0xffffffff), 8), false);
  });

  it("of 32 bits are kept zero-extended", () => {
    assert.equal(String(normalizedAddress(at(0xffffffff, 0x81234560), 4)), "0x81234560");
    assert.equal(String(normalizedAddress(at(0xffffffff, 0x81234560), 8)), "0xffffffff81234560");
  });

  it("are refused with the reason where they cannot lead into the kernel", () => {
    assert.match(validateKernelPointer(Word64.zero, 8, "a port")?.reason ?? "", /a port.*null/);
    assert.match(validateKernelPointer(at(1, 0), 8, "a port")?.reason ?? "", /not in kernel space/);
    assert.match(validateKernelPointer(at(0xfffff800, 2), 8, "a port")?.reason ?? "", /not aligned/);
    assert.equal(validateKernelPointer(at(0xfffff800, 4), 8, "a port"), undefined);
  });
});

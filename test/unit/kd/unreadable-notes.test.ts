/** Notes below a display that say why memory of a dump could not be read. */
import assert from "node:assert/strict";
import { unreadableNotes } from "../../kd/unreadable-notes.ts";
import type { SimulatedTarget } from "../../host/target.ts";

/** Only the page of 0xffff800000002000 is missing. */
const target = {
  memory: {
    read: () => undefined,
    write: () => false,
    explain: (address: bigint) => (address >> 12n === 0xffff800000002n ? "paged out: in a page file" : undefined),
  },
} as unknown as SimulatedTarget;

const notes = (text: string, of: SimulatedTarget | undefined = target): readonly string[] => [
  ...unreadableNotes(text, of),
];

describe("notes on memory that cannot be read", () => {
  it("say why, once for each address", () => {
    assert.deepEqual(
      notes(
        "<_X at 0xffff800000002010 (16 bytes) cannot be read>\nUnable to read target memory at '0xffff800000002010'\nunreadable at 0xffff8000`00002020",
      ),
      ["* 0xffff800000002010 is paged out: in a page file", "* 0xffff8000`00002020 is paged out: in a page file"],
    );
  });

  it("find the page that is missing where a structure reaches into it", () => {
    assert.deepEqual(notes("<_EPROCESS at 0xffff800000001f00 (2944 bytes) cannot be read>"), [
      "* 0xffff800000002000 is paged out: in a page file",
    ]);
  });

  it("leave alone what can be read, what is no complaint, and targets that do not know", () => {
    assert.deepEqual(
      notes("<_X at 0xffff800000001f00 (16 bytes) cannot be read>\nPort 0xffff800000002010 of lsass.exe"),
      [],
    );
    assert.deepEqual(
      notes("0xffff800000002010 cannot be read", {
        memory: { read: () => undefined, write: () => false },
      } as unknown as SimulatedTarget),
      [],
    );
  });
});

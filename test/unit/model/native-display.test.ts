/** Displays that scripts add to native objects, and how absent values are sorted. */
import assert from "node:assert/strict";
import { Absence } from "../../../src/target/absence.ts";
import { writeTextFile } from "../../../src/target/files.ts";
import { typeExtensions } from "../../../src/model/extensions.ts";
import { shownSeconds } from "../../../src/text/counts.ts";
import { Unavailable } from "../../../src/model/base/members.ts";

describe("extensions of native types", () => {
  it("lend them no string conversion", () => {
    for (const { typeName, extension } of typeExtensions) {
      const prototype = extension.prototype as object;
      assert.ok(!("toString" in prototype), typeName);
      assert.deepEqual(
        Object.getOwnPropertyNames(prototype).filter((name) => name !== "constructor"),
        ["Alpcx"],
      );
    }
  });

  it("are there for processes and threads, too", () => {
    const names = typeExtensions.map(({ typeName }) => typeName);
    for (const name of ["_ALPC_PORT", "_KALPC_MESSAGE", "_EPROCESS", "_ETHREAD"]) {
      assert.ok(names.includes(name), name);
    }
  });
});

describe("absences among data", () => {
  const absent = (reason: string): Unavailable => new Unavailable(new Absence("NotApplicable", reason));

  it("come last, and those with the same reason together", () => {
    assert.equal(absent("a").compareTo("text"), 1);
    assert.equal(absent("a").compareTo(5), 1);
    assert.deepEqual(
      [absent("a").compareTo(absent("b")), absent("b").compareTo(absent("a")), absent("a").compareTo(absent("a"))],
      [-1, 1, 0],
    );
  });

  it("equal only their like", () => {
    assert.ok(absent("a").equals(absent("a")));
    assert.ok(!absent("a").equals(absent("b")));
    assert.ok(!absent("a").equals("<a>"));
  });
});

describe("seconds", () => {
  it("have fractions only where these matter", () => {
    assert.deepEqual([0.015625, 2.34375, 9.9999, 95.015625, 400].map(shownSeconds), [0.02, 2.34, 10, 95, 400]);
  });
});

describe("files", () => {
  const expected = /^The debugger's file extension is not loaded: run \.load DbgModelApiXtn, then the command again\.$/;

  function withUtility(utility: object, action: () => void): void {
    const before = (globalThis as { host?: unknown }).host;
    Object.assign(globalThis, { host: { namespace: { Debugger: { Utility: utility } } } });
    try {
      action();
    } finally {
      Object.assign(globalThis, { host: before });
    }
  }

  it("without the debugger's file API say what to load", () => {
    for (const utility of [
      {},
      { FileSystem: null },
      {
        get FileSystem(): never {
          throw new Error("Unable to bind name 'FileSystem'");
        },
      },
    ]) {
      withUtility(utility, () => {
        assert.throws(
          () => writeTextFile("C:\\graph.html", ""),
          ({ message }: Error) => expected.test(message),
        );
      });
    }
  });

  it("with it keep the system's own words", () => {
    withUtility(
      {
        FileSystem: {
          CreateFile: () => {
            throw new Error("access denied");
          },
        },
      },
      () => {
        assert.throws(() => writeTextFile("C:\\graph.html", ""), /was not written: access denied\./);
      },
    );
  });
});

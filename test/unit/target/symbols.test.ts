/** Look-ups of symbols and types in hosts that answer in different ways. */
import assert from "node:assert/strict";
import { Absence } from "../../../src/target/absence.ts";
import { saysNotFound } from "../../../src/target/host-errors.ts";
import { Symbols } from "../../../src/target/symbols.ts";
import { intrinsics, typeObject } from "./type-objects.ts";

/** The host's 64-bit value, as far as the pack looks at it. */
function int64(value: bigint): object {
  return { getLowPart: () => Number(value & 0xffff_ffffn), getHighPart: () => Number(value >> 32n) };
}

type Call = (...args: readonly unknown[]) => unknown;

/**
 * Microsoft's host (provider 10.0.25967): two arguments alone, null for what is not there; the object form answers for
 * the context's session.
 */
function microsoftHost(
  sessions: Readonly<Record<string, Readonly<Record<string, bigint>>>>,
  current: string,
  extra: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  const count = (name: string, args: readonly unknown[], least: number, most: number): void => {
    if (args.length < least || args.length > most) {
      throw new Error(`Improper number of arguments to method '${name}'`);
    }
  };
  const getModuleSymbolAddress: Call = (...args) => {
    count("getModuleSymbolAddress", args, 2, 2);
    const address = sessions[current]?.[String(args[1])];
    return address === undefined ? null : int64(address);
  };
  const getModuleSymbol: Call = (...args) => {
    count("getModuleSymbol", args, 2, 4);
    if (args[2] !== "_LIST_ENTRY") {
      throw new Error("Invalid argument to method 'getModuleSymbol'");
    }
    const address = sessions[String((args[3] as { readonly name: string }).name)]?.[String(args[1])];
    return address === undefined ? null : { address: int64(1n), targetLocation: { address: int64(address) } };
  };
  const getModuleType: Call = (...args) => {
    count("getModuleType", args, 2, 3);
    return args[1] === "_LIST_ENTRY"
      ? typeObject({ name: "_LIST_ENTRY", size: 16, members: { Flink: { offset: 0, type: intrinsics.longLong } } })
      : null;
  };
  return {
    currentApiVersionInitialized: { majorVersion: 1, minorVersion: 7 },
    getModuleSymbolAddress,
    getModuleSymbol,
    getModuleType,
    ...extra,
  };
}

function symbolsIn(host: Record<string, unknown>, session: string, current: boolean): Symbols {
  Object.assign(globalThis, { host });
  return new Symbols({ name: session } as unknown as JsProvider.ContextInheritor, () => current);
}

function addressIn(symbols: Symbols, name: string, pointerSize: 4 | 8 = 8): string {
  const found = symbols.address(name, pointerSize);
  return found instanceof Absence ? `${found.kind}: ${found.reason}` : found.toString();
}

const SESSIONS = {
  a: { AlpcpPortList: 0xfffff80001000010n },
  b: { AlpcpPortList: 0xfffff80077000010n, KeTickCount: 0xfffff80077000020n },
};

describe("symbols", () => {
  let before: unknown;
  beforeEach(() => {
    before = (globalThis as { host?: unknown }).host;
  });
  afterEach(() => {
    Object.assign(globalThis, { host: before });
  });

  it("are asked for by two arguments in the current session, by an object of a known type in another", () => {
    const host = microsoftHost(SESSIONS, "a");
    assert.equal(addressIn(symbolsIn(host, "a", true), "AlpcpPortList"), "0xfffff80001000010");
    assert.equal(addressIn(symbolsIn(host, "b", false), "AlpcpPortList"), "0xfffff80077000010");
    assert.equal(addressIn(symbolsIn(host, "b", false), "KeTickCount"), "0xfffff80077000020");
    assert.equal(
      addressIn(symbolsIn(host, "a", true), "KeTickCount"),
      "NotInThisBuild: nt!KeTickCount is not in this build of Windows",
    );
    assert.equal(
      addressIn(symbolsIn(host, "b", false), "Nothing"),
      "NotInThisBuild: nt!Nothing is not in this build of Windows",
    );
  });

  it("are found where a provider takes the context as a third argument only", () => {
    const getModuleSymbolAddress: Call = (...args) => {
      if (args.length !== 3) {
        throw new Error("Improper number of arguments to method 'getModuleSymbolAddress'");
      }
      const address = SESSIONS[(args[2] as { readonly name: "a" | "b" }).name as "a"][
        String(args[1]) as "AlpcpPortList"
      ] as bigint | undefined;
      if (address === undefined) {
        throw new Error(`Unable to find symbol '${String(args[1])}' in module 'nt'`);
      }
      return int64(address);
    };
    const getModuleSymbol: Call = () => {
      throw new Error("Unknown exception");
    };
    const host = microsoftHost(SESSIONS, "a", { getModuleSymbolAddress, getModuleSymbol });
    for (const isCurrent of [true, false]) {
      assert.equal(addressIn(symbolsIn(host, "b", isCurrent), "AlpcpPortList"), "0xfffff80077000010");
      assert.match(addressIn(symbolsIn(host, "b", isCurrent), "Nothing"), /^NotInThisBuild/);
    }
  });

  it("that a host under interface 1.0 throws for are absent, while its other errors are passed on", () => {
    const throwing =
      (words: string): Call =>
      () => {
        throw new Error(words);
      };
    const old = { currentApiVersionInitialized: { majorVersion: 1, minorVersion: 0 } };
    const host = microsoftHost(SESSIONS, "a", {
      ...old,
      getModuleSymbolAddress: throwing("Unknown exception"),
      getModuleType: throwing("Unknown exception"),
    });
    const symbols = symbolsIn(host, "a", true);
    assert.match(addressIn(symbols, "Nothing"), /^NotInThisBuild/);
    const layout = symbols.layout("_NOTHING");
    assert.ok(layout instanceof Absence && layout.kind === "NotInThisBuild");
  });

  it("that the host fails at are not called absent: its own words are passed on, and it is asked again", () => {
    const failing: Call = () => {
      throw new Error("The server is busy.");
    };
    const host = microsoftHost(SESSIONS, "a", {
      getModuleSymbolAddress: failing,
      getModuleSymbol: failing,
      getModuleType: failing,
    });
    const symbols = symbolsIn(host, "a", true);
    assert.equal(
      addressIn(symbols, "AlpcpPortList"),
      'Unreadable: nt!AlpcpPortList cannot be looked up: the debugger says "The server is busy"',
    );
    const layout = symbols.layout("_LIST_ENTRY");
    assert.ok(layout instanceof Absence && layout.kind === "Unreadable");
    Object.assign(host, microsoftHost(SESSIONS, "a"));
    assert.match(addressIn(symbols, "AlpcpPortList"), /^Unreadable/);
    assert.ok(symbols.askRefusedAgain());
    assert.ok(!symbols.askRefusedAgain());
    assert.equal(addressIn(symbols, "AlpcpPortList"), "0xfffff80001000010");
    assert.ok(!(symbols.layout("_LIST_ENTRY") instanceof Absence));
  });

  it("of 32-bit kernels are found with their underscore, and the plain name first", () => {
    const host = microsoftHost(
      { a: { _AlpcpPortList: 0xffffffff81234560n, KeTickCount: 0x80551280n, _KeTickCount: 0x11n } },
      "a",
    );
    const symbols = symbolsIn(host, "a", true);
    assert.equal(addressIn(symbols, "AlpcpPortList", 4), "0x81234560");
    assert.equal(addressIn(symbols, "KeTickCount", 4), "0x80551280");
    assert.match(addressIn(symbols, "Nothing", 4), /^NotInThisBuild: nt!Nothing is/);
    assert.match(
      addressIn(symbolsIn(host, "a", true), "AlpcpPortList", 8),
      /^NotInThisBuild/,
      "64-bit symbols have none",
    );
  });

  it("are not called absent where it is the module that is not there", () => {
    for (const [words, expected] of [
      ["Unable to find symbol 'x' in module 'nt'", true],
      ["Cannot find symbol", true],
      ["Symbol could not be found", true],
      ["Unable to find module 'nt'", false],
      ["Symbols are not loaded for module 'nt'", false],
      ["Improper number of arguments to method 'getModuleSymbolAddress'", false],
      ["Unknown exception", false],
    ] as const) {
      Object.assign(globalThis, { host: microsoftHost({}, "a") });
      assert.equal(saysNotFound(new Error(words)), expected, words);
    }
  });
});

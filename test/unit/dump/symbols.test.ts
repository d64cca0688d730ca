/** Symbol files: PDB, ISF, where they are searched, and the errors for missing ones. */
import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { memorySource } from "../../dump/file/byte-source.ts";
import { fetchSymbols, type Fetch } from "../../dump/symbols/download.ts";
import { readIsf } from "../../dump/symbols/isf.ts";
import { readPdb } from "../../dump/symbols/pdb.ts";
import { parseSymbolPath } from "../../dump/symbols/symbol-path.ts";
import { findSymbols } from "../../dump/symbols/symbol-search.ts";
import { writeIsf } from "../../dump/write/isf-writer.ts";
import { fetchAndOpenDump, progressLine } from "../../kd/dump-opening.ts";
import { loadLayout } from "../../kernel/layouts/layouts.ts";
import { fixtures } from "./samples.ts";

const packed = `${fixtures}ntkrnlmp.pdb.gz`;
const pdb = gunzipSync(readFileSync(packed));
const key = { name: "ntkrnlmp.pdb", guid: "B18A1185450BB5B14C4C44205044422E", age: 1 };
const build = "Windows";

describe("PDB", () => {
  const file = readPdb(memorySource("nt.pdb", pdb), build);
  const { types, enums } = file.layout;

  it("says which image it belongs to", () => {
    assert.deepEqual(file.key, { guid: key.guid, age: 1 });
  });

  it("lays out structures in the order of their fields", () => {
    const message = types["_KALPC_MESSAGE"];
    assert.equal(message?.kind, "struct");
    assert.equal(message.size, 0x118);
    assert.deepEqual(Object.keys(message.fields).slice(0, 6), [
      "Entry",
      "PortQueue",
      "OwnerPort",
      "WaitingThread",
      "u1",
      "SequenceNo",
    ]);
    assert.deepEqual(message.fields["PortQueue"], { offset: 0x10, type: "_ALPC_PORT*" });
  });

  it("has bit fields, unions, arrays and types without a name", () => {
    assert.equal(types["_KALPC_MESSAGE::u1"]?.kind, "union");
    assert.equal(types["_KALPC_MESSAGE"]?.fields["u1"]?.type, "_KALPC_MESSAGE::u1");
    assert.deepEqual(types["_ALPC_PORT::u1::s1"]?.fields["Type"], { offset: 0, type: "unsigned long", bit: [1, 2] });
    assert.deepEqual(types["_EPROCESS"]?.fields["ImageFileName"]?.type, "unsigned char[15]");
    assert.match(types["_KTHREAD"]?.fields["WaitBlock"]?.type ?? "", /^_KWAIT_BLOCK\[4\]$/);
  });

  it("has enums with their values", () => {
    const [name] = Object.keys(enums).filter(
      (one) => one === "_KWAIT_REASON" || one === "_KTHREAD_STATE" || one === "_BLOB_ID",
    );
    assert.ok(name !== undefined, Object.keys(enums).join());
    assert.ok(Object.keys(enums[name] ?? {}).length > 3);
  });

  it("has public symbols at their places", () => {
    assert.deepEqual(file.symbols.get("AlpcpPortList"), { rva: 0xc2a130 });
    assert.equal(file.symbols.size, 1603);
  });

  it("is rejected if it is not a dump, damaged or truncated", () => {
    assert.throws(() => readPdb(memorySource("x.pdb", Buffer.from("MZ nothing")), build), /x\.pdb is not a PDB\./);
    assert.throws(() => readPdb(memorySource("x.pdb", pdb.subarray(0, 0x9000)), build), /damaged or cut off/);
    const huge = Buffer.from(pdb);
    huge.writeUInt32LE(0x7fffffff, 0x2c);
    assert.throws(() => readPdb(memorySource("x.pdb", huge), build), /has an impossible directory/);
  });
});

describe("ISF", () => {
  for (const id of ["win11-22621-x64", "win10-10240-x86"] as const) {
    it(`gives the layout back that was written, ${id}`, () => {
      const layout = loadLayout(id);
      const file = readIsf(memorySource("t.json", Buffer.from(writeIsf(layout, key))), layout.build);
      assert.deepEqual(JSON.parse(JSON.stringify(file.layout.types)), JSON.parse(JSON.stringify(layout.types)));
      assert.deepEqual(JSON.parse(JSON.stringify(file.layout.enums)), JSON.parse(JSON.stringify(layout.enums)));
      assert.deepEqual({ ...file.layout.symbols }, layout.symbols);
      assert.deepEqual(
        [file.layout.arch, file.layout.pointerSize, file.key],
        [layout.arch, layout.pointerSize, { guid: key.guid, age: 1 }],
      );
    });
  }

  it("names types without a name by the place where they are met", () => {
    const table = {
      metadata: {},
      base_types: { pointer: { size: 8 }, "unsigned int": { size: 4 } },
      enums: {},
      symbols: { Head: { address: 16, type: { kind: "struct", name: "_A" } } },
      user_types: {
        _A: {
          kind: "struct",
          size: 8,
          fields: {
            u: { offset: 0, type: { kind: "union", name: "__unnamed_12" } },
            p: { offset: 8, type: { kind: "pointer", subtype: { kind: "struct", name: "_A" } } },
          },
        },
        __unnamed_12: {
          kind: "union",
          size: 4,
          fields: {
            Low: {
              offset: 0,
              type: { kind: "bitfield", bit_position: 3, bit_length: 2, type: { kind: "base", name: "unsigned int" } },
            },
          },
        },
      },
    };
    const { layout, symbols } = readIsf(memorySource("t.json", Buffer.from(JSON.stringify(table))), build);
    assert.deepEqual(
      { ...layout.types["_A"]?.fields },
      { u: { offset: 0, type: "_A::u" }, p: { offset: 8, type: "_A*" } },
    );
    assert.deepEqual({ ...layout.types["_A::u"]?.fields }, { Low: { offset: 0, type: "unsigned int", bit: [3, 2] } });
    assert.deepEqual(symbols.get("Head"), { rva: 16, type: "_A" });
  });

  it("is refused when it is broken or something else", () => {
    assert.throws(
      () => readIsf(memorySource("t.json", Buffer.from('{"a":')), build),
      /t\.json is not a symbol table: its JSON is broken\./,
    );
    assert.throws(
      () => readIsf(memorySource("t.json", Buffer.from('{"a":[1]}')), build),
      /no symbol table of Volatility/,
    );
  });
});

describe("symbol paths", () => {
  it("are split as the debugger does", () => {
    assert.deepEqual(
      parseSymbolPath("C:\\own; srv*D:\\cache*https://msdl.microsoft.com/download/symbols;cache*E:\\c"),
      [
        { folders: ["C:\\own"], servers: [] },
        { folders: ["D:\\cache"], servers: ["https://msdl.microsoft.com/download/symbols"] },
        { folders: ["E:\\c"], servers: [] },
      ],
    );
    assert.deepEqual(parseSymbolPath("symsrv*symsrv.dll*D:\\s*https://x.example/s; ;"), [
      { folders: ["D:\\s"], servers: ["https://x.example/s"] },
    ]);
  });
});

describe("the search for symbols", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "alpcx-symbols-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const find = (paths: readonly string[]): string => findSymbols({ key, build, paths }).path;
  const place = (name: string, bytes: Uint8Array): string => {
    mkdirSync(join(folder, name, ".."), { recursive: true });
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  };
  const isf = (): Buffer => Buffer.from(writeIsf(loadLayout("win11-22621-x64"), key));

  const forms: readonly (readonly [what: string, name: string, bytes: () => Uint8Array])[] = [
    ["a folder", "ntkrnlmp.pdb", () => pdb],
    ["a folder, packed", "ntkrnlmp.pdb.gz", () => gzipSync(pdb)],
    ["a store", "ntkrnlmp.pdb/B18A1185450BB5B14C4C44205044422E1/ntkrnlmp.pdb", () => pdb],
    ["a Volatility table", "ntkrnlmp.pdb/B18A1185450BB5B14C4C44205044422E-1.json", isf],
    [
      "a packed Volatility table",
      "windows/ntkrnlmp.pdb/B18A1185450BB5B14C4C44205044422E-1.json.gz",
      () => gzipSync(isf()),
    ],
  ];
  for (const [what, name, bytes] of forms) {
    it(`takes a file out of ${what}`, () => {
      const path = place(name, bytes());
      assert.equal(find([join(folder, "elsewhere"), `srv*${folder}*https://symbols.example`]), path);
    });
  }

  it("takes a file that is named itself, and follows file.ptr", () => {
    const path = place("any.pdb", pdb);
    assert.equal(find([path]), path);
    place("ntkrnlmp.pdb/B18A1185450BB5B14C4C44205044422E1/file.ptr", Buffer.from(`PATH:${path}`));
    assert.equal(find([folder]), path);
  });

  it("says exactly what is missing, where it looked and how to get it", () => {
    copyFileSync(`${fixtures}vista/ntkrnlmp.pdb.gz`, join(folder, "ntkrnlmp.pdb.gz"));
    place("ntkrnlmp.pd_", Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 0, 0, 0]));
    assert.throws(
      () => find([folder, join(folder, "none")]),
      (error: Error) => {
        assert.match(
          error.message,
          /^No symbols for ntkrnlmp\.pdb, GUID B18A1185450BB5B14C4C44205044422E, age 1\. Looked in /,
        );
        assert.match(
          error.message,
          /ntkrnlmp\.pdb\.gz belongs to another build \(92DF536F70ED418B4C4C44205044422E, age 1\)/,
        );
        assert.match(error.message, /ntkrnlmp\.pd_ is packed with zstd/);
        assert.match(error.message, /none does not exist/);
        assert.match(
          error.message,
          /Download https:\/\/msdl\.microsoft\.com\/download\/symbols\/ntkrnlmp\.pdb\/B18A1185450BB5B14C4C44205044422E1\/ntkrnlmp\.pdb and name its folder with --symbols DIR/,
        );
        return true;
      },
    );
    assert.throws(() => find([]), /No folder was given to look in/);
  });

  describe("on servers", () => {
    const answer =
      (bytes: Uint8Array): Fetch =>
      (url) => {
        asked.push(url);
        return Promise.resolve({
          ok: true,
          status: 200,
          headers: { get: () => String(bytes.length) },
          body: (async function* () {
            yield* [bytes];
          })(),
        });
      };
    let asked: string[] = [];
    beforeEach(() => {
      asked = [];
    });
    const fetchWith = (path: string, fetch: Fetch): Promise<readonly string[]> =>
      fetchSymbols({ key, paths: [path], fetch, progress: () => undefined });

    it("asks the server that the path names, once, and keeps the file in the path's cache", async () => {
      const path = `srv*${folder}*https://symbols.example/s/`;
      assert.deepEqual(await fetchWith(path, answer(pdb)), []);
      assert.deepEqual(await fetchWith(path, answer(pdb)), []);
      assert.deepEqual(asked, [
        "https://symbols.example/s/ntkrnlmp.pdb/B18A1185450BB5B14C4C44205044422E1/ntkrnlmp.pdb",
      ]);
      assert.equal(find([path]), join(folder, "ntkrnlmp.pdb/B18A1185450BB5B14C4C44205044422E1/ntkrnlmp.pdb"));
    });

    it("shows how far it is", () => {
      const url = "https://symbols.example/s/ntkrnlmp.pdb";
      assert.equal(
        progressLine(url, 0x28_0000, 0xa0_0000),
        "ntkrnlmp.pdb [########......................] 2.5 of 10.0 MiB",
      );
      assert.equal(progressLine(url, 0x28_0000, undefined), "ntkrnlmp.pdb 2.5 MiB");
    });

    it("says what was missing and why it was not fetched", async () => {
      await assert.rejects(
        fetchAndOpenDump(`${fixtures}rich.dmp.gz`, [`srv*${folder}*http://symbols.example`]),
        /^DumpError: No symbols for ntkrnlmp\.pdb, .* was not asked: symbols are fetched over HTTPS only\.$/,
      );
    });

    it("sends no request without a server, a cache or HTTPS", async () => {
      assert.deepEqual(await fetchWith(folder, answer(pdb)), []);
      assert.match(
        (await fetchWith("srv*https://symbols.example", answer(pdb))).join(),
        /was not asked: name a folder for what is fetched/,
      );
      assert.match((await fetchWith(`srv*${folder}*http://symbols.example`, answer(pdb))).join(), /over HTTPS only/);
      assert.deepEqual(asked, []);
    });

    it("says what the server answered", async () => {
      const refusing: Fetch = () =>
        Promise.resolve({ ok: false, status: 404, headers: { get: () => null }, body: null });
      assert.match(
        (await fetchWith(`srv*${folder}*https://symbols.example`, refusing)).join(),
        /ntkrnlmp\.pdb: the server answers 404\./,
      );
      assert.match(
        (
          await fetchWith(`srv*${folder}*https://symbols.example`, () => Promise.reject(new Error("no network")))
        ).join(),
        /no network/,
      );
    });
  });
});

/** The types that the package gives to programs: they compile, and say what the model has. */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import typescript from "typescript";
import { kinds } from "../../../src/model/kinds.ts";
import { isUnavailable } from "../../program/unavailable.ts";
import { sampleSession } from "./sample-session.ts";

const types = readFileSync(new URL("../../program/package-types.txt", import.meta.url), "utf8");

/** Class of the model and an object of it, by the name of its interface. */
const interfaces: Readonly<Record<string, readonly [kind: string, expression: string]>> = {
  SystemAlpc: ["session", "@$cursession.Alpc"],
  Port: ["port", '@$alpcx_port("RingPort1")'],
  Queue: ["queue", '@$alpcx_port("RingPort1").PendingQueue'],
  Connection: ["connection", "@$cursession.Alpc.Connections.First()"],
  Message: ["message", "@$cursession.Alpc.Messages.First()"],
  Process: ["process", '@$alpcx_port("RingPort1").Owner'],
  Thread: ["thread", "@$cursession.Alpc.WaitingThreads.First()"],
  WaitedObject: ["waited-object", "@$cursession.Alpc.WaitingThreads.First().WaitsFor.First()"],
  WaitChain: ["wait-chain", "@$cursession.Alpc.WaitChains.First()"],
  Root: ["root", "@$cursession.Alpc.WaitRoots.First()"],
  Lock: ["lock", "@$cursession.Alpc.Locks.First()"],
  Endpoint: ["endpoint", "@$cursession.Alpc.Endpoints.First()"],
};

interface Member {
  readonly name: string;
  readonly type: string;
}

function membersOf(name: string): readonly Member[] {
  const [, body = ""] = new RegExp(`export interface ${name} extends [^{]*\\{([^}]*)\\}`).exec(types) ?? [];
  return [...body.matchAll(/^ {2}(?:readonly )?(\w+)(?:\(.*\))?: (.*);$/gm)].map(([, member = "", type = ""]) => ({
    name: member,
    type,
  }));
}

/** Complaints of the compiler about a program that uses the package. */
function complaints(program: string): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), "alpcx-types-"));
  try {
    writeFileSync(join(folder, "alpcx.d.mts"), types);
    writeFileSync(
      join(folder, "program.mts"),
      `import { open, isUnavailable, type Port } from "./alpcx.mjs";\n${program}`,
    );
    const compiled = typescript.createProgram([join(folder, "program.mts")], {
      noEmit: true,
      strict: true,
      target: typescript.ScriptTarget.ES2022,
      module: typescript.ModuleKind.NodeNext,
      moduleResolution: typescript.ModuleResolutionKind.NodeNext,
      types: [],
      lib: ["lib.es2022.d.ts"],
    });
    return typescript
      .getPreEmitDiagnostics(compiled)
      .map(({ messageText }) => typescript.flattenDiagnosticMessageText(messageText, "\n"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("types of the package", () => {
  it("compile with a program that uses them, and find its mistakes", () => {
    const program = [
      'const dump = await open("MEMORY.DMP", { symbols: ["DIR"] });',
      "const names: string[] = [];",
      "for (const port of dump.session.Alpc.ConnectionPorts) {",
      "  const owner = isUnavailable(port.Owner) ? port.Owner.Reason : port.Owner.Name;",
      "  for (const message of port.PendingQueue) names.push(owner, message.Id.toString(16));",
      "}",
      "const port: Port = dump.session.Alpc.Port(1n);",
      "const { title, holdsUp } = dump.findings()[0]!;",
      "const reason: string | undefined = dump.explain(port.Address);",
      "export const all = [names, title.length, holdsUp + 1, reason, dump.command('!alpcx'), dump.evaluate('1')];",
      "dump.close();",
      "// @ts-expect-error A path is a text.",
      "await open(5);",
      "// @ts-expect-error An address is a bigint.",
      "export const text: string = port.Address;",
    ].join("\n");
    assert.deepEqual(complaints(program), []);
  });

  describe("describe the objects", () => {
    const dump = sampleSession();
    for (const [name, [kind, expression]] of Object.entries(interfaces)) {
      it(`what they have: ${name}`, () => {
        const model = kinds.find((row) => row.model.name === kind)?.model;
        const known = Object.keys({ ...model?.properties, ...model?.methods });
        const members = membersOf(name);
        assert.ok(members.length > 2);
        const object = dump().evaluate(expression) as Readonly<Record<string, unknown>>;
        for (const member of members) {
          assert.ok(known.includes(member.name), `${name}.${member.name}`);
          const value = object[member.name];
          if (isUnavailable(value)) {
            assert.ok(value.Reason.length > 0);
          } else if (/^(?:bigint|number|string|boolean)$/.test(member.type)) {
            assert.equal(typeof value, member.type, `${name}.${member.name}`);
          } else if (/^(?:Iterable|Queue)/.test(member.type)) {
            assert.ok(typeof value === "function" || Symbol.iterator in (value as object), `${name}.${member.name}`);
          }
        }
      });
    }
  });
});

/** The typings of the script host: they compile alone, accept what the host accepts, and reject what it rejects. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..");
const TYPINGS = join(ROOT, "typings");
const ENTRY = join(TYPINGS, "jsprovider.d.ts");
const SAMPLES = join(ROOT, "test", "typings", "samples");

/** What a script author would set: the engine's library and the typings, nothing of Node or the DOM. */
const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2016,
  lib: ["lib.es2016.d.ts"],
  types: [],
  module: ts.ModuleKind.ESNext,
  moduleDetection: ts.ModuleDetectionKind.Legacy,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  skipDefaultLibCheck: true,
  allowJs: true,
  checkJs: true,
  noEmit: true,
};

/** What most authors have: `strict` without the checks beyond it. */
const MERELY_STRICT: ts.CompilerOptions = {
  ...OPTIONS,
  noUncheckedIndexedAccess: false,
  exactOptionalPropertyTypes: false,
};

const baseHost = ts.createCompilerHost(OPTIONS);
const parsed = new Map<string, ts.SourceFile | undefined>();

/** A compiler host that parses the library and the typings once for all samples. */
const compilerHost: ts.CompilerHost = {
  ...baseHost,
  getSourceFile(fileName, languageVersion) {
    if (!parsed.has(fileName)) {
      parsed.set(fileName, baseHost.getSourceFile(fileName, languageVersion));
    }
    return parsed.get(fileName);
  },
};

/** Errors of a program of the typings and `files`, in the order of the text. */
function compile(files: readonly string[], options: ts.CompilerOptions = OPTIONS): readonly ts.Diagnostic[] {
  return ts.getPreEmitDiagnostics(ts.createProgram([ENTRY, ...files], options, compilerHost));
}

function lineOf(diagnostic: ts.Diagnostic): number {
  return diagnostic.file === undefined || diagnostic.start === undefined
    ? 0
    : diagnostic.file.getLineAndCharacterOfPosition(diagnostic.start).line + 1;
}

function describeError(diagnostic: ts.Diagnostic): string {
  return `${diagnostic.file?.fileName ?? ""}:${lineOf(diagnostic)} TS${diagnostic.code} ${ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n")}`;
}

/** The errors that a sample announces: `// expect: TS1234` speaks of the next line. */
function expectedErrors(text: string): readonly string[] {
  return text.split("\n").flatMap((line, index) => {
    const match = /^\s*\/\/ expect: (TS\d+)$/.exec(line);
    return match?.[1] === undefined ? [] : [`${index + 2} ${match[1]}`];
  });
}

function samplesOf(folder: string): readonly string[] {
  return readdirSync(join(SAMPLES, folder))
    .filter((name) => /\.[jt]s$/.test(name))
    .sort();
}

function typingFiles(): readonly ts.SourceFile[] {
  return readdirSync(TYPINGS)
    .filter((name) => name.endsWith(".d.ts"))
    .map((name) => ts.createSourceFile(name, readFileSync(join(TYPINGS, name), "utf8"), ts.ScriptTarget.ES2016, true));
}

/** All nodes of a file, depth first. */
function* nodesOf(node: ts.Node): Generator<ts.Node> {
  yield node;
  for (const child of node.getChildren()) {
    yield* nodesOf(child);
  }
}

describe("typings", function () {
  this.timeout(60_000);

  it("compile by themselves on the ES2016 library alone", () => {
    assert.deepEqual(compile([]).map(describeError), []);
  });

  it("serve an author without strict checks", () => {
    const loose: ts.CompilerOptions = { ...MERELY_STRICT, strict: false };
    assert.deepEqual(compile([join(SAMPLES, "good", "metadata.ts")], loose).map(describeError), []);
    assert.deepEqual(compile([join(SAMPLES, "good", "walking-processes.ts")], loose).map(describeError), []);
  });

  it("are all reached from the entry", () => {
    const program = ts.createProgram([ENTRY], OPTIONS, compilerHost);
    const reached = program
      .getSourceFiles()
      .map((file) => file.fileName)
      .filter((name) => name.startsWith(TYPINGS))
      .sort();
    assert.deepEqual(
      reached,
      readdirSync(TYPINGS)
        .filter((name) => name.endsWith(".d.ts"))
        .map((name) => join(TYPINGS, name))
        .sort(),
    );
  });

  it("add one global variable and one namespace, and one symbol to the library", () => {
    const globals = typingFiles().flatMap((file) =>
      file.statements.map((statement) => {
        if (ts.isVariableStatement(statement)) {
          return statement.declarationList.declarations.map((declaration) => declaration.name.getText()).join();
        }
        return ts.isModuleDeclaration(statement) || ts.isInterfaceDeclaration(statement)
          ? statement.name.text
          : statement.getText();
      }),
    );
    assert.deepEqual([...new Set(globals)].sort(), ["JsProvider", "SymbolConstructor", "host"]);
  });

  it("are a package that a project names among its types", () => {
    const { name, types } = JSON.parse(readFileSync(join(TYPINGS, "package.json"), "utf8")) as {
      name: string;
      types: string;
    };
    assert.equal(join(TYPINGS, types), ENTRY);
    assert.ok(readFileSync(join(TYPINGS, "README.md"), "utf8").includes(`"types": ["${name}"]`));
    const project = mkdtempSync(join(tmpdir(), "typings-"));
    try {
      mkdirSync(join(project, "node_modules"));
      symlinkSync(TYPINGS, join(project, "node_modules", name));
      const script = join(project, "script.ts");
      writeFileSync(
        script,
        "const size: JsProvider.Int64 | undefined = host.getModuleType('nt', '_EPROCESS')?.size;\n",
      );
      const installed: ts.CompilerOptions = { ...OPTIONS, types: [name], typeRoots: [join(project, "node_modules")] };
      assert.deepEqual(ts.getPreEmitDiagnostics(ts.createProgram([script], installed)).map(describeError), []);
      assert.notDeepEqual(ts.getPreEmitDiagnostics(ts.createProgram([script], OPTIONS)).map(describeError), []);
    } finally {
      rmSync(project, { recursive: true });
    }
  });

  it("say nothing of a member that a script could not use", () => {
    const places = typingFiles().flatMap((file) =>
      [...nodesOf(file)]
        .filter((node) => ts.isPropertySignature(node) && node.type?.kind === ts.SyntaxKind.UnknownKeyword)
        .map((node) => `${file.fileName}: ${node.getText()}`),
    );
    assert.deepEqual(places, []);
  });

  it("name exactly the members that the host has", () => {
    const names = (...interfaces: readonly string[]): readonly string[] => {
      const program = ts.createProgram([ENTRY], OPTIONS, compilerHost);
      const checker = program.getTypeChecker();
      const found = program
        .getSourceFiles()
        .flatMap((file) =>
          [...nodesOf(file)].filter((node) => ts.isInterfaceDeclaration(node) && interfaces.includes(node.name.text)),
        );
      return found
        .flatMap((node) =>
          checker
            .getTypeAtLocation(node)
            .getProperties()
            .map((property) => property.name),
        )
        .sort();
    };
    const line = (start: string): readonly string[] =>
      (
        readFileSync(join(ROOT, "test", "unit", "host", "replay", "answers.txt"), "latin1")
          .split("\n")
          .find((text) => text.startsWith(start)) ?? ""
      )
        .replace(/^.* -> (?: \/ )?/, "")
        .replace(/ \[string\]$/, "")
        .split(",")
        .sort();
    for (const [name, start] of [
      ["Host", "host names"],
      ["Memory", "memory names"],
      ["Diagnostics", "diagnostics names"],
      ["Metadata", "metadata names"],
      ["TypeSystem", "typeSystem"],
      ["Int64", "Int64 names"],
      ["Location", "names"],
    ] as const) {
      assert.deepEqual(names(name), line(start), name);
    }
  });

  it("say `any` in one place only", () => {
    const places = typingFiles().flatMap((file) =>
      [...nodesOf(file)]
        .filter((node) => node.kind === ts.SyntaxKind.AnyKeyword)
        .map((node) => `${file.fileName}: ${node.parent.getText()}`),
    );
    assert.deepEqual(places, ["native-objects.d.ts: type NativeValue = any;"]);
  });

  it("explain every type and every method", () => {
    const silent = typingFiles().flatMap((file) =>
      [...nodesOf(file)]
        .filter(
          (node) =>
            (ts.isInterfaceDeclaration(node) && node.name.text !== "SymbolConstructor") ||
            ts.isTypeAliasDeclaration(node) ||
            isFirstOverload(node),
        )
        .filter((node) => ts.getJSDocCommentsAndTags(node).length === 0)
        .map((node) => `${file.fileName}: ${node.getText().split("\n")[0] ?? ""}`),
    );
    assert.deepEqual(silent, []);
  });

  describe("samples that compile", () => {
    const errors = lazily(() => compileApart("good"));
    for (const name of samplesOf("good")) {
      it(name, () => {
        assert.deepEqual(
          errors().flatMap((found) => (found.get(name) ?? []).map(describeError)),
          [],
        );
      });
    }
  });

  describe("samples that do not compile, for the announced reasons", () => {
    const errors = lazily(() => compileApart("bad"));
    for (const name of samplesOf("bad")) {
      it(name, () => {
        const expected = expectedErrors(readFileSync(join(SAMPLES, "bad", name), "utf8"));
        assert.notEqual(expected.length, 0, "the sample announces no error");
        for (const all of errors()) {
          const found = all.get(name) ?? [];
          assert.deepEqual(
            found.map((diagnostic) => `${lineOf(diagnostic)} TS${diagnostic.code}`),
            expected,
            found.map(describeError).join("\n"),
          );
        }
      });
    }
  });
});

/** Computed when it is first asked for. */
function lazily<T>(compute: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: compute() }).value;
}

/**
 * Errors of the samples of a folder by file name, for an author with all checks and for one with `strict` alone. All
 * are parts of one program, each as a module, so that their globals do not meet; what is no sample's error fails at
 * once.
 */
function compileApart(folder: string): readonly ReadonlyMap<string, readonly ts.Diagnostic[]>[] {
  const paths = samplesOf(folder).map((name) => join(SAMPLES, folder, name));
  return [OPTIONS, MERELY_STRICT].map((options) => {
    const found = compile(paths, { ...options, moduleDetection: ts.ModuleDetectionKind.Force });
    const byName = new Map<string, ts.Diagnostic[]>(samplesOf(folder).map((name) => [name, []]));
    for (const diagnostic of found) {
      const list = byName.get(basename(diagnostic.file?.fileName ?? ""));
      assert.ok(list !== undefined, describeError(diagnostic));
      list.push(diagnostic);
    }
    return byName;
  });
}

/** Whether a node is a named method, and the first of its overloads. */
function isFirstOverload(node: ts.Node): boolean {
  if (!ts.isMethodSignature(node) || !ts.isInterfaceDeclaration(node.parent)) {
    return false;
  }
  const name = node.name.getText();
  return (
    node.parent.members.find((member) => ts.isMethodSignature(member) && member.name.getText() === name) === node &&
    !name.startsWith("[")
  );
}

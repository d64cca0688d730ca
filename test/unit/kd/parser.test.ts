/** The parser: precedence, format specifiers, calls of !commands, refusals. */
import assert from "node:assert/strict";
import type { Expression } from "../../kd/ast.ts";
import { aliasCall, parseStatement } from "../../kd/parser.ts";

/** The tree in a form that shows what binds to what. */
function show(node: Expression): string {
  switch (node.kind) {
    case "literal":
      return typeof node.value === "string" ? JSON.stringify(node.value) : String(node.value);
    case "name":
      return node.name;
    case "pseudo":
      return `@$${node.name}`;
    case "member":
      return `${show(node.object)}.${node.name}`;
    case "index":
      return `${show(node.object)}[${node.indices.map(show).join(", ")}]`;
    case "call":
      return `${show(node.callee)}(${node.args.map(show).join(", ")})`;
    case "unary":
      return `(${node.operator}${show(node.operand)})`;
    case "binary":
      return `(${show(node.left)} ${node.operator} ${show(node.right)})`;
    case "conditional":
      return `(${show(node.test)} ? ${show(node.whenTrue)} : ${show(node.whenFalse)})`;
    case "lambda":
      return `(${node.parameters.join(", ")} => ${show(node.body)})`;
    case "object":
      return `{${node.members.map(({ name, value }) => `${name} = ${show(value)}`).join(", ")}}`;
    case "pointer-cast":
      return `cast<${node.typeName}${"*".repeat(node.stars)}>(${show(node.operand)})`;
    case "integer-cast":
      return `cast<${node.isSigned ? "i" : "u"}${node.bits}>(${show(node.operand)})`;
    case "assignment":
      return `${show(node.target)} = ${show(node.value)}`;
  }
}

describe("kd parser", () => {
  const trees: readonly (readonly [string, string])[] = [
    ["1 + 2 * 3", "(1 + (2 * 3))"],
    ["10 - 3 - 2", "((10 - 3) - 2)"],
    ["a & 1 == 1", "(a & (1 == 1))"],
    ["a || b && c", "(a || (b && c))"],
    ["1 << 2 + 3", "(1 << (2 + 3))"],
    ["!a.b == -c", "((!a.b) == (-c))"],
    ["a ? b : c ? d : e", "(a ? b : (c ? d : e))"],
    ['@$cursession.Alpc.Ports[0, "x"].Find(1)', '@$cursession.Alpc.Ports[0, "x"].Find(1)'],
    ["p->Name", "p.Name"],
    ["*p.Next", "(*p.Next)"],
    ["(nt!_ALPC_PORT*)0x10", "cast<nt!_ALPC_PORT*>(16)"],
    ["(nt!_A **) p.q", "cast<nt!_A**>(p.q)"],
    ["((nt!_ALPC_PORT *)0x10)->Flags", "cast<nt!_ALPC_PORT*>(16).Flags"],
    ["(a * b)", "(a * b)"],
    ["(a) * b", "(a * b)"],
    ["(unsigned char)300", "cast<u8>(300)"],
    ["(int)x + 1", "(cast<i32>(x) + 1)"],
    ["w.Where(p => p.Id == 4 || false)", "w.Where((p => ((p.Id == 4) || false)))"],
    ["z.Zip(y, (a, b) => a + b)", "z.Zip(y, (a, b => (a + b)))"],
    ["s.Select(p => new { Id = p.Id, Name = p.Name })", "s.Select((p => {Id = p.Id, Name = p.Name}))"],
    ["@$x = 1 + 1", "@$x = (1 + 1)"],
    ["f()()", "f()()"],
  ];
  for (const [text, tree] of trees) {
    it(`reads ${text}`, () => {
      assert.equal(show(parseStatement(text).expression), tree);
    });
  }

  it("reads format specifiers after the top-level comma only", () => {
    assert.deepEqual(parseStatement("f(1, 2),x").formatSpecifiers, ["x"]);
  });

  const aliases: readonly (readonly [text: string, tree: string])[] = [
    ["", "@$f()"],
    ["()", "@$f()"],
    ["0xffff8000'12345678", "@$f(18446603336526616184)"],
    ['1, "two"', '@$f(1, "two")'],
    ['(1, "two")', '@$f(1, "two")'],
    ["(1)", "@$f(1)"],
    ["(1) + 2", "(@$f(1) + 2)"],
    ["(p).Name", "@$f(p).Name"],
    ["((nt!_X*)5, g(1, 2))", "@$f(cast<nt!_X*>(5), g(1, 2))"],
    ["-1", "@$f((-1))"],
  ];
  for (const [text, tree] of aliases) {
    it(`reads !f ${text}`, () => {
      assert.equal(show(parseStatement(aliasCall("f", text)).expression), tree);
    });
  }

  const refused: readonly (readonly [text: string, message: string])[] = [
    ["@$f(/p ffff8000)", "Expected expression at '/p ffff8000)'"],
    ["@$f(nt!_X*)5", "Expected expression at ')5'"],
    ['@$f("back\\slash")', "Expected expression at '\"back\\slash\")'"],
    ["(", "Expected ')' at end of expression"],
    ["f(1, 2", "Expected ')' at end of expression"],
    ["1 +", "Expected expression at end of expression"],
    ["a.", "Expected name of a member at end of expression"],
    ["a b", "Expected operator at 'b'"],
    ["a[]", "Expected expression at end of expression"],
    ["a ? b", "Expected ':' at end of expression"],
    ["new { A 1 }", "Expected '=' at '1 }'"],
    ["1,", "Expected format specifier at end of expression"],
    ["w.Zip(y, (a, 5) => a)", "Expected name of a parameter at '5) => a)'"],
  ];
  for (const [text, message] of refused) {
    it(`refuses ${text} with one sentence`, () => {
      assert.throws(() => parseStatement(text), { name: "ConsoleSyntaxError", message });
    });
  }
});

/** The console's lexer: numbers, strings, operators, names. */
import assert from "node:assert/strict";
import { tokenize } from "../../kd/lexer.ts";

function integerOf(text: string): bigint | undefined {
  const [token] = tokenize(text);
  return token?.kind === "integer" ? token.value : undefined;
}

describe("kd lexer", () => {
  const integers: readonly (readonly [string, bigint])[] = [
    ["500", 500n],
    ["0n500", 500n],
    ["0x1F4", 500n],
    ["0y101", 5n],
    ["0t17", 15n],
    ["0xffffa801`12345678", 0xffffa80112345678n],
    ["0xffffa801'12345678", 0xffffa80112345678n],
    ["0xffffffffffffffff", 0xffffffffffffffffn],
    ["'x'", 120n],
    [String.raw`'\n'`, 10n],
  ];
  for (const [text, value] of integers) {
    it(`reads the number ${text}`, () => {
      assert.equal(integerOf(text), value);
    });
  }

  it("reads escapes of a string", () => {
    assert.deepEqual(tokenize(String.raw`"\\RPC Control\\a\t\"b\" \x41 \u0042"`)[0], {
      kind: "string",
      value: '\\RPC Control\\a\t"b" A B',
      position: 0,
    });
  });

  it("takes the longest operator", () => {
    assert.deepEqual(
      tokenize("a<<b<=c->d=>e").flatMap((token) => (token.kind === "symbol" ? [token.text] : [])),
      ["<<", "<=", "->", "=>"],
    );
  });

  it("keeps names apart from pseudo-variables", () => {
    assert.deepEqual(
      tokenize("@$cursession Alpc").map(({ kind }) => kind),
      ["pseudo", "identifier", "end"],
    );
  });

  const refused = [
    '"open',
    "0xffffa80112345678zz",
    "0x1ffffffffffffffff",
    "12ab",
    String.raw`"\RPC"`,
    "#",
    "0x",
    "@x",
    "'ab'",
    "'",
  ];
  for (const text of refused) {
    it(`stops before ${text}`, () => {
      assert.deepEqual(
        tokenize(`a ${text} b`).map(({ kind, position }) => [kind, position]),
        [
          ["identifier", 0],
          ["unreadable", 2],
          ["end", text.length + 4],
        ],
      );
    });
  }
});

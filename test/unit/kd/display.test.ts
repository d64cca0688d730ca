/** Displays of dx: rows, grids, format specifiers, limits. */
import assert from "node:assert/strict";
import { assertAllGoldensUsed, assertGolden } from "../../golden/golden.ts";
import { runAlias, runDx } from "../../kd/dx-command.ts";
import { ValueAccess } from "../../kd/value-access.ts";
import { makeFakeModel } from "./fake-system.ts";

function dx(text: string): readonly string[] {
  return [...runDx(new ValueAccess(makeFakeModel()), text)];
}

function alias(name: string, text = ""): readonly string[] {
  return [...runAlias(new ValueAccess(makeFakeModel()), name, text)];
}

describe("kd displays", () => {
  after(() => {
    assertAllGoldensUsed("kd");
  });

  const scenes: readonly (readonly [golden: string, expression: string])[] = [
    ["object", "@$port"],
    ["object-verbose", "-v @$port"],
    ["object-own-line", "-r0 @$port"],
    ["object-two-levels", "-r2 @$port.Owner"],
    ["object-cycle", "-r9 @$port.Owner"],
    ["collection", "@$ports"],
    ["collection-failing", "@$failing"],
    ["display-failing", "@$shy"],
    ["literal", "@$ports.Select(p => new { Port = p.Name, Owner = p.Owner })"],
    ["literal-two-levels", "-r2 @$ports.Select(p => new { Port = p.Name, Id = p.Owner.Id })"],
    ["groups", "-r2 @$ports.GroupBy(p => p.Owner.Name)"],
    ["scalars", "@$scalars"],
    ["scalars-hexadecimal", "@$scalars,x"],
    ["scalars-decimal", "@$scalars,d"],
    ["scalars-binary", "@$scalars,b"],
    ["text", "@$port.Text"],
    ["text-unquoted", "@$port.Text,sb"],
    ["grid", "-g @$ports.Select(p => new { Name = p.Name, Owner = p.Owner, Queue = p.Queue })"],
    ["grid-narrow", "-gc 8 @$ports"],
    ["grid-scalars", "-g @$scalars"],
    ["grid-object", "-g @$port.Queue"],
    ["grid-empty", "-g @$ports.Take(0)"],
    ["native-structure", "(*(nt!_ALPC_PORT*)0x10)"],
    ["pointer-hexadecimal", "-r0 (nt!_ALPC_PORT*)16,x"],
    ["pointer-binary", "-r0 (nt!_ALPC_PORT*)16,b"],
    ["pointer", "(nt!_ALPC_PORT*)0xffffa801`12345678"],
  ];
  for (const [golden, expression] of scenes) {
    it(`dx ${expression}`, () => {
      assertGolden(`kd/${golden}`, dx(expression).join("\n"));
    });
  }

  it("lists 100 elements and then says that there are more", () => {
    const lines = dx("@$many");
    assert.equal(lines.length, 102);
    assert.equal(lines[1], "    [0x0]            : 0x0");
    assert.equal(lines[100], "    [0x63]           : 0xc6");
    assert.equal(lines[101], "    [...]");
  });

  it("goes on behind the elements that -c passes over", () => {
    const lines = dx("-c 200 @$many,d");
    assert.equal(lines.length, 51);
    assert.equal(lines[1], "    [200]            : 400");
    assert.equal(lines[50], "    [249]            : 498");
  });

  it("shows dots for a cell of more than 60 characters, not padded, and leaves columns no wider", () => {
    const [long, full] = ["x".repeat(61), "y".repeat(60)];
    const [ruler, header, , first, second] = dx(
      `-g @$scalars.Take(2).Select(v => v == 7 ? new { A = "${long}", B = 1 } : new { A = "${full}", B = 2 })`,
    );
    assert.equal(first, "= [0x0]    - ... - 1    =");
    assert.equal(second, `= [0x1]    - ${full} - 2    =`);
    assert.equal(header, `= ${" ".repeat(8)} = ${"A".padEnd(60)} = B    =`);
    assert.equal(ruler?.length, header.length);
    assert.equal(dx(`-gc 70 @$scalars.Take(1).Select(v => new { A = "${long}" })`)[3], `= [0x0]    - ${long}    =`);
  });

  it("gives a grid thirty columns at most", () => {
    const members = Array.from({ length: 31 }, (_, place) => `C${place} = ${place}`);
    const header = dx(`-g @$scalars.Take(1).Select(v => new { ${members.join(", ")} })`)[1];
    assert.equal(header?.match(/ C\d+ /g)?.length, 30);
  });

  it("cuts a grid at 100 rows", () => {
    const lines = dx("-g @$many");
    assert.equal(lines.length, 3 + 100 + 2);
    assert.equal(lines.at(-1), "[...]");
  });

  it("streams: the first line comes before the rest is read", () => {
    const [first] = runDx(new ValueAccess(makeFakeModel()), "@$failing");
    assert.equal(first, "@$failing");
  });

  it("shows the root without an expression", () => {
    assert.equal(dx("")[0], "Debugger");
  });

  it("shows an alias's result under its call", () => {
    assertGolden(
      "kd/alias",
      [...alias("fake"), ...alias("fake", '"x"'), ...alias("pair", "(1, 0x10)"), ...alias("pair", "1, 0x10")].join(
        "\n",
      ),
    );
  });

  it("shows the call of an alias that returns nothing", () => {
    assert.deepEqual(alias("quiet"), ["@$quiet()"]);
  });

  const failures: readonly (readonly [string, () => unknown, RegExp])[] = [
    ["an unknown alias", () => alias("unknown"), /^unknown is not extension gallery command\nNo export unknown found$/],
    ["a failing alias", () => alias("fails"), /^an address was expected/],
    ["an alias's syntax", () => alias("fake", "/p ffff8000"), /^Expected expression at '\/p ffff8000\)'$/],
    ["an unknown switch", () => dx("-z 1"), /^dx has no switch -z\.$/],
    ["a switch without its number", () => dx("-c @$many"), /^-c expects a number/],
    ["an unknown format specifier", () => dx("1,q"), /^Unknown format specifier ,q/],
  ];
  for (const [what, run, message] of failures) {
    it(`says why ${what} fails`, () => {
      assert.throws(run, { message });
    });
  }
});

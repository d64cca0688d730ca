/** Random texts: the parser either reads them or says where it stops. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { ConsoleSyntaxError } from "../../kd/console-error.ts";
import { aliasCall, parseStatement } from "../../kd/parser.ts";

const words = [
  "a",
  "new",
  "true",
  "@$x",
  "nt",
  "_PORT",
  "unsigned",
  "char",
  "5",
  "0x1f",
  "1.5",
  '"s"',
  "(",
  ")",
  "[",
  "]",
  "{",
  "}",
  ".",
  "->",
  ",",
  "=>",
  "=",
  "==",
  "*",
  "-",
  "!",
  "~",
  "?",
  ":",
  "::",
  "&&",
  "<<",
  "+",
];

describe("kd grammar", () => {
  it("parses any sequence of words or says where it stops", () => {
    const text = fc.array(fc.constantFrom(...words), { maxLength: 14 }).map((row) => row.join(" "));
    fc.assert(
      fc.property(text, (source) => {
        for (const written of [source, aliasCall("f", source)]) {
          try {
            parseStatement(written);
          } catch (thrown) {
            assert.ok(thrown instanceof ConsoleSyntaxError, String(thrown));
            assert.ok(
              thrown.position >= 0 && thrown.position <= written.length,
              `${thrown.position} of ${written.length}`,
            );
            assert.match(
              thrown.message,
              /^Expected (?:'.'|'=>'|operator|expression|format specifier|name of a (?:member|parameter|symbol)) at (?:end of expression|'[^\n]+')$/,
            );
          }
        }
      }),
      { seed: 20_240_801, numRuns: 3000 },
    );
  });
});

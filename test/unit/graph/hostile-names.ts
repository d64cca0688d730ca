/** Names that try to break out of every output format, and a generator of more. */
import fc from "fast-check";

export const HOSTILE_NAMES: readonly string[] = [
  '"',
  "'",
  "\\",
  '\\"',
  "a\nb\r\nc",
  "</script><script>document.title='broken'</script>",
  "<img src=x onerror=\"document.title='broken'\">",
  "-->",
  "]]>",
  "\u0000\u001b[31m",
  "\ud800",
  "\udc00x",
  "\u202egnp.exe",
  "\u2028\u2029",
  "end",
  "subgraph x",
  "%% %%{init: {}}%%",
  "A-->B",
  "n0 --> n1;",
  "`_*#",
  "\\N\\G\\l",
  "&lt;&#60;",
  "}];",
  "x".repeat(32_768),
  "\ud83d\ude00".repeat(200),
  "javascript:alert(1)",
  "${1}",
  "",
];

/** Hostile names, pieces of them joined, and any units at all. */
export const hostileName: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...HOSTILE_NAMES),
  fc
    .array(fc.constantFrom(...HOSTILE_NAMES.filter((name) => name.length < 100)), { maxLength: 6 })
    .map((parts) => parts.join("")),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 }).map((units) => String.fromCharCode(...units)),
);

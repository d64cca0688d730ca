/** Colors of what the console prints on a terminal. Only escape sequences are added to the text. */

const marks = { bold: [1, 22], dim: [2, 22], red: [31, 39], cyan: [36, 39] } as const;

function mark(name: keyof typeof marks, text: string): string {
  const [on, off] = marks[name];
  return text === "" ? "" : `\u001b[${on}m${text}\u001b[${off}m`;
}

/** How a kind of line is colored; the first rule that matches is used. */
const rules: readonly { readonly form: RegExp; paint(...parts: readonly string[]): string }[] = [
  { form: /^(?:Error: |No export ).*$/, paint: (line = "") => mark("red", line) },
  { form: /^=+$/, paint: (line = "") => mark("dim", line) },
  {
    form: /^(= .* =)$/,
    paint: (line = "") => line.replace(/(^|\s)[=-](?=\s|$)/g, (separator) => mark("dim", separator)),
  },
  // A child: indentation with an offset, name, display, type.
  {
    form: /^( +(?:\[\+0x[^\]]*\] )?)(\S.*?)( *(?: : .*?)?)( \[Type: .*\])?$/,
    paint: (_, indent = "", name = "", text = "", type = "") =>
      `${indent}${mark("cyan", name)}${text}${mark("dim", type)}`,
  },
  { form: /^(@\$\S.*?)( *(?: : | \[Type: ).*)$/, paint: (_, title = "", text = "") => mark("bold", title) + text },
];

/** The text with colors, line by line. */
export function paintText(text: string): string {
  return text.split("\n").map(paintLine).join("\n");
}

function paintLine(line: string): string {
  const rule = rules.find(({ form }) => form.test(line));
  return rule
    ? line.replace(rule.form, (...parts: readonly unknown[]) =>
        rule.paint(...parts.map((part) => (typeof part === "string" ? part : ""))),
      )
    : line;
}

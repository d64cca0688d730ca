/**
 * Splits what was typed into commands: at `;` and line ends outside quotes and brackets. Empty commands and lines that
 * begin with `*`, kd's sign for a comment, are dropped. A quote that is never closed reaches to the end of its line, so
 * that the error concerns one command only.
 */
export function splitCommands(text: string): readonly string[] {
  return text.split(/\r?\n/).flatMap(splitLine);
}

function splitLine(line: string): readonly string[] {
  if (line.trimStart().startsWith("*")) {
    return [];
  }
  const commands: string[] = [];
  let depth = 0;
  let isQuoted = false;
  let start = 0;
  for (let at = 0; at < line.length; at += 1) {
    const character = line.charAt(at);
    if (isQuoted) {
      at += character === "\\" ? 1 : 0;
      isQuoted = character !== '"';
    } else if (character === '"') {
      isQuoted = true;
    } else if ("([{".includes(character)) {
      depth += 1;
    } else if (")]}".includes(character)) {
      depth = Math.max(0, depth - 1);
    } else if (character === ";" && depth === 0) {
      commands.push(line.slice(start, at));
      start = at + 1;
    }
  }
  commands.push(line.slice(start));
  return commands.map((command) => command.trim()).filter((command) => command !== "");
}

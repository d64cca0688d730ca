/**
 * The README shows what the product does: its sessions, commands and rules are made from it. `UPDATE_GOLDEN=1` writes
 * them again.
 */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { classicOptions, classicUsage } from "../../../src/commands/classic.ts";
import { commandLine } from "../../../src/commands/help.ts";
import { commands } from "../../../src/commands/table.ts";
import { rules } from "../../../src/analysis/rules/rules.ts";
import { openConsole } from "./console.ts";

const path = fileURLToPath(new URL("../../../README.md", import.meta.url));
const LONGEST_LINE = 190;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replace(/\|/g, "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** The generated table that follows each mark. */
const sections: Readonly<Record<string, () => string>> = {
  commands: () =>
    table(
      ["command", "returns"],
      commands.map((command) => [`\`${commandLine(command)}\``, command.help]),
    ),
  classic: () =>
    table(
      ["classic string", "answers like the classic `!alpc` with"],
      classicOptions.map((option) => [`\`!alpcx ${classicUsage(option)}\``, option.help]),
    ),
  rules: () =>
    table(
      ["rule", "severity", "meaning"],
      rules.map(({ id, severity, meaning }) => [`\`${id}\``, severity, meaning]),
    ),
};

function shorten(line: string): string {
  return line.length <= LONGEST_LINE ? line : `${line.slice(0, LONGEST_LINE)}...`;
}

function fresh(text: string): string {
  const console_ = openConsole("win10-hang");
  return text
    .replace(
      /(<!-- session: (.*) -->\n)```text\n[^]*?```/g,
      (_all: string, mark: string, command: string) =>
        `${mark}\`\`\`text\n0: kd> ${command}\n${console_.run(command).trimEnd().split("\n").map(shorten).join("\n")}\n\`\`\``,
    )
    .replace(
      /(<!-- (commands|classic|rules) -->\n)\n?(?:\|.*\n)*/g,
      (_all: string, mark: string, name: string) => `${mark}\n${sections[name]?.() ?? ""}\n`,
    );
}

describe("README", () => {
  it("shows the sessions, commands, classic strings and rules as they are", () => {
    const text = readFileSync(path, "utf8");
    const wanted = fresh(text);
    if (process.env["UPDATE_GOLDEN"] === "1") {
      writeFileSync(path, wanted);
      return;
    }
    assert.equal(text, wanted);
  });
});

/** The history of typed lines, kept in a file below the user's home. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Lines typed before, the latest first. */
export interface History {
  load(): readonly string[];
  save(lines: readonly string[]): void;
}

/** Lines kept. */
export const historySize = 500;

/** The file in which the console keeps what was typed: below `XDG_STATE_HOME`, or where that is by custom. */
export function historyPath(environment: Readonly<Record<string, string | undefined>>, home: string): string {
  return join(environment["XDG_STATE_HOME"] ?? join(home, ".local", "state"), "alpcx", "history");
}

/**
 * History in a file, the latest line last. A file that cannot be read counts as empty, and one that cannot be written
 * is skipped, without an error.
 */
export function fileHistory(path: string): History {
  return {
    load: () => {
      try {
        return readFileSync(path, "utf8")
          .split("\n")
          .filter((line) => line !== "")
          .slice(-historySize)
          .reverse();
      } catch {
        return [];
      }
    },
    save: (lines) => {
      try {
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(
          path,
          [...lines]
            .slice(0, historySize)
            .reverse()
            .map((line) => `${line}\n`)
            .join(""),
          { mode: 0o600 },
        );
      } catch {
        // The next session starts without these lines.
      }
    },
  };
}

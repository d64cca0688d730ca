/** The rich sample dump as a session for programs. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSession, type DumpSession } from "../../program/session.ts";
import { scriptText } from "../../scenarios/pack.ts";
import { openSample } from "../dump/samples.ts";

/** For the suite that calls it: open from before its tests until after them. */
export function sampleSession(): () => DumpSession {
  let folder = "";
  let dump: DumpSession;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "alpcx-session-"));
    writeFileSync(join(folder, "alpcx.js"), scriptText);
    const { target, warnings, close } = openSample("rich");
    dump = openSession(target, warnings, join(folder, "alpcx.js"), close);
  });
  after(() => {
    dump.close();
    rmSync(folder, { recursive: true });
  });
  return () => dump;
}

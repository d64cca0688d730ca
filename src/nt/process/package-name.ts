/** The package that a process runs for: its own one, or that of the app which a host program serves. */
import { isAbsent, mapPresent, notApplicable, present, type Maybe } from "../../target/absence.ts";
import type { Structure } from "../../target/structure.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";
import { readProcessToken } from "../security/token.ts";
import { readCommandLine } from "./command-line.ts";
import { isNamed, readImagePath } from "./image-name.ts";

/** Folders of packaged apps, each in a folder named by its package. */
const PACKAGE_FOLDER = /\\(?:WindowsApps|SystemApps)\\([^\\"]+)\\/i;

/** `-ServerName:CortanaUI.AppX8z9r6jm96hw4bsbneegw0kyxx296wr9t.mca`, as packaged apps are started. */
const SERVER_NAME = /\s-ServerName:([\w.-]+)/i;

/** Programs of Windows that run parts of packaged apps: their own file tells nothing. */
const APP_HOSTS: readonly string[] = [
  "RuntimeBroker.exe",
  "backgroundTaskHost.exe",
  "BackgroundTransferHost.exe",
  "WWAHost.exe",
];

/**
 * The package of a process, from what tells most to what tells least: its token (the full name); the folder of its
 * image; the command line (the folder of the program, or the name of the app's server); the identifier of its
 * AppContainer, `S-1-15-2-...`. NotApplicable for programs of no package.
 */
export function readPackageName(target: Target, address: Word64): Maybe<string> {
  return mapPresent(target.readStructure("_EPROCESS", address), (process) => packageOf(target, process));
}

function packageOf(target: Target, process: Structure): Maybe<string> {
  const token = readProcessToken(target, process.address);
  const named = isAbsent(token) ? token : token.packageName;
  if (!isAbsent(named)) {
    return named;
  }
  const path = readImagePath(target, process.address);
  const container = isAbsent(token) ? undefined : present(token.package)?.text;
  const folder = folderIn(path);
  // Only of what may be an app: a command line costs reads of the process's own memory.
  const mayBeApp = container !== undefined || isUnknown(named) || isAppHost(target, process);
  const line =
    folder === undefined && mayBeApp
      ? readCommandLine(target, process.address)
      : notApplicable("the line is not asked");
  return (
    folder ??
    inCommandLine(line) ??
    container ??
    [named, path, line].find(isUnknown) ??
    notApplicable("the process is of no package")
  );
}

/** Whether the process is a program of Windows that runs parts of packaged apps. */
export function isAppHost(target: Target, process: Structure): boolean {
  return APP_HOSTS.some((name) => isNamed(target, process, name));
}

/** `Microsoft.WindowsCalculator` of a full or a family name: without version, architecture and publisher. */
export function shortPackageName(name: string): string {
  return name.split("_")[0] ?? name;
}

function folderIn(path: Maybe<string>): string | undefined {
  return isAbsent(path) ? undefined : PACKAGE_FOLDER.exec(path)?.[1];
}

function inCommandLine(line: Maybe<string>): string | undefined {
  return isAbsent(line) ? undefined : (folderIn(line) ?? SERVER_NAME.exec(line)?.[1]);
}

/** What could be there, but could not be read. */
function isUnknown(value: Maybe<string>): boolean {
  return isAbsent(value) && (value.kind === "Unreadable" || value.kind === "Invalid");
}

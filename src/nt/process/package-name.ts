/** The package that a process runs for: its own, or that of the app that a host program serves. */
import { isAbsent, mapPresent, notApplicable, present, type Maybe } from "../../target/absence.ts";
import type { Structure } from "../../target/structure.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";
import type { ProcessFacts } from "../../facts/process.ts";
import { readProcessToken } from "../security/token.ts";
import { readCommandLine } from "./command-line.ts";
import { readImageName, readImagePath } from "./image-name.ts";

/** Folders of packaged apps, each in a folder named by its package. */
const PACKAGE_FOLDER = /\\(?:WindowsApps|SystemApps)\\([^\\"]+)\\/i;

/** `-ServerName:CortanaUI.AppX8z9r6jm96hw4bsbneegw0kyxx296wr9t.mca`, as packaged apps are started. */
const SERVER_NAME = /\s-ServerName:([\w.-]+)/i;

/** Windows programs that host parts of packaged apps: their own file does not identify the app. In lower case. */
const APP_HOSTS: readonly string[] = [
  "runtimebroker.exe",
  "backgroundtaskhost.exe",
  "backgroundtransferhost.exe",
  "wwahost.exe",
];

/**
 * The package of a process, from the most to the least informative source: its token (the full name); the folder of its
 * image; the command line (the folder of the program, or the name of the app's server); the identifier of its
 * AppContainer, `S-1-15-2-...`. NotApplicable for programs without a package.
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
  // Only for possible apps: reading a command line costs reads of the process's own memory.
  const mayBeApp = container !== undefined || isUnknown(named) || isAppHost(readImageName(target, process));
  const line =
    folder === undefined && mayBeApp
      ? readCommandLine(target, process.address)
      : notApplicable("the line is not asked");
  return (
    folder ??
    inCommandLine(line) ??
    container ??
    [named, path, line].find(isUnknown) ??
    notApplicable("the process belongs to no package")
  );
}

/** Whether the file name is that of a Windows program that hosts parts of packaged apps. */
function isAppHost(name: Maybe<string>): boolean {
  return !isAbsent(name) && APP_HOSTS.indexOf(name.toLowerCase()) >= 0;
}

/**
 * The app that a host program runs a part of, `Microsoft.WindowsCalculator`: the package's name without version,
 * architecture and publisher. NotApplicable for other programs.
 */
export function readHostedApp(target: Target, { address, name }: ProcessFacts): Maybe<string> {
  return isAppHost(name)
    ? mapPresent(readPackageName(target, address), shortPackageName)
    : notApplicable("the process hosts no packaged app");
}

function shortPackageName(name: string): string {
  return name.split("_")[0] ?? name;
}

function folderIn(path: Maybe<string>): string | undefined {
  return isAbsent(path) ? undefined : PACKAGE_FOLDER.exec(path)?.[1];
}

function inCommandLine(line: Maybe<string>): string | undefined {
  return isAbsent(line) ? undefined : (folderIn(line) ?? SERVER_NAME.exec(line)?.[1]);
}

/** True if there may be a value that could not be read. */
function isUnknown(value: Maybe<string>): boolean {
  return isAbsent(value) && (value.kind === "Unreadable" || value.kind === "Invalid");
}

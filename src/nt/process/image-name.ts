/** Which program a process runs: the path of its image. */
import { invalid, isAbsent, mapPresent, notApplicable, present, type Maybe } from "../../target/absence.ts";
import type { Structure } from "../../target/structure.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";
import { readShortName } from "./process-members.ts";
import { readUnicodeString } from "../unicode-string.ts";

/**
 * `SeAuditProcessCreationInfo.ImageFileName` of an `_EPROCESS`: `\Device\HarddiskVolume3\Windows\System32\svchost.exe`.
 * NotApplicable for processes of no file.
 */
export function readImagePath(target: Target, address: Word64): Maybe<string> {
  return mapPresent(target.readStructure("_EPROCESS", address), (process) => imagePathOf(target, process));
}

function imagePathOf(target: Target, process: Structure): Maybe<string> {
  const at = process.pointer("SeAuditProcessCreationInfo.ImageFileName");
  if (isAbsent(at)) {
    return at;
  }
  const information = at.isZero
    ? notApplicable("the process has no image file")
    : target.readStructure("_OBJECT_NAME_INFORMATION", at);
  const name = isAbsent(information) ? information : information.addressOf("Name");
  if (isAbsent(name)) {
    return name;
  }
  const path = readUnicodeString(target, name);
  return path === "" ? notApplicable("the process has no image file") : path;
}

/**
 * File name of the image: the last part of its path. `ImageFileName`, which the kernel cuts, where there is no path or
 * it is that of something else.
 */
export function readImageName(target: Target, process: Structure): Maybe<string> {
  const short = readShortName(process);
  const path = imagePathOf(target, process);
  const full = isAbsent(path) ? undefined : path.slice(path.lastIndexOf("\\") + 1);
  if (full === undefined || full === "") {
    return short === "" ? invalid("the process has no name", process.address) : short;
  }
  return isAbsent(short) || full.toLowerCase().indexOf(short.toLowerCase()) === 0 ? full : short;
}

/**
 * Whether a name is that of the process, as the file is called or as the kernel keeps it cut; letters may differ in
 * case.
 */
export function isNamed(target: Target, process: Structure, name: string): boolean {
  const wanted = name.toLowerCase();
  return [present(readImageName(target, process)), present(readShortName(process))].some(
    (own) => own !== undefined && own.toLowerCase() === wanted,
  );
}

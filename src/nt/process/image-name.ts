/** The program that a process runs: the path of its image. */
import { invalid, isAbsent, mapPresent, notApplicable, present, type Maybe } from "../../target/absence.ts";
import type { Structure } from "../../target/structure.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";
import { readShortName } from "./process-members.ts";
import { readUnicodeString } from "../unicode-string.ts";

/**
 * `SeAuditProcessCreationInfo.ImageFileName` of an `_EPROCESS`: `\Device\HarddiskVolume3\Windows\System32\svchost.exe`.
 * NotApplicable for processes without an image file.
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
 * File name of the image: the last part of its path. Falls back to `ImageFileName`, which the kernel truncates, if
 * there is no path or the two do not match.
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

/** Whether the process has this name, in full or as truncated by the kernel; case-insensitive. */
export function isNamed(target: Target, process: Structure, name: string): boolean {
  const wanted = name.toLowerCase();
  return [present(readImageName(target, process)), present(readShortName(process))].some(
    (own) => own !== undefined && own.toLowerCase() === wanted,
  );
}

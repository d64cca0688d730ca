/** Names of objects: their own, and the full path in the object directory. */
import { isAbsent, type Maybe } from "../target/absence.ts";
import type { Target } from "../target/target.ts";
import type { Word64 } from "../target/word64.ts";
import { findHeaderInfo, readObjectHeader } from "./object-header.ts";
import { readUnicodeString } from "./unicode-string.ts";

/** The directory tree is a few levels deep; a longer path is damage. */
const MOST_LEVELS = 64;

/** Replaces the part of a path that could not be read. */
const UNKNOWN_PARENTS = "...";

/** The name of the directory that has no parent. */
const ROOT_NAME = "\\";

/** The object's own name, or undefined where it has none. */
export function readObjectName(target: Target, body: Word64): Maybe<string | undefined> {
  const place = readPlace(target, body);
  return place === undefined || isAbsent(place) ? place : place.name;
}

/**
 * The full path, `\RPC Control\lsasspirpc`, or undefined where the object has no name. An object that is named but lies
 * in no directory gives its bare name; where a directory on the way cannot be read the path begins with `...\`. Absent
 * only where nothing is known.
 */
export function readObjectPath(target: Target, body: Word64): Maybe<string | undefined> {
  const root = readRootDirectory(target);
  const names: string[] = [];
  let object = body;
  while (names.length < MOST_LEVELS) {
    if (!isAbsent(root) && object.equals(root)) {
      return joined("", names);
    }
    const place = readPlace(target, object);
    if (place === undefined || isAbsent(place)) {
      return names.length === 0 ? place : joined(UNKNOWN_PARENTS, names);
    }
    if (place.name === ROOT_NAME) {
      return joined("", names);
    }
    names.unshift(place.name);
    if (place.directory === undefined) {
      return names.join(ROOT_NAME);
    }
    object = place.directory;
  }
  return joined(UNKNOWN_PARENTS, names);
}

/** `*nt!ObpRootDirectoryObject`: the directory `\`. */
export function readRootDirectory(target: Target): Maybe<Word64> {
  return target.stop.once("root directory", () => {
    const at = target.symbol("ObpRootDirectoryObject");
    return isAbsent(at) ? at : target.readPointer(at);
  });
}

interface Place {
  readonly name: string;
  /** The parent directory, undefined where the object is in none. */
  readonly directory: Word64 | undefined;
}

/** Undefined where the object has no name: no name info, or one whose name was deleted. */
function readPlace(target: Target, body: Word64): Maybe<Place> | undefined {
  const header = readObjectHeader(target, body);
  const at = isAbsent(header) ? header : findHeaderInfo(target, header, "name");
  if (isAbsent(at)) {
    return at.kind === "NotApplicable" ? undefined : at;
  }
  const info = target.readStructure("_OBJECT_HEADER_NAME_INFO", at);
  const nameAt = isAbsent(info) ? info : info.addressOf("Name");
  if (isAbsent(info) || isAbsent(nameAt)) {
    return isAbsent(info) ? info : isAbsent(nameAt) ? nameAt : undefined;
  }
  const name = readUnicodeString(target, nameAt);
  if (isAbsent(name) || name === "") {
    return name === "" ? undefined : name;
  }
  const directory = info.pointer("Directory");
  return { name, directory: isAbsent(directory) || directory.isZero ? undefined : directory };
}

function joined(root: string, names: readonly string[]): string {
  return `${root}${ROOT_NAME}${names.join(ROOT_NAME)}`;
}

/** The tree of named objects, from the directory `\` down. */
import { firstAbsence, isAbsent, type Maybe } from "../target/absence.ts";
import { limits } from "../target/limits.ts";
import { pointerIn } from "../target/pointer.ts";
import type { Target } from "../target/target.ts";
import type { Word64, WordId } from "../target/word64.ts";
import { closedWalk, SteppedWalk, type Walk, type WalkEnd, walkNotBegun, type WalkSteps } from "./walk.ts";
import { readObjectName, readRootDirectory } from "./object-name.ts";
import { readNameOfType, readTypeObject } from "./object-type.ts";

/** One object of the tree. */
export interface NamedObject {
  /** Its body. */
  readonly object: Word64;
  /** `\RPC Control\lsasspirpc`. */
  readonly path: string;
  /** "ALPC Port". */
  readonly typeName: string;
}

interface Directory {
  readonly object: Word64;
  /** Without a backslash at its end: "" for the root. */
  readonly path: string;
}

/** What one directory lists, and the entries that could not be followed. */
interface Listing {
  readonly objects: readonly Word64[];
  readonly broken: Omit<WalkEnd, "count"> | undefined;
}

/**
 * Every object of every directory below `*nt!ObpRootDirectoryObject`, the directories themselves included, the root
 * not. Each directory is looked into once. Symbolic links are not followed. Objects whose name or type cannot be read
 * are left out; the end is the first thing that could not be followed, or "head".
 */
export function walkNamedObjects(target: Target, options: { readonly limit?: number } = {}): Walk<NamedObject> {
  return new SteppedWalk(namedObjects(target, options.limit ?? limits.listEntries));
}

/**
 * The objects with a full path, `\\RPC Control\\lsasspirpc`, in any case: one, or those that differ in case only; none
 * where nothing has it or a directory on the way cannot be read. Looks where the name belongs first, so that most of a
 * directory need not be read.
 */
export function findNamedObjects(target: Target, path: string): readonly Word64[] {
  const [start, ...names] = path.split(SEPARATOR);
  const root = readRootDirectory(target);
  if (start !== "" || names.length === 0 || names.length > MOST_LEVELS || isAbsent(root)) {
    return [];
  }
  let found: readonly Word64[] = [root];
  for (const name of names) {
    found = found.reduce<Word64[]>((all, directory) => all.concat(findInDirectory(target, directory, name)), []);
  }
  return found;
}

const SEPARATOR = "\\";

/** The directory tree is a few levels deep. */
const MOST_LEVELS = 64;

/** The objects of one name in a directory, in any case. */
function findInDirectory(target: Target, directory: Word64, name: string): readonly Word64[] {
  const buckets = readBuckets(target, directory);
  if (isAbsent(buckets)) {
    return [];
  }
  const wanted = name.toLowerCase();
  const likely = bucketOf(name, buckets.length);
  const order = [likely, ...buckets.map((_first, index) => index).filter((index) => index !== likely)];
  const visited = new Set<WordId>();
  for (const bucket of order) {
    const found = readBucket(target, directory, buckets[bucket] as Word64, visited, limits.listEntries).objects.filter(
      (object) => {
        const own = readObjectName(target, object);
        return typeof own === "string" && own.toLowerCase() === wanted;
      },
    );
    // Names that differ in case only share a bucket.
    if (found.length > 0) {
      return found;
    }
  }
  return [];
}

/**
 * Where a name belongs: a running sum of its characters in upper case over three halves of itself (public kernel
 * sources of Server 2003). Kernels that count otherwise cost a look into the other buckets.
 */
function bucketOf(name: string, buckets: number): number {
  let hash = 0;
  for (const character of name.toUpperCase().split("")) {
    hash = (hash + (hash << 1) + (hash >>> 1) + character.charCodeAt(0)) >>> 0;
  }
  return hash % buckets;
}

function* namedObjects(target: Target, limit: number): WalkSteps<NamedObject> {
  const root = readRootDirectory(target);
  const directoryType = isAbsent(root) ? root : readTypeObject(target, root);
  if (isAbsent(root) || isAbsent(directoryType)) {
    return walkNotBegun(firstAbsence(root, directoryType));
  }
  const visited = new Set<WordId>([root.id]);
  const waiting: Directory[] = [{ object: root, path: "" }];
  let broken: Listing["broken"];
  let count = 0;
  for (let directory = waiting.shift(); directory !== undefined; directory = waiting.shift()) {
    const listing = readDirectory(target, directory.object, limit);
    broken = broken ?? listing.broken;
    for (const object of listing.objects) {
      if (count >= limit) {
        return { kind: "limit", reason: `more than ${limit} named objects; the walk stopped there`, at: object, count };
      }
      const named = readNamedObject(target, object, directory.path);
      if (isAbsent(named)) {
        broken = broken ?? walkNotBegun(named);
        continue;
      }
      count += 1;
      yield named;
      if (named.type.equals(directoryType) && !visited.has(object.id)) {
        visited.add(object.id);
        waiting.push({ object, path: named.path });
      }
    }
  }
  return broken === undefined ? closedWalk(count) : { ...broken, count };
}

function readNamedObject(
  target: Target,
  object: Word64,
  parentPath: string,
): Maybe<NamedObject & { readonly type: Word64 }> {
  const type = readTypeObject(target, object);
  const typeName = isAbsent(type) ? type : readNameOfType(target, type);
  const name = readObjectName(target, object);
  if (isAbsent(type) || isAbsent(typeName) || isAbsent(name)) {
    return firstAbsence(type, typeName, name);
  }
  return { object, type, typeName, path: `${parentPath}\\${name ?? ""}` };
}

/** The objects in the hash buckets of one `_OBJECT_DIRECTORY`. */
function readDirectory(target: Target, directory: Word64, limit: number): Listing {
  const buckets = readBuckets(target, directory);
  if (isAbsent(buckets)) {
    return { objects: [], broken: walkNotBegun(buckets) };
  }
  const objects: Word64[] = [];
  const visited = new Set<WordId>();
  let broken: Listing["broken"];
  for (const first of buckets) {
    const listing = readBucket(target, directory, first, visited, limit);
    for (const object of listing.objects) {
      objects.push(object);
    }
    broken = broken ?? listing.broken;
  }
  return { objects, broken };
}

/** The first entry of each bucket, null for an empty one. */
function readBuckets(target: Target, directory: Word64): Maybe<readonly Word64[]> {
  const structure = target.readStructure("_OBJECT_DIRECTORY", directory);
  const bytes = isAbsent(structure) ? structure : structure.slice("HashBuckets");
  if (isAbsent(bytes)) {
    return bytes;
  }
  const buckets: Word64[] = [];
  for (let offset = 0; offset + target.pointerSize <= bytes.length; offset += target.pointerSize) {
    buckets.push(pointerIn(bytes, offset, target.pointerSize));
  }
  return buckets;
}

/** The objects of one bucket. `visited`: entries of the directory that were met; an entry belongs to it once. */
function readBucket(target: Target, directory: Word64, first: Word64, visited: Set<WordId>, limit: number): Listing {
  const objects: Word64[] = [];
  const end = (broken: Listing["broken"]): Listing => ({ objects, broken });
  for (let entry = first; !entry.isZero;) {
    if (visited.has(entry.id)) {
      return end({ kind: "cycle", reason: `the directory at ${directory} lists ${entry} twice`, at: entry });
    }
    if (visited.size >= limit) {
      return end({
        kind: "limit",
        reason: `the directory at ${directory} has more than ${limit} entries; the walk stopped there`,
        at: entry,
      });
    }
    visited.add(entry.id);
    const links = target.readStructure("_OBJECT_DIRECTORY_ENTRY", entry);
    const object = isAbsent(links) ? links : links.pointer("Object");
    const next = isAbsent(links) ? links : links.pointer("ChainLink");
    if (isAbsent(object) || isAbsent(next)) {
      return end(walkNotBegun(firstAbsence(object, next)));
    }
    objects.push(object);
    entry = next;
  }
  return end(undefined);
}

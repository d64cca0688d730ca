/** The tree of named objects, from the directory `\` down. */
import { firstAbsence, isAbsent, type Maybe } from "../target/absence.ts";
import { limits } from "../target/limits.ts";
import { pointerIn, type Target } from "../target/target.ts";
import type { Word64, WordId } from "../target/word64.ts";
import { closedWalk, Walk, walkNotBegun, type WalkEnd, type WalkSteps } from "./walk.ts";
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
  return new Walk(namedObjects(target, options.limit ?? limits.listEntries));
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
  const structure = target.readStructure("_OBJECT_DIRECTORY", directory);
  const buckets = isAbsent(structure) ? structure : structure.slice("HashBuckets");
  if (isAbsent(buckets)) {
    return { objects: [], broken: walkNotBegun(buckets) };
  }
  const objects: Word64[] = [];
  const visited = new Set<WordId>();
  let broken: Listing["broken"];
  for (let offset = 0; offset + target.pointerSize <= buckets.length; offset += target.pointerSize) {
    let entry = pointerIn(buckets, offset, target.pointerSize);
    while (!entry.isZero) {
      if (visited.has(entry.id) || objects.length >= limit) {
        broken =
          broken ??
          (visited.has(entry.id)
            ? { kind: "cycle", reason: `the directory at ${directory} lists ${entry} twice`, at: entry }
            : {
                kind: "limit",
                reason: `the directory at ${directory} has more than ${limit} entries; the walk stopped there`,
                at: entry,
              });
        break;
      }
      visited.add(entry.id);
      const links = target.readStructure("_OBJECT_DIRECTORY_ENTRY", entry);
      const object = isAbsent(links) ? links : links.pointer("Object");
      const next = isAbsent(links) ? links : links.pointer("ChainLink");
      if (isAbsent(object) || isAbsent(next)) {
        broken = broken ?? walkNotBegun(firstAbsence(object, next));
        break;
      }
      objects.push(object);
      entry = next;
    }
  }
  return { objects, broken };
}

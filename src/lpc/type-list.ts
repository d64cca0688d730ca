/** Ports on the lists of all objects of a type, which the kernel keeps only where it was told to (a global flag). */
import { Absence } from "../target/absence.ts";
import type { Target } from "../target/target.ts";
import type { Word64 } from "../target/word64.ts";
import { walkList } from "../nt/list.ts";

/**
 * Bodies of the objects on a type's `TypeList`. Its entries are the creator infos that lie right before the objects' headers (XP, Server 2003).
 * The list is empty where the kernel does not maintain it. What is yielded is not checked.
 */
export function* walkTypeList(target: Target, type: Word64): Generator<Word64, void> {
  const structure = target.readStructure("_OBJECT_TYPE", type);
  const head = structure instanceof Absence ? structure : structure.addressOf("TypeList");
  const info = target.layout("_OBJECT_HEADER_CREATOR_INFO");
  const header = target.layout("_OBJECT_HEADER");
  const body = header instanceof Absence ? header : header.field("Body");
  const link = info instanceof Absence ? info : info.field("TypeList");
  if (head instanceof Absence || info instanceof Absence || body instanceof Absence || link instanceof Absence) {
    return;
  }
  for (const entry of walkList(target, head, { what: "the list of objects of a type" })) {
    yield entry.plus(info.size - link.offset + body.offset);
  }
}

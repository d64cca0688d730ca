/**
 * A script's text as it is run: with a mark at each `throw` and at the head of each `catch`. The marks record where an
 * error was thrown, and let scripts see the engine's errors in ChakraCore's words. Nothing moves to another line, and
 * positions can be mapped back.
 */
import type { Node, Program } from "acorn";
import { declaredNames, parseScript } from "./script-syntax.ts";

/** Names of the two functions that the marked text calls. They are not properties of the global object. */
export const markNames = { thrown: "__hostThrown", caught: "__hostCaught" } as const;

/** Line and column, both from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

interface Insertion {
  /** Offset in the original text before which it is inserted. */
  readonly at: number;
  readonly text: string;
}

/** The units by which ChakraCore reports places: a statement, or the expression body of an arrow function. */
interface Unit {
  readonly start: number;
  readonly end: number;
}

/** Offsets at which lines begin. */
function lineStartsOf(text: string): readonly number[] {
  const starts = [0];
  for (const match of text.matchAll(/\r\n|[\n\r\u2028\u2029]/g)) {
    starts.push(match.index + match[0].length);
  }
  return starts;
}

/** The last index whose value is at most `value`; -1 when there is none. `sorted` ascends. */
function lastAtMost(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) <= value) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low - 1;
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && typeof (value as { type?: unknown }).type === "string";
}

function* childrenOf(node: Node): Generator<Node> {
  for (const value of Object.values(node) as readonly unknown[]) {
    if (isNode(value)) {
      yield value;
    } else if (Array.isArray(value)) {
      for (const part of value as readonly unknown[]) {
        if (isNode(part)) {
          yield part;
        }
      }
    }
  }
}

/** Parts of a syntax tree that the walk looks into, in acorn's names. */
type Part = Node & {
  readonly argument?: Node;
  readonly param?: (Node & { readonly name?: string }) | null;
  readonly body?: Node;
  readonly declarations?: readonly Node[];
};

/** Finds the units and the places of the marks. */
class Walk {
  readonly units: Unit[] = [];
  readonly insertions: Insertion[] = [];

  constructor(program: Program) {
    const waiting: Node[] = [program];
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
      this.visit(node as Part);
      for (const child of childrenOf(node)) {
        waiting.push(child);
      }
    }
    this.insertions.sort((a, b) => a.at - b.at);
    this.units.sort((a, b) => a.start - b.start || b.end - a.end);
  }

  private visit(node: Part): void {
    const { type, start, end, argument, param, body } = node;
    if (type === "VariableDeclaration") {
      node.declarations?.forEach((part, index) =>
        this.units.push({ start: index === 0 ? start : part.start, end: part.end }),
      );
    } else if (type.endsWith("Statement") && type !== "BlockStatement") {
      this.units.push({ start, end });
    }
    if (type === "ArrowFunctionExpression" && body !== undefined && body.type !== "BlockStatement") {
      this.units.push({ start: body.start, end: body.end });
    }
    if (type === "ThrowStatement" && argument !== undefined) {
      this.insertions.push(
        { at: argument.start, text: `${markNames.thrown}(` },
        { at: argument.end, text: `,${start})` },
      );
    }
    if (type === "CatchClause" && param?.name !== undefined && body !== undefined) {
      this.insertions.push({ at: body.start + 1, text: `${markNames.caught}(${param.name});` });
    }
  }
}

export class ScriptText {
  /** The text to run. */
  readonly marked: string;
  /** Names that the script declares at its top level. */
  readonly declared: readonly string[];
  private readonly source: string;
  private readonly units: readonly Unit[];
  private readonly insertions: readonly Insertion[];
  private lines: { readonly source: readonly number[]; readonly marked: readonly number[] } | undefined;

  /** Throws a `DebuggerError` for text that the oldest engine would not accept. */
  constructor(name: string, source: string) {
    const program = parseScript(name, source);
    const walk = new Walk(program);
    this.source = source;
    this.declared = declaredNames(program);
    this.units = walk.units;
    this.insertions = walk.insertions;
    let from = 0;
    let marked = "";
    for (const { at, text } of walk.insertions) {
      marked += source.slice(from, at) + text;
      from = at;
    }
    this.marked = marked + source.slice(from);
  }

  /** Where an offset of the original text is. */
  placeOf(offset: number): Place {
    const { source } = this.lineStarts();
    const line = lastAtMost(source, offset);
    return { line: line + 1, column: offset - (source[line] ?? 0) + 1 };
  }

  /** The start of the innermost unit that contains a position of the marked text, as V8 gives it. */
  unitAt({ line, column }: Place): Place {
    const markedOffset = (this.lineStarts().marked[line - 1] ?? 0) + column - 1;
    const offset = this.originalOffset(markedOffset);
    let best: Unit | undefined;
    for (const unit of this.units) {
      if (unit.start > offset) {
        break;
      }
      if (offset < unit.end) {
        best = unit;
      }
    }
    return this.placeOf(best?.start ?? offset);
  }

  private originalOffset(markedOffset: number): number {
    let shift = 0;
    for (const { at, text } of this.insertions) {
      if (at + shift + text.length > markedOffset) {
        return Math.min(markedOffset - shift, at);
      }
      shift += text.length;
    }
    return markedOffset - shift;
  }

  private lineStarts(): { readonly source: readonly number[]; readonly marked: readonly number[] } {
    this.lines ??= { source: lineStartsOf(this.source), marked: lineStartsOf(this.marked) };
    return this.lines;
  }
}

/** Recently loaded texts by their source: tests load the same script a thousand times. */
const known = new Map<string, ScriptText>();
const mostKnown = 4;

/** The text of a script, parsed once while it is among the recent ones. Throws as {@link ScriptText} does. */
export function scriptText(name: string, source: string): ScriptText {
  const found = known.get(source);
  if (found !== undefined) {
    return found;
  }
  const made = new ScriptText(name, source);
  const [oldest] = known.keys();
  if (known.size >= mostKnown && oldest !== undefined) {
    known.delete(oldest);
  }
  known.set(source, made);
  return made;
}

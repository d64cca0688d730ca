/**
 * `Debugger.Utility.FileSystem`: files in memory, or the real ones. Source of the names: Microsoft's documentation of
 * the debugger's file system namespace, and public scripts.
 */
import { existsSync, readFileSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { needInteger, needString } from "./arguments.ts";
import { messageOf } from "./errors.ts";
import type { HostState } from "./host-state.ts";
import type { Member } from "./member.ts";
import { method, property } from "./member.ts";
import { unwrap } from "./native-proxy.ts";
import { ModelObject } from "./model-object.ts";

/** A store of files. */
export interface FileStore {
  readonly temporaryDirectory: string;
  has(path: string): boolean;
  /** Throws when there is no such file. */
  read(path: string): Uint8Array;
  write(path: string, bytes: Uint8Array): void;
  remove(path: string): void;
}

/** Files that live as long as the debugger. */
export class MemoryFileStore implements FileStore {
  readonly temporaryDirectory = "C:\\Temp";
  readonly files = new Map<string, Uint8Array>();

  has(path: string): boolean {
    return this.files.has(path);
  }
  read(path: string): Uint8Array {
    const bytes = this.files.get(path);
    if (bytes === undefined) {
      throw new Error(`There is no file '${path}'`);
    }
    return bytes;
  }
  write(path: string, bytes: Uint8Array): void {
    this.files.set(path, bytes);
  }
  remove(path: string): void {
    this.files.delete(path);
  }
  /** Text of a file, read as UTF-8. Throws when there is no such file. */
  text(path: string): string {
    return new TextDecoder().decode(this.read(path));
  }
}

/** The files of the machine that runs the tests. */
export const realFileStore: FileStore = {
  temporaryDirectory: tmpdir(),
  has: (path) => existsSync(path),
  read: (path) => readFileSync(path),
  write: (path, bytes) => writeFileSync(path, bytes),
  remove: (path) => unlinkSync(path),
};

const dispositions = ["CreateNew", "CreateAlways", "OpenExisting"] as const;
const encodings = ["Ascii", "Utf8", "Utf16"] as const;
type Encoding = (typeof encodings)[number];

/** An open file: its bytes are written through at once. */
class OpenFile {
  position = 0;
  isOpen = true;
  readonly path: string;
  private readonly state: HostState;
  private readonly store: FileStore;

  constructor(state: HostState, store: FileStore, path: string) {
    this.state = state;
    this.store = store;
    this.path = path;
  }

  bytes(): Uint8Array {
    if (!this.isOpen) {
      this.state.realms.fail(`The file '${this.path}' is closed`);
    }
    return guarded(this.state, () => this.store.read(this.path));
  }

  write(added: Uint8Array): void {
    const old = this.bytes();
    const all = new Uint8Array(Math.max(old.length, this.position + added.length));
    all.set(old);
    all.set(added, this.position);
    guarded(this.state, () => this.store.write(this.path, all));
    this.position += added.length;
  }

  take(count: number): Uint8Array {
    const taken = this.bytes().slice(this.position, this.position + count);
    this.position += taken.length;
    return taken;
  }
}

/** Turns the errors of the store into the running script's. */
function guarded<T>(state: HostState, action: () => T): T {
  try {
    return action();
  } catch (error) {
    return state.realms.fail(messageOf(error));
  }
}

/** Assumption: text that an encoding cannot hold is an error, and the default encoding is ASCII. */
function encode(state: HostState, text: string, encoding: Encoding): Uint8Array {
  if (encoding === "Utf8") {
    return new TextEncoder().encode(text);
  }
  if (encoding === "Ascii" && /[^\0-\x7f]/.test(text)) {
    state.realms.fail("The text has characters that ASCII cannot hold");
  }
  const width = encoding === "Ascii" ? 1 : 2;
  const bytes = new Uint8Array(text.length * width);
  for (let i = 0; i < text.length; i++) {
    bytes[i * width] = text.charCodeAt(i) & 0xff;
    if (width === 2) {
      bytes[i * 2 + 1] = text.charCodeAt(i) >> 8;
    }
  }
  return bytes;
}

function decode(bytes: Uint8Array, encoding: Encoding): string {
  return new TextDecoder(encoding === "Utf16" ? "utf-16le" : encoding === "Utf8" ? "utf-8" : "latin1").decode(bytes);
}

const openFiles = new WeakMap<object, OpenFile>();

function needOneOf<T extends string>(state: HostState, value: unknown, allowed: readonly T[], what: string): T {
  return allowed.find((one) => one === value) ?? state.realms.fail(`${what} is one of ${allowed.join(", ")}`);
}

/** Members of the file system namespace. */
export function fileSystemMembers(state: HostState, store: FileStore): Readonly<Record<string, Member>> {
  const counted = (call: (...args: readonly unknown[]) => unknown): Member =>
    method((...args) => {
      state.counters.count("fileSystem");
      return call(...args);
    });
  const pathOf = (value: unknown): string => needString(state, "FileSystem", value);
  const openExisting = (path: string): object =>
    store.has(path) ? fileObject(state, store, path) : state.realms.fail(`There is no file '${path}'`);
  const fileOf = (value: unknown): OpenFile => {
    const wrapper = typeof value === "string" ? openExisting(value) : value;
    const file = unwrap(wrapper) === undefined ? undefined : openFiles.get(wrapper as object);
    return file ?? state.realms.fail("A file object or a path is expected");
  };
  const encodingOf = (value: unknown = "Ascii"): Encoding => needOneOf(state, value, encodings, "An encoding");
  return {
    TempDirectory: property(
      () => new ModelObject(state, undefined, { members: {}, display: () => store.temporaryDirectory }).wrapper,
    ),
    FileExists: counted((path) => store.has(pathOf(path))),
    CreateFile: counted((pathArgument, disposition = "CreateNew") => {
      const path = pathOf(pathArgument);
      const kind = needOneOf(state, disposition, dispositions, "A disposition");
      if (kind === "OpenExisting") {
        return openExisting(path);
      }
      // Assumption: a file that exists can be created anew only when that is asked for.
      if (kind === "CreateNew" && store.has(path)) {
        state.realms.fail(`The file '${path}' exists already`);
      }
      guarded(state, () => store.write(path, new Uint8Array()));
      return fileObject(state, store, path);
    }),
    OpenFile: counted((path) => openExisting(pathOf(path))),
    DeleteFile: counted((pathArgument) => {
      const path = pathOf(pathArgument);
      if (!store.has(path)) {
        state.realms.fail(`There is no file '${path}'`);
      }
      guarded(state, () => store.remove(path));
    }),
    CreateTextWriter: counted((file, encoding) => textWriter(state, fileOf(file), encodingOf(encoding))),
    CreateTextReader: counted((file, encoding) => textReader(state, fileOf(file), encodingOf(encoding))),
  };
}

function fileObject(state: HostState, store: FileStore, path: string): object {
  const file = new OpenFile(state, store, path);
  const name = path.replace(/^.*[\\/]/, "");
  const wrapper = new ModelObject(state, undefined, {
    display: () => name,
    members: {
      Name: property(() => name),
      Path: property(() => path),
      Extension: property(() => /\.[^.]*$/.exec(name)?.[0] ?? ""),
      Size: property(() => state.int64.of(BigInt(file.bytes().length))),
      Position: property(() => state.int64.of(BigInt(file.position))),
      Close: method(() => {
        file.isOpen = false;
      }),
      Delete: method(() => {
        file.isOpen = false;
        guarded(state, () => store.remove(path));
      }),
      ReadBytes: method((count) => {
        const bytes = file.take(needInteger(state, "ReadBytes", count, 1));
        return state.realms.current.Array.from(bytes);
      }),
      WriteBytes: method((bytes) => {
        const list =
          typeof bytes === "object" && bytes !== null && Symbol.iterator in bytes
            ? [...(bytes as Iterable<unknown>)]
            : undefined;
        const isBytes =
          list?.every((byte) => typeof byte === "number" && Number.isInteger(byte) && byte >= 0 && byte < 256) === true;
        file.write(
          Uint8Array.from(isBytes ? (list as number[]) : state.realms.fail("WriteBytes takes an array of bytes")),
        );
      }),
    },
  }).wrapper;
  openFiles.set(wrapper, file);
  return wrapper;
}

/** Assumption: lines end in carriage return and line feed. */
function textWriter(state: HostState, file: OpenFile, encoding: Encoding): object {
  const write = (text: unknown, end: string): void => {
    state.counters.count("fileSystem");
    file.write(encode(state, String(text) + end, encoding));
  };
  return new ModelObject(state, undefined, {
    members: { Write: method((text) => write(text, "")), WriteLine: method((text = "") => write(text, "\r\n")) },
  }).wrapper;
}

/** `ReadLine` at the end of the file is an error (assumption). */
function textReader(state: HostState, file: OpenFile, encoding: Encoding): object {
  const text = decode(file.bytes(), encoding);
  const lines = text === "" ? [] : text.replace(/\r?\n$/, "").split(/\r?\n/);
  let next = 0;
  const readLine = (): string => {
    state.counters.count("fileSystem");
    return lines[next++] ?? state.realms.fail("The end of the file has been reached");
  };
  const rest = function* (): Generator<{ readonly value: unknown }> {
    while (next < lines.length) {
      yield { value: readLine() };
    }
  };
  return new ModelObject(state, undefined, {
    members: {
      ReadLine: method(readLine),
      ReadLineContents: method(() => new ModelObject(state, undefined, { members: {}, iterate: rest }).wrapper),
    },
  }).wrapper;
}

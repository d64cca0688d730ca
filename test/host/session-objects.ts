/**
 * Sessions, processes, threads, modules and handles as scripts see them. Every access makes a new wrapper of the same
 * thing.
 */
import type { HostState } from "./host-state.ts";
import { addressValue, hex } from "./host-state.ts";
import { needType } from "./lookup.ts";
import type { IteratedElement } from "./model.ts";
import { ModelObject } from "./model-object.ts";
import type { Member } from "./member.ts";
import { property } from "./member.ts";
import type { SimulatedSession, TargetContext } from "./session.ts";
import type { SimulatedHandle, SimulatedModule, SimulatedProcess, SimulatedThread } from "./target.ts";
import { readValue, typedAt } from "./typed-object.ts";
import { queryMembers } from "./collection-queries.ts";

function idValue(state: HostState, id: number): unknown {
  return state.mood.ids === "int64" ? state.int64.of(BigInt(id)) : id;
}

/** A collection whose elements are found by a number. */
function collection<T>(
  state: HostState,
  context: TargetContext,
  modelName: string | undefined,
  items: () => Iterable<T>,
  indexOf: (item: T, position: number) => number,
  toObject: (item: T) => object,
): object {
  const { session } = context;
  const refused = (): never => state.realms.fail("Unknown exception");
  const isMissing = modelName === "Debugger.Models.Processes" && session.hasNoProcesses;
  const elements = function* (): Generator<IteratedElement> {
    if (isMissing) {
      refused();
    }
    let position = 0;
    for (const item of items()) {
      yield { value: toObject(item), indices: [indexOf(item, position++)] };
    }
  };
  const at = (index: unknown): unknown => {
    if (isMissing) {
      refused();
    }
    const bits = state.int64.bitsOf(index);
    let position = 0;
    for (const item of items()) {
      if (BigInt(indexOf(item, position++)) === bits) {
        return toObject(item);
      }
    }
    return undefined;
  };
  return new ModelObject(state, context, {
    members: {},
    scriptMembers: queryMembers(state, elements),
    ...(modelName === undefined ? {} : { modelName }),
    iterate: elements,
    at,
  }).wrapper;
}

/** An object with members only, like a namespace. */
function group(state: HostState, context: TargetContext, members: Readonly<Record<string, Member>>): object {
  return new ModelObject(state, context, { members }).wrapper;
}

function open(state: HostState, session: SimulatedSession): SimulatedSession {
  return session.isOpen ? session : state.realms.fail("The session has been closed");
}

export function sessionObject(state: HostState, session: SimulatedSession): object {
  const context = { session };
  const { target } = session;
  const processes = (): readonly SimulatedProcess[] => open(state, session).processList();
  return new ModelObject(state, context, {
    modelName: "Debugger.Models.Session",
    identity: "session",
    display: () => target.description,
    members: {
      Processes: property(() =>
        collection(
          state,
          context,
          "Debugger.Models.Processes",
          processes,
          (process) => process.id,
          (process) => processObject(state, session, process),
        ),
      ),
      Id: property(() => session.Id),
      Attributes: property(() =>
        group(state, context, {
          Target: property(() =>
            group(state, context, {
              IsKernelTarget: property(() => target.isKernel),
              IsUserTarget: property(() => !target.isKernel),
              IsDumpTarget: property(() => target.isDump),
              IsLiveTarget: property(() => !target.isDump),
            }),
          ),
        }),
      ),
    },
  }).wrapper;
}

/** The process as enumerated now; throws once it is gone. */
function living(state: HostState, session: SimulatedSession, process: SimulatedProcess): SimulatedProcess {
  const now = open(state, session).findProcess(process.id);
  return now?.object === process.object ? now : state.realms.fail(`The process ${hex(BigInt(process.id))} is gone`);
}

function processObject(state: HostState, session: SimulatedSession, process: SimulatedProcess): object {
  const context = { session, process };
  const now = (): SimulatedProcess => living(state, session, process);
  const kernelObject: Record<string, Member> = session.target.isKernel
    ? { KernelObject: property(() => kernelTyped(state, context, "_EPROCESS", process.object)) }
    : {};
  return new ModelObject(state, context, {
    modelName: "Debugger.Models.Process",
    identity: `process ${process.object}`,
    display: () => process.name,
    members: {
      ...kernelObject,
      Name: property(() => now().name),
      Id: property(() => idValue(state, now().id)),
      Threads: property(() =>
        collection(
          state,
          context,
          "Debugger.Models.Threads",
          () => now().threads,
          (thread) => thread.id,
          (thread) => threadObject(state, context, thread),
        ),
      ),
      Modules: property(() =>
        collection(
          state,
          context,
          "Debugger.Models.Modules",
          () => session.target.modules,
          (_module, position) => position,
          (module) => moduleObject(state, context, module),
        ),
      ),
      Io: property(() =>
        group(state, context, {
          Handles: property(() =>
            collection(
              state,
              context,
              undefined,
              () => now().handles(),
              (handle) => handle.handle,
              (handle) => handleObject(state, context, handle),
            ),
          ),
        }),
      ),
    },
  }).wrapper;
}

export function currentProcessObject(state: HostState, session: SimulatedSession): object {
  return processObject(state, session, session.target.currentProcess());
}

export function currentThreadObject(state: HostState, session: SimulatedSession): object {
  return threadObject(state, { session, process: session.target.currentProcess() }, session.target.currentThread());
}

function threadObject(state: HostState, context: TargetContext, thread: SimulatedThread): object {
  const kernelObject: Record<string, Member> = context.session.target.isKernel
    ? { KernelObject: property(() => kernelTyped(state, context, "_ETHREAD", thread.object)) }
    : {};
  return new ModelObject(state, context, {
    modelName: "Debugger.Models.Thread",
    identity: `thread ${thread.object}`,
    display: () => hex(BigInt(thread.id)),
    members: {
      ...kernelObject,
      Id: property(() => idValue(state, thread.id)),
      // Assumption: the targets hold no stacks to unwind, so a thread has no frames.
      Stack: property(() =>
        group(state, context, {
          Frames: property(() =>
            collection(
              state,
              context,
              undefined,
              () => [],
              (_frame, position) => position,
              (frame) => frame,
            ),
          ),
        }),
      ),
    },
  }).wrapper;
}

/** Throws without symbols of the kernel. */
function kernelTyped(state: HostState, context: TargetContext, typeName: string, address: bigint): unknown {
  const { source, info } = needType(state, "KernelObject", context, "nt", typeName);
  const { session } = context;
  // Seen: what the engine itself finds in a 32-bit kernel has its sign-extended address.
  return typedAt(state, source, info, session.isSeen32 ? BigInt.asUintN(64, BigInt.asIntN(32, address)) : address);
}

function moduleObject(state: HostState, context: TargetContext, module: SimulatedModule): object {
  return new ModelObject(state, context, {
    modelName: "Debugger.Models.Module",
    identity: `module ${module.base}`,
    display: () => module.name,
    members: {
      BaseAddress: property(() => addressValue(state, context, module.base)),
      Name: property(() => module.name),
      Size: property(() => state.int64.of(BigInt(module.size))),
    },
  }).wrapper;
}

/**
 * Assumption: a handle has `Handle`, `Type`, `GrantedAccess`, `ObjectName` and `Object`, the typed `nt!_OBJECT_HEADER`
 * whose `Body` is the object; the last throws without symbols.
 */
function handleObject(state: HostState, context: TargetContext, handle: SimulatedHandle): object {
  state.counters.count("handle");
  return new ModelObject(state, context, {
    display: () => handle.typeName,
    members: {
      Handle: property(() => handle.handle),
      Type: property(() => handle.typeName),
      GrantedAccess: property(() => handle.grantedAccess),
      Object: property(() => objectHeader(state, context, handle.object)),
      ObjectName: property(() => handle.name),
    },
  }).wrapper;
}

function objectHeader(state: HostState, context: TargetContext, body: bigint): unknown {
  const { source, info } = needType(state, "Object", context, "nt", "_OBJECT_HEADER");
  const field = info.kind === "udt" ? info.layout?.fields["Body"] : undefined;
  if (field === undefined) {
    return state.realms.fail("The type '_OBJECT_HEADER' has no field 'Body'");
  }
  return readValue(state, source, info, body - BigInt(field.offset));
}

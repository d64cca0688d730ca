/** Finds the EPROCESS for a user's argument: an id, an address, an image name, the name of a service, or an object. */
import type { Absence } from "../../target/absence.ts";
import { isAbsent, type Maybe } from "../../target/absence.ts";
import { currentDebuggerProcess } from "../../target/current.ts";
import { debuggerIdOf, kernelObjectOf } from "../../target/debugger-objects.ts";
import { noKernelObject, notFound } from "../../target/errors.ts";
import type { Word64 } from "../../target/word64.ts";
import { readProcessFacts, findProcessesByName } from "../../nt/process/process-facts.ts";
import { findProcessById, walkProcesses } from "../../nt/process/process-list.ts";
import { readServiceHost } from "../../nt/process/command-line.ts";
import { formatCount } from "../../text/counts.ts";
import { quoted } from "../../text/printable.ts";
import type { ModelContext } from "../base/object.ts";
import { processName } from "../naming.ts";
import { readReference, validateTyped } from "./address.ts";
import { nothingAt } from "./place.ts";
import { isName } from "./port.ts";

const HINT = "Processes are listed by dx @$cursession.Processes; ids are decimal unless they start with 0x.";
const EXAMPLE = "!alpcx_process 0x2a8";

/** Most candidates named in an error; an id selects any of them. */
const MOST_CANDIDATES = 8;

/**
 * The EPROCESS for an id, an address, a name or an object; the current process without an argument. Throws AlpcxError
 * if there is none, and with the candidates if there are several. `example`: of the command or method that was called.
 */
export function processAddress(context: ModelContext, value: unknown, example = EXAMPLE): Word64 {
  if (value === undefined) {
    return processOfDebugger(context, currentDebuggerProcess());
  }
  const named = namedProcess(context, value, example);
  if (named !== undefined) {
    return named;
  }
  const reference = readReference(context.target, value, {
    expected: "the address, id or name of a process",
    example,
  });
  if (reference.kind === "address") {
    if (isInvalid(readProcessFacts(context.target, reference.address))) {
      throw nothingAt(context, "process", reference.address, HINT);
    }
    return reference.address;
  }
  const id = reference.id.toNumber();
  const process = id === undefined ? undefined : findProcessById(context.target, id);
  if (process === undefined) {
    needProcesses(context);
    throw notFound(`No process has the id ${reference.id}.`, hintOfId(context, id, HINT, findProcessById, processName));
  }
  return process;
}

/** Where an id was typed as displays write it, in hexadecimal digits without a prefix: what was meant; else `hint`. */
export function hintOfId(
  context: ModelContext,
  id: number | undefined,
  hint: string,
  find: (target: ModelContext["target"], id: number) => Word64 | undefined,
  name: (context: ModelContext, found: Word64) => string,
): string {
  const meant = parseInt(String(id), 16);
  const found = meant > 9 ? find(context.target, meant) : undefined;
  return found === undefined
    ? hint
    : `Ids are decimal unless they start with 0x: ${name(context, found)} is 0x${meant.toString(16)}.`;
}

/**
 * The EPROCESS of the debugger's own process: its kernel object, else by its id. Throws AlpcxError if neither leads to
 * one.
 */
export function processOfDebugger(context: ModelContext, process: JsProvider.Process): Word64 {
  const address = kernelObjectOf(context.target, process);
  const id = isAbsent(address) ? debuggerIdOf(process) : undefined;
  const found = isAbsent(address) ? (id === undefined ? undefined : findProcessById(context.target, id)) : address;
  if (found === undefined) {
    throw noKernelObject("process", (address as Absence).reason);
  }
  return found;
}

/** Throws AlpcxError if the target, such as a small memory dump, holds no list of processes. */
function needProcesses({ target }: ModelContext): void {
  const walk = walkProcesses(target);
  const isEmpty = walk.next().done === true;
  if (isEmpty && walk.end.kind === "unreadable") {
    throw notFound(
      `This ${target.isDump ? "dump" : "target"} holds no list of processes:`,
      "give the address of one. Example: !alpcx_process 0xffffa801`12345678",
    );
  }
}

/** True if something else lies there; unreadable memory passes, and the object says so. */
export function isInvalid(facts: Maybe<unknown>): boolean {
  return isAbsent(facts) && facts.kind === "Invalid";
}

/**
 * The one process with a name, case-insensitive. Throws AlpcxError with the candidates if several have it; undefined if
 * none has, or the text is a number.
 */
export function namedProcess(context: ModelContext, value: unknown, example: string): Word64 | undefined {
  if (!isName(value)) {
    return undefined;
  }
  const found = findByName(context, value);
  if (found.length === 0) {
    needProcesses(context);
    validateTyped(value, "the name of a process", example);
  }
  if (found.length > 1) {
    const shown = found
      .slice(0, MOST_CANDIDATES)
      .map((process) => processName(context, process))
      .join(", ");
    const more = found.length > MOST_CANDIDATES ? ` and ${found.length - MOST_CANDIDATES} more` : "";
    throw notFound(
      `${formatCount(found.length, "process", "processes")} are called ${quoted(value, 40)}:`,
      `${shown}${more}. Give the id of one, with 0x before it.`,
    );
  }
  return found[0];
}

/**
 * By the image's file name (in full or as truncated by the kernel, with or without ".exe"), else by what a host
 * runs, as displays show it: its one service, or the group of its services.
 */
export function findByName(context: ModelContext, name: string): readonly Word64[] {
  const { target } = context;
  const wanted = name.toLowerCase().replace(/^-k /, "");
  const byImage = findProcessesByName(target, name);
  const byImageWithoutType = byImage.length > 0 ? byImage : findProcessesByName(target, `${name}.exe`);
  return byImageWithoutType.length > 0
    ? byImageWithoutType
    : Array.from(walkProcesses(target)).filter((process) => {
        const host = readServiceHost(target, process);
        return !isAbsent(host) && (host.service ?? host.group)?.toLowerCase() === wanted;
      });
}

/**
 * The catalog of exceptions: for the caller's mistakes and unusable targets only. Damage inside the target is an
 * {@link Absence}, never an exception.
 */

/** Stable codes of all exceptions that the pack throws. */
export type ErrorCode =
  | "user-mode-target"
  | "no-session"
  | "no-current-process"
  | "no-current-thread"
  | "target-gone"
  | "no-kernel-symbols"
  | "no-alpc-types"
  | "unknown-kernel"
  | "wrong-argument"
  | "not-found"
  | "no-such-command"
  | "file-not-written";

/** What a user of the debugger sees: a message of one or two sentences, and a code for scripts. */
export class AlpcxError extends Error {
  readonly code: ErrorCode;
  /** For a wrong argument: the message without its example, and the example. */
  readonly wrong: { readonly fact: string; readonly example: string } | undefined;

  constructor(code: ErrorCode, message: string, wrong?: { readonly fact: string; readonly example: string }) {
    super(message);
    this.wrong = wrong;
    // A debugger that shows String(error) behind its own "Error: " would say "Error: Error:" for an error with a name.
    this.name = "";
    this.code = code;
  }
}

/** A user-mode process is being debugged. */
export function userModeTarget(): AlpcxError {
  return new AlpcxError(
    "user-mode-target",
    "alpcx reads the kernel's ports, and this target is a user-mode process: attach to a kernel or open a kernel dump.",
  );
}

/** The debugger has no session at all. */
export function noSession(): AlpcxError {
  return new AlpcxError("no-session", "There is no target: attach to a kernel or open a kernel dump, then ask again.");
}

/** The debugger names no current process. */
export function noCurrentProcess(): AlpcxError {
  return new AlpcxError(
    "no-current-process",
    "The debugger does not say which process is current: name one by its id, address or name. Example: !alpcx_process 0x2a8",
  );
}

/** The debugger names no current thread. */
export function noCurrentThread(): AlpcxError {
  return new AlpcxError(
    "no-current-thread",
    "The debugger does not say which thread is current: name one by its id or address. Example: !alpcx_thread 0x9a4",
  );
}

/** The kernel object of the debugger's process or thread cannot be found, neither directly nor by id. `reason`: why. */
export function noKernelObject(what: "process" | "thread", reason: string): AlpcxError {
  return new AlpcxError(
    what === "process" ? "no-current-process" : "no-current-thread",
    `The debugger does not say where the ${what} lies in the kernel: ${reason}. Name it by its address, as !${what} shows it. Example: !alpcx_${what} 0xffffa801\`12345080`,
  );
}

/** The kernel that an object was made for has been replaced: restarted, or its dump was closed. */
export function targetGone(): AlpcxError {
  return new AlpcxError(
    "target-gone",
    "This object belongs to a kernel that is no longer there: the target was restarted or closed. Ask again, from @$cursession.Alpc on.",
  );
}

/** Symbols of `nt` are missing, so no structure of the kernel is known. */
export function noKernelSymbols(): AlpcxError {
  return new AlpcxError(
    "no-kernel-symbols",
    "The symbols of nt are not loaded, so no structure can be found: set the symbol path (.symfix), run .reload /f nt, then ask again.",
  );
}

/** The debugger failed to look up a structure that every kernel has. `words`: the host's own. */
export function symbolsRefused(reason: string): AlpcxError {
  return new AlpcxError(
    "no-kernel-symbols",
    `No structure of the kernel can be found: ${reason}. Where the symbols of nt are not loaded, set the symbol path (.symfix) and run .reload /f nt, then ask again.`,
  );
}

/** The kernel has ALPC but its public symbols do not describe it. */
export function noAlpcTypes(missing: string): AlpcxError {
  return new AlpcxError(
    "no-alpc-types",
    `The symbols of this kernel do not describe ${missing} (as on Windows Vista without a service pack): ALPC ports cannot be decoded here.`,
  );
}

/** Neither the ALPC nor the LPC thread fields are in the symbols. */
export function unknownKernel(): AlpcxError {
  return new AlpcxError(
    "unknown-kernel",
    "The symbols of nt have neither AlpcMessageId nor LpcReplyMessageId in _ETHREAD: unsupported kernel, or mismatched symbols. Check that the symbols fit the target (lm m nt).",
  );
}

/** An argument of a command or method: what was given ("" for nothing), what was expected, and an example. */
export function wrongArgument(given: string, expected: string, example: string): AlpcxError {
  const fact = given === "" ? `An argument is missing: ${expected}` : `${given} is not ${expected}`;
  return withExample(fact, example);
}

function withExample(fact: string, example: string): AlpcxError {
  return new AlpcxError("wrong-argument", `${fact}. Example: ${example}`, { fact, example });
}

/**
 * What a command throws where it was given a wrong argument: the example is one of its own, whichever method refused
 * the argument. Any other error unchanged. `examples`: of the command, as typed.
 */
export function inCommand(error: unknown, name: string, examples: readonly string[]): unknown {
  const wrong = error instanceof AlpcxError ? error.wrong : undefined;
  const isOf = (example: string): boolean => example.startsWith(`!${name} `);
  const own = examples.find(isOf);
  return wrong === undefined || own === undefined || isOf(wrong.example) ? error : withExample(wrong.fact, own);
}

/** What the user asked for does not exist. */
export function notFound(what: string, hint: string): AlpcxError {
  return new AlpcxError("not-found", `${what} ${hint}`);
}

/** A file of the debugger's machine could not be written. */
export function fileNotWritten(path: string, reason: string): AlpcxError {
  return new AlpcxError(
    "file-not-written",
    `The file ${path} was not written: ${reason.replace(/\.?$/, ".")} Give a full path to a folder that exists and may be written to.`,
  );
}

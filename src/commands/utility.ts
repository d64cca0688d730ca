/**
 * `Debugger.Utility.Alpc`: decoding from an address, a native object or a pointer, and the help. Its `this` is
 * `Debugger.Utility`.
 */
import { messageOf } from "../model/ask/message.ts";
import { portOf } from "../model/ask/port.ts";
import { processAddress } from "../model/ask/process.ts";
import { resourceOf } from "../model/ask/resource.ts";
import { contextOfArgument } from "../model/ask/session.ts";
import { threadAddress } from "../model/ask/thread.ts";
import { version } from "../model/version.ts";
import { helpFor } from "./help.ts";
import type { HelpPage } from "./help-page.ts";
import { commands } from "./table.ts";

/** Help shown by the debugger for the members below. */
export const utilityHelp: Readonly<Record<string, JsProvider.PropertyMetadata>> = {
  Port: { Help: "Port(x) - The port at an address, of a native object or pointer, or of that name." },
  Message: { Help: "Message(x) - The message at an address, of a native object or pointer, or with an id." },
  Resource: { Help: "Resource(x) - The ALPC resource at an address, or of a native object or pointer." },
  Process: { Help: "Process(x) - The process at an address, of an object, with an id or image name, or of a service." },
  Thread: { Help: "Thread(x) - The thread at an address, of an object, or with an id or client id '2a0.9a4'." },
  Help: { Help: "Commands, rules of the findings, and classes of objects." },
  Version: { Help: "Version of alpcx." },
};

/**
 * The object at `Debugger.Utility.Alpc`. Its methods throw AlpcxError for an argument that leads to nothing of the
 * kind.
 */
export class UtilityExtension {
  toString(): string {
    return "Decodes ALPC and LPC objects: Port(x), Message(x), Resource(x), Process(x), Thread(x)";
  }

  Port(value: unknown): object {
    return portOf(contextOfArgument(value), value);
  }

  Message(value: unknown): object {
    return messageOf(contextOfArgument(value), value);
  }

  Resource(value: unknown): object {
    return resourceOf(contextOfArgument(value), value, "Debugger.Utility.Alpc.Resource(0xffffa801`12345678)");
  }

  Process(value: unknown): object {
    const context = contextOfArgument(value);
    return context.process(processAddress(context, value));
  }

  Thread(value: unknown): object {
    const context = contextOfArgument(value);
    return context.thread(threadAddress(context, value));
  }

  get Help(): HelpPage {
    return helpFor(commands, undefined);
  }

  get Version(): string {
    return version;
  }
}

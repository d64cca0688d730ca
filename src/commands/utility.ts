/** `Debugger.Utility.Alpc`: decoding from an address, a native object or a pointer, and the help. Its `this` is `Debugger.Utility`. */
import { resourceOf } from "../model/alpc/resource.ts";
import { readAddress } from "../model/argument.ts";
import { contextOfArgument } from "../model/lookup.ts";
import { processAddress, threadAddress } from "../model/lookup-address.ts";
import { messageOf, portOf } from "../model/session-alpc.ts";
import { version } from "../model/version.ts";
import { helpFor } from "./help.ts";
import type { HelpPage } from "./help-page.ts";
import { commands } from "./table.ts";

/** What the debugger shows behind the names of the members below. */
export const utilityHelp: Readonly<Record<string, JsProvider.PropertyMetadata>> = {
  Port: { Help: "Port(x) - The port at an address, of a native object or pointer, or of that name." },
  Message: { Help: "Message(x) - The message at an address, of a native object or pointer, or with an id." },
  Resource: { Help: "Resource(x) - The ALPC resource at an address, or of a native object or pointer." },
  Process: { Help: "Process(x) - The process at an address, of an object, or with an id or name." },
  Thread: { Help: "Thread(x) - The thread at an address, of an object, or with an id." },
  Help: { Help: "Commands, and the classes of objects that they return." },
  Version: { Help: "Version of alpcx." },
};

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
    const context = contextOfArgument(value);
    return resourceOf(context, readAddress(context.target, value, { expected: "the address of an ALPC resource", example: "Debugger.Utility.Alpc.Resource(0xffffa801`12345678)" }));
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

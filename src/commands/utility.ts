/** `Debugger.Utility.Alpc`: decoding from an address, a native object or a pointer, and the help. Its `this` is `Debugger.Utility`. */
import { contextOfArgument, processAddress, threadAddress } from "../model/lookup.ts";
import { messageOf, portOf } from "../model/session-alpc.ts";
import { version } from "../model/version.ts";
import { helpFor, type HelpPage } from "./help.ts";
import { commands } from "./table.ts";

export class UtilityExtension {
  Port(value: unknown): object {
    return portOf(contextOfArgument(value), value);
  }

  Message(value: unknown): object {
    return messageOf(contextOfArgument(value), value);
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

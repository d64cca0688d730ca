/** The script's entry points: registers everything on load. Reads nothing from the target until the user asks. */
import { scriptHost } from "./target/host.ts";
import { printLine } from "./target/output.ts";
import { forgetTargets } from "./target/sessions.ts";
import { inCommand, wrongArgument } from "./target/errors.ts";
import { describeArgument } from "./model/ask/address.ts";
import { kinds } from "./model/kinds.ts";
import { ProcessExtension, SessionExtension, ThreadExtension, typeExtensions } from "./model/extensions.ts";
import type { ModelClass } from "./model/base/members.ts";
import { UtilityExtension, utilityHelp } from "./commands/utility.ts";
import type { Command } from "./commands/command.ts";
import { commandLine } from "./commands/help.ts";
import { commands } from "./commands/table.ts";

/** Called by the debugger when the script is loaded. On unload, the debugger undoes what is returned. */
export function initializeScript(): readonly JsProvider.RegistrationObject[] {
  const host = scriptHost();
  kinds.forEach(({ model }) => defineHelp(model));
  host.metadata.defineMetadata(UtilityExtension, utilityHelp);
  const whose: readonly (readonly [new () => object, string])[] = [
    [SessionExtension, "the system"],
    [ProcessExtension, "the process"],
    [ThreadExtension, "the thread"],
  ];
  whose.forEach(([extension, name]) => {
    host.metadata.defineMetadata(extension, { Alpc: { Help: `ALPC or LPC of ${name}: ports, messages, waits.` } });
  });
  return [
    // A provider with an older interface returns what it supports (seen in Microsoft's debugger).
    new host.apiVersionSupport(1, 7),
    new host.namedModelParent(SessionExtension, "Debugger.Models.Session"),
    new host.namedModelParent(ProcessExtension, "Debugger.Models.Process"),
    new host.namedModelParent(ThreadExtension, "Debugger.Models.Thread"),
    new host.namespacePropertyParent(
      UtilityExtension,
      "Debugger.Models.Utility",
      "Debugger.Models.Utility.Alpc",
      "Alpc",
    ),
    ...typeExtensions.map(({ typeName, extension }) => new host.typeSignatureExtension(extension, typeName)),
    ...commands.map((command) => new host.functionAlias(aliasOf(command), command.name)),
  ];
}

/** Called by the debugger when the script is run instead of loaded. */
export function invokeScript(): void {
  printLine("alpcx is loaded. Start with !alpcx or dx @$cursession.Alpc; !alpcx_help explains everything.");
}

/** Called by the debugger when the script is unloaded: nothing stays behind. */
export function uninitializeScript(): void {
  forgetTargets();
}

function defineHelp({ constructor, properties, methods }: ModelClass): void {
  const descriptor: Record<string, JsProvider.PropertyMetadata> = {};
  for (const name of Object.keys(properties)) {
    const radix = properties[name]?.radix;
    descriptor[name] = {
      Help: properties[name]?.help ?? "",
      ...(radix === undefined ? {} : { PreferredRadix: radix }),
    };
  }
  for (const name of Object.keys(methods)) {
    descriptor[name] = { Help: `${name}(${methods[name]?.usage ?? ""}) - ${methods[name]?.help ?? ""}` };
  }
  scriptHost().metadata.defineMetadata(constructor, descriptor);
}

/** The function behind an alias. Surplus arguments are rejected. */
function aliasOf(command: Command): (...values: readonly unknown[]) => unknown {
  return (...values) => {
    const extra = values[command.most];
    if (extra !== undefined) {
      throw wrongArgument(
        describeArgument(extra),
        `an argument of ${commandLine(command)}, which takes ${command.most === 0 ? "none" : `at most ${command.most}`}`,
        command.examples[0] ?? `!${command.name}`,
      );
    }
    try {
      return command.run(...values);
    } catch (error) {
      throw inCommand(error, command.name, command.examples);
    }
  };
}

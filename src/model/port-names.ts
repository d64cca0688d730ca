/** Names of ports, and whether a name is that of one port only. */
import { isAbsent, notApplicable, type Maybe } from "../target/absence.ts";
import type { Word64 } from "../target/word64.ts";
import { readObjectName, readObjectPath } from "../nt/object-name.ts";
import type { PortName } from "../text/names.ts";
import { lastPart } from "../text/printable.ts";
import type { ModelContext } from "./base/object.ts";

/** Names of ports at one stop. The first name costs a pass over all ports, to count those with the same. */
export class PortNames {
  private readonly context: ModelContext;
  private counts: ReadonlyMap<string, number> | undefined;

  constructor(context: ModelContext) {
    this.context = context;
  }

  /** NotApplicable for a port without a name. */
  find(port: Word64): Maybe<PortName> {
    const path = readObjectPath(this.context.target, port);
    if (isAbsent(path) || path === undefined || path === "") {
      return isAbsent(path) ? path : notApplicable("the port has no name");
    }
    const name = lastPart(path);
    this.counts ??= countNames(this.context);
    return { name, path, isUnique: (this.counts.get(name.toLowerCase()) ?? 0) < 2 };
  }
}

/** How many ports have each last part of a name, in lower case. One pass over all ports. */
function countNames({ generation, target }: ModelContext): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const address of generation.walkPorts()) {
    const name = readObjectName(target, address);
    if (typeof name === "string") {
      counts.set(name.toLowerCase(), (counts.get(name.toLowerCase()) ?? 0) + 1);
    }
  }
  return counts;
}

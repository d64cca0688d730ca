/** Ports of the system, and those of one process. */
import type { Word64 } from "../../target/word64.ts";
import { formatCount as counted } from "../../text/counts.ts";
import { processAddress } from "../ask/process.ts";
import { Collection, shortList, type Index } from "../base/collection.ts";
import { defineClass, method } from "../base/members.ts";
import type { ModelContext } from "../base/object.ts";
import { processName } from "../naming.ts";
import { portTable } from "./port-table.ts";

const EXAMPLE = "dx @$cursession.Alpc.Ports.Of(@$curprocess)";

/** The source of a list of ports. */
export interface PortSource {
  readonly display: string;
  readonly walk: () => Iterable<Word64>;
  readonly index: Index<Word64>;
  /** Those owned by a process (an `_EPROCESS`). */
  readonly ofProcess: (process: Word64) => readonly Word64[];
}

/** The ports of a source, as objects. */
export class PortList extends Collection<object> {
  readonly __model: ModelContext;
  readonly __ofProcess: PortSource["ofProcess"];

  constructor(context: ModelContext, { display, walk, index, ofProcess }: PortSource) {
    super(
      context,
      display,
      function* () {
        for (const address of walk()) {
          yield context.port(address);
        }
      },
      {
        rows: portTable,
        index: {
          of: (port, position) => index.of((port as { readonly __address: Word64 }).__address, position),
          find: (given) => context.port(index.find(given)),
        },
      },
    );
    this.__model = context;
    this.__ofProcess = ofProcess;
  }
}

export const portListClass = defineClass(
  "port-list",
  "Ports of the system: iterate them, index them, or ask for those of one process.",
  PortList,
  {},
  {
    Of: method(
      "[process]",
      "The ports that a process owns, the process by object, address, id or name; without one, those of the current process. The owners of all ports are looked up once, and of the other ports nothing else.",
      ({ __model: context, __ofProcess: ofProcess }, process) => {
        const address = processAddress(context, process, EXAMPLE);
        return shortList(
          context,
          "port",
          () => `${counted(ofProcess(address).length, "port")} of ${processName(context, address)}`,
          () => ofProcess(address).map((port) => context.port(port)),
          portTable,
        );
      },
    ),
  },
);

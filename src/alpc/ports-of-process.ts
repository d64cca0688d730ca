/** Ports by the process that owns them, from one walk of all ports per stop. */
import { Absence, present } from "../target/absence.ts";
import type { Target } from "../target/target.ts";
import type { Word64 } from "../target/word64.ts";
import { readAlpcPort } from "./port.ts";
import { walkPorts } from "./port-walk.ts";

/** Connection ports that the process created, client ports that it connected, server ports of its connections. */
export interface PortsOfProcess {
  readonly created: readonly Word64[];
  readonly connected: readonly Word64[];
  readonly server: readonly Word64[];
}

interface Ports {
  readonly created: Word64[];
  readonly connected: Word64[];
  readonly server: Word64[];
}

const NONE: PortsOfProcess = { created: [], connected: [], server: [] };

/** `process`: an `_EPROCESS`. Ports whose owner has gone belong to nobody. */
export function readPortsOfProcess(target: Target, process: Word64): PortsOfProcess {
  return indexPorts(target).get(process.key) ?? NONE;
}

function indexPorts(target: Target): ReadonlyMap<string, PortsOfProcess> {
  return target.stop.once("ALPC ports by process", () => {
    const index = new Map<string, Ports>();
    for (const address of walkPorts(target)) {
      const port = readAlpcPort(target, address);
      const owner = port instanceof Absence ? undefined : present(port.owner);
      if (port instanceof Absence || owner === undefined) {
        continue;
      }
      const ports = index.get(owner.key) ?? { created: [], connected: [], server: [] };
      index.set(owner.key, ports);
      if (port.role === "connection") {
        ports.created.push(address);
      } else if (port.role === "client") {
        ports.connected.push(address);
      } else if (port.role === "server") {
        ports.server.push(address);
      }
    }
    return index;
  });
}

/** The one-line display of a port. */
import type { PortRole } from "../facts/port.ts";
import { formatCount as counted } from "../text/counts.ts";
import { quoted } from "../text/printable.ts";

/** The parts of the line; the caller omits unknown ones, or gives the reason in angle brackets. */
export interface PortLine {
  readonly address: string;
  readonly kind: string;
  readonly role: PortRole;
  /** Full path or name of the port itself. */
  readonly name?: string;
  /** `services.exe (298)`. */
  readonly owner?: string;
  /** For a client or server port, the name of the port that it was connected through. */
  readonly service?: string;
  /** For a client or server port, the process at the other end; "?" if that cannot be read. */
  readonly peer?: string;
  /** Messages on its queues, by the kernel's own count. */
  readonly queued: number;
  /** Notable states: "closed", "disconnected", "owner gone". */
  readonly marks: readonly string[];
}

/** `0xffff… ALPC_CONNECTION_PORT 'ntsvcs' of services.exe (298), 19 messages queued`. */
export function formatPortLine(port: PortLine): string {
  const name = port.name === undefined ? "" : ` ${quoted(port.name)}`;
  const owner = port.owner === undefined ? "" : ` of ${port.owner}`;
  const queued = port.queued === 0 ? "" : `, ${counted(port.queued, "message")} queued`;
  const marks = port.marks.length === 0 ? "" : ` [${port.marks.join(", ")}]`;
  return `${port.address} ${port.kind}${name}${owner}${other(port)}${queued}${marks}`;
}

function other(port: PortLine): string {
  const service = port.service === undefined ? "" : quoted(port.service);
  const peer = port.peer ?? "nobody";
  switch (port.role) {
    case "client":
      return service === "" && peer === "?"
        ? " to an unknown port"
        : ` to ${service === "" ? "a nameless port" : service} of ${peer}`;
    case "server":
      return ` for ${peer}${service === "" ? "" : ` on ${service}`}`;
    case "connection":
    case "unconnected":
    case "unknown":
      return "";
  }
}

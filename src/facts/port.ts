/** A port as it was in memory, of either generation. */
import type { Maybe } from "../target/absence.ts";
import type { Word64, WordId } from "../target/word64.ts";
import type { StateFacts } from "./state.ts";

/** Names as `Kind` shows them; "UNKNOWN" where the structures contradict each other. */
export type PortKind =
  | "ALPC_CONNECTION_PORT"
  | "ALPC_SERVER_COMMUNICATION_PORT"
  | "ALPC_CLIENT_COMMUNICATION_PORT"
  | "SERVER_CONNECTION_PORT"
  | "UNCONNECTED_COMMUNICATION_PORT"
  | "SERVER_COMMUNICATION_PORT"
  | "CLIENT_COMMUNICATION_PORT"
  | "UNKNOWN";

/** Which end of a connection a port is, whatever its generation. */
export type PortRole = "connection" | "server" | "client" | "unconnected" | "unknown";

/** Where a port was found. */
export type PortSource =
  | "AlpcpPortList"
  | "CommunicationInfo"
  | "HandleTable"
  | "ObjectDirectory"
  | "TypeList"
  | "ExceptionPort"
  | "SecurityPort"
  | "TerminationPort"
  | "ThreadWait"
  | "ConnectionPort"
  | "ConnectedPort"
  | "Message"
  | "Address";

/** One port as it was in memory. Absent members say why. */
export interface PortFacts {
  readonly address: Word64;
  readonly kind: PortKind;
  readonly role: PortRole;
  /** The owning EPROCESS; NotApplicable where the owner is gone or none is recorded. */
  readonly owner: Maybe<Word64>;
  /** The id of the owner's address, which costs less than that; absent where {@link owner} has to tell. */
  readonly ownerId?: WordId | undefined;
  /** The port once had an owner, which no longer exists. */
  readonly ownerIsGone: boolean;
  /** The port that it was connected through: a connection port itself. NotApplicable where that is gone or unknown. */
  readonly connectionPort: Maybe<Word64>;
  /**
   * The ends of its connection, one of which it may be itself; NotApplicable for connection ports and ends that are
   * gone.
   */
  readonly serverPort: Maybe<Word64>;
  readonly clientPort: Maybe<Word64>;
  /** Its flags word with every named bit. */
  readonly state: Maybe<StateFacts>;
  readonly isClosed: boolean;
  readonly isDisconnected: boolean;
  /** Contradictions in the structures read, as sentences. */
  readonly contradictions: readonly string[];
}

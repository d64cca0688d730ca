/**
 * Facts together with the block of bytes that they were decoded from: what decoders hand each other. Nobody above the
 * model sees the bytes.
 */
import type { MessageFacts } from "../facts/message.ts";
import type { PortFacts } from "../facts/port.ts";
import type { Structure } from "../target/structure.ts";

/** A port of either generation with its bytes. */
export interface DecodedPort extends PortFacts {
  /** Its `_ALPC_PORT` or `_LPCP_PORT_OBJECT`. */
  readonly structure: Structure;
  /** All of its queues are empty and in order, so that there is nothing to read; absent where that is not known so. */
  readonly isQuiet?: boolean;
}

/** A message of either generation with its bytes. */
export interface DecodedMessage extends MessageFacts {
  /** Its `_KALPC_MESSAGE` or `_LPCP_MESSAGE`. */
  readonly structure: Structure;
}

/**
 * Facts together with the block of bytes that they were decoded from: what decoders hand each other. Nobody above the
 * model sees the bytes.
 */
import type { MessageFacts } from "../facts/message.ts";
import type { PortFacts } from "../facts/port.ts";
import type { Structure } from "../target/structure.ts";

export interface DecodedPort extends PortFacts {
  readonly structure: Structure;
}

export interface DecodedMessage extends MessageFacts {
  readonly structure: Structure;
}

/** A connection: a client port and a server port. */
import type { ScenarioMessage } from "./message.ts";
import type { ScenarioPort } from "./port.ts";

export class ScenarioConnection {
  /** Address of the `_ALPC_COMMUNICATION_INFO` that both ends share; undefined in the age of LPC. */
  readonly communicationInfo: bigint | undefined;
  readonly connectionPort: ScenarioPort;
  readonly clientPort: ScenarioPort;
  /** Undefined while the server has not accepted. */
  serverPort: ScenarioPort | undefined;
  /** The request of a connection that is still pending. */
  request: ScenarioMessage | undefined;
  closeMessage: ScenarioMessage | undefined;

  constructor(communicationInfo: bigint | undefined, connectionPort: ScenarioPort, clientPort: ScenarioPort) {
    this.communicationInfo = communicationInfo;
    this.connectionPort = connectionPort;
    this.clientPort = clientPort;
  }
}

/** The one-line display of a message. */

/** The parts of the line as texts, already worded for people. A part that is absent is not mentioned. */
export interface MessageLine {
  readonly address: string;
  readonly id: string;
  readonly type: string;
  /** `explorer.exe (804.9a4)`. */
  readonly sender: string;
  /** "Main", "Pending", ... or "None". */
  readonly queue: string;
  /** `'ntsvcs'`, or the address of the port that it is queued on. */
  readonly queuePort?: string;
  /** Bytes of the payload. */
  readonly dataLength: string;
  /** Who awaits the reply, and who owes it. */
  readonly waitingThread?: string;
  readonly serverThread?: string;
}

/** `0x9c14d020 id 0x274 LPC_REQUEST of explorer.exe (804.9a4), Main queue of 'x', 148 bytes, awaited by …`. */
export function formatMessageLine(message: MessageLine): string {
  const place =
    message.queue === "None"
      ? "on no queue"
      : `${message.queue} queue${message.queuePort === undefined ? "" : ` of ${message.queuePort}`}`;
  const waiting = message.waitingThread === undefined ? "" : `, awaited by ${message.waitingThread}`;
  const server = message.serverThread === undefined ? "" : `, in the hands of ${message.serverThread}`;
  return `${message.address} id ${message.id} ${message.type} of ${message.sender}, ${place}, ${message.dataLength} bytes${waiting}${server}`;
}

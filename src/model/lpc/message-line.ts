/** One message in one line with the figures of the classic `!lpc`. */
import { readableStart } from "../../target/partial-memory.ts";
import { Absence, mapPresent, type Maybe } from "../../target/absence.ts";
import type { Word64 } from "../../target/word64.ts";
import { readLpcMessage, readPayload, type LpcMessageFacts } from "../../lpc/message/message.ts";
import { formatClassicMessage, formatDataWords } from "../../view/lpc-lines.ts";
import type { ModelContext } from "../context.ts";
import { ReportLine } from "../report.ts";

/** Bytes of the data that the line below a message shows, as many as the classic command did. */
const DATA_SHOWN = 24;

/** One message in one line, its first data below it. */
export function messageLine(context: ModelContext, address: Word64): ReportLine {
  const message = readLpcMessage(context.target, address);
  if (message instanceof Absence) {
    return new ReportLine(context, `${address} <${message.reason}>`);
  }
  return new ReportLine(context, messageText(message), { Message: () => context.message(address) }, () => dataLines(context, message));
}

function messageText(message: LpcMessageFacts): string {
  const { senderProcessId, senderThreadId, portContext, header } = message;
  const hexadecimal = (number: number): string => number.toString(16);
  return formatClassicMessage({
    address: message.address.toString(),
    id: figure(message.id),
    sender: `${figure(mapPresent(senderProcessId, hexadecimal))}.${figure(mapPresent(senderThreadId, hexadecimal))}`,
    context: portContext instanceof Absence ? undefined : portContext.toString(),
    length: figure(mapPresent(header.structure.word("Request.u1.Length"), ({ key }) => `0000000${key}`.slice(-8))),
    typeWord: figure(mapPresent(header.typeWord, (word) => `0x${hexadecimal(word)}`)),
    type: figure(message.type),
  });
}

function* dataLines(context: ModelContext, { header }: LpcMessageFacts): Generator<ReportLine> {
  const payload = readPayload(context.target, header);
  const bytes = payload instanceof Absence ? payload : readableStart(payload, payload.address);
  yield new ReportLine(context, bytes instanceof Absence ? `data <${bytes.reason}>` : `data ${formatDataWords(bytes.subarray(0, DATA_SHOWN))}`);
}

/** A datum as text; its reason in its place. */
export function figure<T>(datum: Maybe<T>): string {
  return datum instanceof Absence ? `<${datum.reason}>` : String(datum);
}

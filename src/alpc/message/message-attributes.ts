/**
 * What a message carries besides its payload: `MessageAttributes`, the reserve, the quota, and the cancel information.
 */
import { Absence, firstAbsence, invalid, isAbsent, notApplicable, type Maybe } from "../../target/absence.ts";
import { isKernelAddress } from "../../target/address.ts";
import type { Structure } from "../../target/structure.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";
import { readTypeName } from "../../nt/object-type.ts";
import { decodeReference } from "../../generation/references.ts";

const ATTRIBUTES = "MessageAttributes";

/**
 * Context values belong to the two processes and are passed on unchanged; everything else points to a kernel structure
 * or is absent.
 */
export interface MessageAttributeFacts {
  readonly clientContext: Maybe<Word64>;
  readonly serverContext: Maybe<Word64>;
  readonly portContext: Maybe<Word64>;
  readonly cancelPortContext: Maybe<Word64>;
  /** A `_KALPC_SECURITY_DATA`. */
  readonly securityData: Maybe<Word64>;
  /** A `_KALPC_VIEW`. */
  readonly view: Maybe<Word64>;
  /** A `_KALPC_HANDLE_DATA`. */
  readonly handleData: Maybe<Word64>;
  /** Windows 10 on. */
  readonly directEvent: Maybe<DirectEventFacts>;
  /** Windows 10 1607 on. */
  readonly workOnBehalf: Maybe<WorkOnBehalfFacts>;
  /** A `_KALPC_RESERVE`. */
  readonly reserve: Maybe<Word64>;
}

/** An event that is set when the reply arrives. */
export interface DirectEventFacts {
  readonly event: Word64;
  /** Whether the message holds a reference to it. */
  readonly isReferenced: Maybe<boolean>;
}

/** The thread on whose behalf the work is to be done, as its id and the low half of its creation time. */
export interface WorkOnBehalfFacts {
  readonly threadId: number;
  readonly creationTimeLow: number;
}

/** What the owner of a canceled message needs to find it again. */
export interface CancelFacts {
  readonly sequencePort: Maybe<Word64>;
  readonly queuePort: Maybe<Word64>;
  readonly sequenceNo: Maybe<number>;
  readonly isCanceled: Maybe<boolean>;
}

/** The attributes of a message from its `_KALPC_MESSAGE`. */
export function decodeMessageAttributes(message: Structure): MessageAttributeFacts {
  return {
    clientContext: message.pointer(`${ATTRIBUTES}.ClientContext`),
    serverContext: message.pointer(`${ATTRIBUTES}.ServerContext`),
    portContext: message.pointer(`${ATTRIBUTES}.PortContext`),
    cancelPortContext: message.pointer(`${ATTRIBUTES}.CancelPortContext`),
    securityData: decodeReference(message, `${ATTRIBUTES}.SecurityData`, "the message carries no security data"),
    view: decodeReference(message, `${ATTRIBUTES}.View`, "the message carries no view"),
    handleData: decodeReference(message, `${ATTRIBUTES}.HandleData`, "the message carries no handle"),
    directEvent: decodeDirectEvent(message),
    workOnBehalf: decodeWorkOnBehalf(message),
    reserve: decodeReference(message, "Reserve", "the message was not made from a reserve"),
  };
}

/** The cancel information of a message. */
export function decodeCancelInformation(message: Structure): CancelFacts {
  return {
    sequencePort: decodeReference(message, "CancelSequencePort", "the message names no port to cancel by sequence"),
    queuePort: decodeReference(message, "CancelQueuePort", "the message is on no canceled queue"),
    sequenceNo: message.signed("CancelSequenceNo"),
    isCanceled: message.flag("u1.s1.Canceled"),
  };
}

/**
 * The process that is charged for a message. Where the quota is shared, the member holds a quota block, which is not an
 * object: NotApplicable.
 */
export function readQuotaProcess(target: Target, message: Structure): Maybe<Word64> {
  const process = decodeReference(message, "QuotaProcess", "no process is charged for the message");
  if (isAbsent(process)) {
    return process;
  }
  const typeName = readTypeName(target, process);
  if (isAbsent(typeName) && typeName.kind === "Unreadable") {
    return typeName;
  }
  return typeName === "Process"
    ? process
    : new Absence("NotApplicable", `the message is charged to the quota block ${process}, not to a process`, process);
}

/**
 * `_KALPC_DIRECT_EVENT`: a pointer with flags in its low bits. Windows 10 1507 to 1809 name the bits Referenced and
 * Reserved, later builds DirectType, EventReferenced and EventObjectBits; the pointer is what is left of the word at
 * those bits' position.
 */
function decodeDirectEvent(message: Structure): Maybe<DirectEventFacts> {
  const path = `${ATTRIBUTES}.DirectEvent`;
  const pointerBits = ["EventObjectBits", "Reserved"]
    .map((name) => `${path}.${name}`)
    .find((candidate) => message.has(candidate));
  const value = message.word(path);
  const field = pointerBits === undefined ? undefined : message.layout.find(pointerBits);
  if (isAbsent(value) || field?.bits === undefined) {
    return isAbsent(value)
      ? value
      : invalid(`the symbols do not say where the pointer of ${path} lies`, message.address);
  }
  const event = value.shiftRight(field.bits.position).shiftLeft(field.bits.position);
  if (event.isZero) {
    return notApplicable("the message carries no direct event");
  }
  const isReferenced = message.flag(
    `${path}.${message.has(`${path}.EventReferenced`) ? "EventReferenced" : "Referenced"}`,
  );
  return isKernelAddress(event, field.size === 4 ? 4 : 8)
    ? { event, isReferenced }
    : invalid(`the direct event ${event} is not in kernel space`, message.address);
}

function decodeWorkOnBehalf(message: Structure): Maybe<WorkOnBehalfFacts> {
  const ticket = `${ATTRIBUTES}.WorkOnBehalfData.Ticket`;
  const threadId = message.number(`${ticket}.ThreadId`);
  const creationTimeLow = message.number(`${ticket}.ThreadCreationTimeLow`);
  if (isAbsent(threadId) || isAbsent(creationTimeLow)) {
    return firstAbsence(threadId, creationTimeLow);
  }
  return threadId === 0 ? notApplicable("the work is on nobody's behalf") : { threadId, creationTimeLow };
}

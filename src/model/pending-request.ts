/** An I/O request of a thread that is not completed, as an object. */
import { Absence, mapPresent, notApplicable, type Maybe } from "../target/absence.ts";
import { nativeObject } from "../target/debugger-objects.ts";
import type { Word64 } from "../target/word64.ts";
import type { PendingRequest as RequestFacts } from "../facts/request.ts";
import { readPendingRequests } from "../nt/request.ts";
import { formatCount } from "../text/counts.ts";
import { printable } from "../text/printable.ts";
import { shortList, type IndexedCollection } from "./collection.ts";
import type { ModelContext } from "./context.ts";
import { fact, FactObject } from "./fact-object.ts";
import { defineClass } from "./members.ts";

export class PendingRequest extends FactObject<RequestFacts> {
  protected override __describe({ irp, driver, majorFunction }: RequestFacts): string {
    const details = [majorFunction, driver].map((detail) => (detail instanceof Absence ? "" : printable(detail))).filter((detail) => detail !== "");
    return `${irp}${details.length === 0 ? "" : ` ${details.join(", ")}`}: !irp ${irp}`;
  }
}

export const pendingRequestClass = defineClass<PendingRequest>("pending-request", "An I/O request that a thread has issued and that is not completed.", PendingRequest, {
  Irp: fact("Address of the _IRP, for !irp.", ({ irp }: RequestFacts) => irp),
  Driver: fact("The driver that has the request now.", ({ driver }: RequestFacts) => driver),
  Device: fact("The native _DEVICE_OBJECT that it was sent to.", ({ device }: RequestFacts, { target }) => mapPresent(device, (address) => nativeObject(target, "_DEVICE_OBJECT", address))),
  MajorFunction: fact("What it asks for: IRP_MJ_READ and the like.", ({ majorFunction }: RequestFacts) => majorFunction),
  Object: fact("The native _IRP.", ({ irp }: RequestFacts, { target }) => nativeObject(target, "_IRP", irp)),
});

/** The requests of a thread, the latest first; absent where the thread's list cannot be read. */
export function requestsOf(context: ModelContext, thread: Word64): Maybe<IndexedCollection<PendingRequest | Absence>> {
  const read = (): Maybe<readonly RequestFacts[]> => readPendingRequests(context.target, thread);
  return mapPresent(read(), (requests) => shortList<PendingRequest | Absence>(
    context, "request", requests.length === 0 ? "no I/O request pending" : formatCount(requests.length, "I/O request"), () => {
      const now = read();
      return now instanceof Absence ? [now] : now.map((request) => new PendingRequest(context, request, () => mapPresent(read(), (later) =>
        later.find(({ irp }) => irp.equals(request.irp)) ?? notApplicable("the request is no longer pending"))));
    }));
}

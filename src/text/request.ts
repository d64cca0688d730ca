/** The wording of pending I/O requests. */
import { isAbsent, present } from "../target/absence.ts";
import type { PendingRequest } from "../facts/request.ts";
import { formatCount } from "./counts.ts";
import type { Names } from "./names.ts";
import { formatName, formatPath } from "./printable.ts";

/** `I/O request 0x..., IRP_MJ_READ, driver \Driver\disk, device 'DR0'`: the first of several. */
export function describeRequests(names: Names, [first]: readonly PendingRequest[]): string {
  if (first === undefined) {
    return "an I/O request";
  }
  const device = isAbsent(first.device) ? undefined : present(names.objectName(first.device));
  const details = [
    ...(isAbsent(first.majorFunction) ? [] : [first.majorFunction]),
    ...(isAbsent(first.driver) ? [] : [`driver ${first.driver}`]),
    ...(device === undefined || device === "" ? [] : [`device '${formatName(device)}'`]),
    ...(isAbsent(first.file) ? [] : [`file '${formatPath(first.file)}'`]),
    ...(first.isCanceled ? ["canceled but not completed"] : []),
  ];
  return `I/O request ${first.irp}${details.length === 0 ? "" : `, ${details.join(", ")}`}`;
}

/** `, the first of 3 requests`, to follow {@link describeRequests}; nothing if there are no others. */
export function firstOf(requests: readonly PendingRequest[]): string {
  return requests.length < 2 ? "" : `, the first of ${formatCount(requests.length, "request")}`;
}

/** The pending requests of a program that waits for something else, but may indirectly be waiting for them. */
export function describeBeside(names: Names, requests: readonly PendingRequest[]): string {
  return requests.length === 0 ? "" : `; also pending: ${describeRequests(names, requests)}${firstOf(requests)}`;
}

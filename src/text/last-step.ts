/** The wording of a chain's last step together with the end of the chain: what the last thread waits for, and why. */
import { present } from "../target/absence.ts";
import type { Word64 } from "../target/word64.ts";
import { findServiceName, formatProcess, formatReceiver, formatThread, type Names } from "./names.ts";
import { describeNoReceiver, formatReason, shownKind, type ChainEnd, type RootOfThread } from "./wait-root.ts";
import { formatAwaited, formatClause, isStep, type WaitStep } from "./wait-step.ts";

/** The last link of a chain: a thread with its step, or with a relation that is none. */
export interface LastLink extends Omit<WaitStep, "relation"> {
  readonly thread?: Word64 | undefined;
  readonly relation: string;
}

/** From the verb on: `awaits 'ntsvcs' of services.exe (298), which is frozen`, `is running`. */
export function formatLastStep(names: Names, link: LastLink, root: RootOfThread): string {
  if (root.port !== undefined && root.kind === "Port") {
    return `awaits ${formatReceiver(names, root.port)}, ${describeNoReceiver(root)}`;
  }
  const reason = formatReason(names, root);
  switch (shownKind(root)) {
    case "Process":
      return `awaits ${describeAwaited(names, link)} of ${root.process === undefined ? "a process" : formatProcess(names, root.process)}, which ${reason}`;
    case "Unknown":
      // Of a thread that cannot be read it is not known whether it waits at all.
      return isStep(link)
        ? `awaits ${describeAwaited(names, link)} (not known further: ${reason})`
        : `is not known: ${reason}`;
    default:
      return root.cause === "loop" ? formatLoop(names, link, root, reason) : reason;
  }
}

/** The end of a chain that leads into a cycle that a time-out breaks. */
function formatLoop(names: Names, link: LastLink, { thread }: RootOfThread, reason: string): string {
  if (thread !== undefined && link.thread?.equals(thread) !== true) {
    return `waits in a cycle, but ${formatThread(names, thread)} ${reason}`;
  }
  const [holder] = link.object === undefined ? [] : (present(link.object.holders) ?? []);
  return holder === undefined || !isStep(link)
    ? reason
    : `${formatClause(names, link, formatThread(names, holder))}, but ${reason}`;
}

function describeAwaited(names: Names, link: LastLink): string {
  return (
    findServiceName(names, link.port) ??
    (link.messageId === undefined && link.message === undefined ? "a reply" : `the reply to ${formatAwaited(link)}`)
  );
}

/** Follows a thread at the end of a branch of a tree: `, which is running`. */
export function formatBranchEnd(names: Names, end: ChainEnd): string {
  const reason = formatReason(names, end);
  const kind = shownKind(end);
  return kind === "Unknown"
    ? `, not known further: ${reason}`
    : kind === "Process" && end.process !== undefined
      ? `, which awaits a reply of ${formatProcess(names, end.process)}, which ${reason}`
      : `, which ${reason}`;
}

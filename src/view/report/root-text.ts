/** Root blockers of a report: name, reason, chain, next step. */
import { present } from "../../target/absence.ts";
import type { Word64 } from "../../target/word64.ts";
import { findAdvice, ROOT_CAUSES } from "../../analysis/root-causes.ts";
import type { RootGroup } from "../../analysis/roots.ts";
import type { System } from "../../analysis/system.ts";
import type { ChainLink, WaitChain } from "../../analysis/wait-chain.ts";
import { findNextStep, formatSuspects } from "../../analysis/why.ts";
import { beginSentence, formatCount, formatSeconds } from "../../text/counts.ts";
import { formatProcess, formatReceiver } from "../../text/names.ts";
import { formatDebt, formatReason, nameCycle, nameRoot, shownKind } from "../../text/wait-root.ts";
import { describeLink } from "../chain-line.ts";
import type { ReportRoot, ReportStep } from "./report-data.ts";

/** `isDrawn`: whether the graph has a node with this id. */
export function describeRoot(system: System, group: RootGroup, isDrawn: (node: string) => boolean): ReportRoot {
  const {
    root,
    deadlock,
    chains: [first],
  } = group;
  const node = nodeOf(root.thread ?? deadlock?.thread, root.port, isDrawn);
  return Object.assign(
    {
      name: formatName(system, group),
      reason: describeState(system, group),
      isDeadlock: root.cause === "deadlock",
      heldUp: group.heldUp,
      processes: group.processes.map((process) => formatProcess(system, process)),
      chain: first === undefined ? [] : describeChain(system, first, isDrawn),
      nextStep: findAdvice(root),
      commands: findCommands(system, group),
    },
    node === undefined ? {} : { node },
  );
}

/** "svchost.exe (2f4.a4)", "Deadlock of 2 threads", "the queue of 'spoolss' of spoolsv.exe (4c8)". */
function formatName(system: System, { root, deadlock }: RootGroup): string {
  return deadlock === undefined
    ? (nameRoot(system, root) ?? "an object")
    : beginSentence(nameCycle(deadlock.isRenewed, deadlock.links().length));
}

function describeState(system: System, { root, deadlock, threads, suspects }: RootGroup): string {
  if (deadlock !== undefined) {
    return deadlock.isRenewed
      ? "The threads wait for each other; their waits time out and are begun again."
      : `The threads wait for each other, and none of the waits can end.`;
  }
  const others =
    root.kind === "Thread" && threads.length > 1
      ? ` ${formatCount(threads.length - 1, "other thread")} ${threads.length === 2 ? "is" : "are"} in the same state.`
      : "";
  switch (shownKind(root)) {
    case "Port":
      return root.whyUnused !== undefined
        ? `Nobody receives on the port, ${root.whyUnused}.`
        : `No thread waits to receive ${root.port === undefined ? "there" : `what is sent to ${formatReceiver(system, root.port)}`}.`;
    case "Unknown":
      return `Nothing more is known: ${formatReason(system, root)}.`;
    default:
      return `It ${formatReason(system, root)}${formatDebt(system, root)}${formatSuspects(system, { root, suspects })}.${others}`;
  }
}

/** The chain from the waiting thread to the root; a cycle ends with its first thread again. */
function describeChain(system: System, chain: WaitChain, isDrawn: (node: string) => boolean): readonly ReportStep[] {
  const links = chain.links();
  const { root } = chain;
  const isCycle = ROOT_CAUSES[root.cause].cycle === "closed";
  const steps = links.map((link, place) => describeStep(system, link, isCycle || place < links.length - 1, isDrawn));
  const again = isCycle
    ? links.find(({ thread }) => thread !== undefined && root.thread?.equals(thread) === true)
    : undefined;
  return again === undefined
    ? steps
    : steps.concat([
        Object.assign({}, describeStep(system, again, false, isDrawn), {
          name: `${describeLink(system, again).who} again`,
        }),
      ]);
}

function describeStep(
  system: System,
  link: ChainLink,
  hasWait: boolean,
  isDrawn: (node: string) => boolean,
): ReportStep {
  const { who, what } = describeLink(system, link);
  const seconds = link.thread === undefined || !hasWait ? undefined : present(system.secondsWaited(link.thread));
  const node = nodeOf(link.thread, link.port, isDrawn);
  return Object.assign(
    { name: who },
    hasWait ? { wait: what } : {},
    seconds === undefined ? {} : { age: formatSeconds(seconds) },
    node === undefined ? {} : { node },
  );
}

function nodeOf(
  thread: Word64 | undefined,
  port: Word64 | undefined,
  isDrawn: (node: string) => boolean,
): string | undefined {
  const node = thread !== undefined ? `thread-${thread.key}` : port !== undefined ? `port-${port.key}` : undefined;
  return node !== undefined && isDrawn(node) ? node : undefined;
}

/** Debugger commands that an expert would type, each once. */
function findCommands(system: System, group: RootGroup): readonly string[] {
  const {
    root,
    chains: [first],
  } = group;
  const commands = [
    findNextStep(system, group),
    ...(root.thread === undefined ? [] : [`!thread ${root.thread}`]),
    ...(first === undefined ? [] : [`!alpcx_why ${first.thread}`]),
  ];
  return commands.filter((command, place) => commands.indexOf(command) === place);
}

/** The changes between two moments, in words. */
import type { Comparison, DeadPort, GrowingQueue, SameWait, ServerActivity } from "../facts/comparison.ts";
import type { MessageAtMoment, Moment, PortAtMoment, WaitAtMoment } from "../facts/moment.ts";
import { formatCount, formatSeconds, formatSome } from "./counts.ts";

/** Seconds below which unchanged waits prove nothing. */
const TOO_SOON = 0.9;

/** Seconds below which two moments count as one. */
const NO_TIME = 0.001;

/** The verdict, stuck or only slow: `stuck: 9 of 9 waits are the same as 12 s ago`. */
export function formatVerdict(comparison: Comparison): string {
  if (comparison.seconds !== undefined && comparison.seconds < NO_TIME) {
    return "nothing to compare: both are of the same moment";
  }
  const { growing, earlier, later } = comparison;
  const parts = [verdictOf(comparison)];
  if (growing.length > 0) {
    parts.push(growing.length === 1 ? "1 queue grows" : `${growing.length} queues grow`);
  }
  if (earlier.leftOut + later.leftOut > 0) {
    parts.push(
      `not everything is compared: ${earlier.leftOut + later.leftOut} more ports, waits or server threads than can be remembered`,
    );
  }
  return parts.join("; ");
}

function verdictOf({ same, added, gone, seconds, later, earlier }: Comparison): string {
  const ago = formatAgo(seconds);
  if (later.waits.length === 0) {
    return earlier.waits.length === 0
      ? `idle: no thread awaits a reply, as ${ago}`
      : `not stuck: no thread awaits a reply; ${earlier.waits.length === 1 ? "the wait" : `all ${earlier.waits.length} waits`} seen ${ago} ended`;
  }
  if (same.length === 0) {
    const ended =
      gone.length === 0 ? "no thread awaited a reply then" : `${formatCount(gone.length, "earlier wait")} ended`;
    return `not stuck: ${later.waits.length === 1 ? "the wait is" : `all ${later.waits.length} waits are`} newer than ${seconds === undefined ? "the earlier stop" : ago}; ${ended}`;
  }
  const alike = `${same.length} of ${formatCount(later.waits.length, "wait")} ${same.length === 1 ? "is" : "are"} the same as ${ago}`;
  const moved = [added.length === 0 ? "" : `${added.length} new`, gone.length === 0 ? "" : `${gone.length} ended`]
    .filter((part) => part !== "")
    .join(", ");
  const rest = moved === "" ? alike : `${alike}; ${moved}`;
  if (seconds !== undefined && seconds < TOO_SOON) {
    return `too soon to tell: only ${Math.round(seconds * 1000)} ms have passed; ${rest}`;
  }
  const slow = same.filter(({ serverHasRun }) => serverHasRun === true).length;
  const running =
    slow === 0
      ? ""
      : slow < same.length
        ? `; the server threads of ${slow} have run since`
        : slow === 1
          ? "; its server thread has run since"
          : "; their server threads have run since";
  return `${slow === same.length ? "slow" : added.length > 0 ? "partly stuck" : "stuck"}: ${rest}${running}`;
}

/** `12 s ago`. */
function formatAgo(seconds: number | undefined): string {
  return seconds === undefined ? "at the earlier stop" : `${formatElapsed(seconds)} ago`;
}

/** Like other durations, but with tenths below ten seconds. */
function formatElapsed(seconds: number): string {
  return seconds < 10 ? `${Math.round(seconds * 10) / 10} s` : formatSeconds(Math.round(seconds));
}

/** `9 waits, 140 ports and 31 server threads`. */
export function formatMoment({ waits, ports, servers }: Moment): string {
  return `${formatCount(waits.length, "wait")}, ${formatCount(ports.length, "port")} and ${formatCount(servers.length, "server thread")}`;
}

/** `explorer.exe (804.9a4): message 0x274 to 'ntsvcs' of services.exe (298), for 92 s`. */
export function formatWait({ thread, message, portName, seconds }: WaitAtMoment): string {
  return `${thread.name}: ${message.name}${portName === undefined ? "" : ` to ${portName}`}${seconds === undefined ? "" : `, for ${formatElapsed(seconds)}`}`;
}

/** Like {@link formatWait}, with what the server thread has done. */
export function formatSameWait({ wait, serverHasRun }: SameWait): string {
  return `${formatWait(wait)}; ${formatServer(wait, serverHasRun)}`;
}

function formatServer({ server }: WaitAtMoment, hasRun: boolean | undefined): string {
  return server === undefined
    ? "not received by any thread"
    : hasRun === undefined
      ? `served by ${server.name}`
      : `served by ${server.name}, which has ${hasRun ? "" : "not "}run since`;
}

/** `Main queue of 'ntsvcs' of services.exe (298): from 2 to 5 messages`. */
export function formatGrowth({ port, queue, before, after }: GrowingQueue): string {
  return `${queue} queue of ${port.name}: from ${before} to ${formatCount(after, "message")}`;
}

/** What a server thread has done: `received message 0x274; finished message 0x270`. */
export function formatActivity({ received, finished }: ServerActivity): string {
  const parts = [formatDone("received", received), formatDone("finished", finished)].filter((part) => part !== "");
  return parts.length === 0 ? "ran and waits to receive again" : parts.join("; ");
}

function formatDone(verb: string, messages: readonly MessageAtMoment[]): string {
  return messages.length === 0 ? "" : `${verb} ${formatSome(messages.map(({ name }) => name))}`;
}

/** `'ntsvcs' of services.exe (298)`; with its kind and address if it has no name of its own. */
export function formatPortAtMoment({ name, path, kind, address }: PortAtMoment): string {
  return path === undefined ? `${kind} ${address}: ${name}` : name;
}

/** `'ntsvcs' of services.exe (298): closed`. */
export function formatDeadPort({ port, how }: DeadPort): string {
  return `${formatPortAtMoment(port)}: ${how}`;
}

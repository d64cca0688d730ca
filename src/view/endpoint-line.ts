/** An endpoint in words: who may connect, by class and by entry, and its one-line display. */
import { formatCount } from "../text/counts.ts";
import { printable } from "../text/printable.ts";

/** An entry of a port's access list that decides about connecting. */
export interface ConnectingEntry {
  readonly who: string;
  readonly isAllowed: boolean;
  readonly isConditional: boolean;
}

/** Which of the least privileged callers a port is open to; undefined if unknown. */
export interface Openness {
  readonly everyone: boolean | undefined;
  readonly anonymous: boolean | undefined;
  readonly appContainers: "all" | "some" | "none" | undefined;
}

/** `Everyone, SYSTEM; denied: Guests`; "nobody" for an empty list. */
export function formatMayConnect(entries: readonly ConnectingEntry[]): string {
  const names = (isAllowed: boolean): string =>
    unique(
      entries
        .filter((entry) => entry.isAllowed === isAllowed)
        .map(({ who, isConditional }) => `${printable(who)}${isConditional ? " (on a condition)" : ""}`),
    ).join(", ");
  const denied = names(false);
  return `${names(true) || "nobody"}${denied === "" ? "" : `; denied: ${denied}`}`;
}

/**
 * `Everyone, some AppContainers`; empty if it is open to none of them, with a question mark if that is not fully known.
 */
export function formatOpenness({ everyone, anonymous, appContainers }: Openness): string {
  return [
    ...(everyone === true ? ["Everyone"] : []),
    ...(anonymous === true ? ["Anonymous"] : []),
    ...(appContainers === "all" ? ["AppContainers"] : appContainers === "some" ? ["some AppContainers"] : []),
    ...([everyone, anonymous, appContainers].includes(undefined) ? ["?"] : []),
  ].join(", ");
}

/** The parts of an endpoint's line. */
export interface EndpointLine {
  /** Full path, in quotes; a port without a name by its address. */
  readonly name: string;
  readonly owner: string;
  readonly openness: Openness;
  /** Why it is unknown who may connect. */
  readonly reason?: string;
  /** Undefined where nothing is known of them. */
  readonly clients: number | undefined;
}

/** `'\RPC Control\ntsvcs' of services.exe (298), open to Everyone and AppContainers, 3 clients`. */
export function formatEndpoint({ name, owner, openness, reason, clients }: EndpointLine): string {
  const open = formatOpenness(openness).replace(/, ([^,]*)$/, " and $1");
  return `${name} of ${owner}${open === "" ? "" : `, open to ${open}`}, ${clients === undefined ? "clients unknown" : formatCount(clients, "client")}${reason === undefined ? "" : ` <${reason}>`}`;
}

/** `3 Medium, 1 Low, AppContainer`: groups with their counts, largest first. */
export function formatGroups(groups: readonly { readonly name: string; readonly count: number }[]): string {
  return groups.map(({ name, count }) => `${count} ${printable(name)}`).join("; ") || "no clients";
}

function unique(names: readonly string[]): readonly string[] {
  return Array.from(new Set(names));
}

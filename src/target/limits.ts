/**
 * Limits of every walk and display, in one place and settable by the user (`@$cursession.Alpc.Limits`). A walk that
 * reaches its limit stops and reports it.
 */

/** Mutable on purpose: the user's settings, valid for all sessions of this script. */
export interface Limits {
  /** Ports of one walk over the system's list. */
  ports: number;
  /** Entries of any other list: a queue, a connection list, threads of a process, processes. */
  listEntries: number;
  /** Entries of one handle table. */
  handles: number;
  /** Bytes of one name. The kernel's own bound of a `_UNICODE_STRING` is 65,534. */
  nameBytes: number;
  /** Bytes of a message's payload that are read and shown. */
  payloadBytes: number;
  /** Bytes of memory that one pool search may look at. */
  poolSearchBytes: number;
  /** Links of one wait chain that are shown. */
  chainSteps: number;
  /**
   * Pages of 4096 bytes kept at one stop of the target: as many as one walk over the threads and ports of a very large
   * system (50,000 ports) touches. A desktop with 4,000 ports touches a tenth of them.
   */
  cachedPages: number;
  /** Seconds that a reply may be awaited before it counts as a long wait. */
  longWaitSeconds: number;
  /** Messages that a queue may hold before it counts as a backlog. */
  backlog: number;
  /** Seconds between two lines of progress. 0: silent. */
  progressInterval: number;
  /** Seconds that one walk or analysis may take; it then gives what it has, and says so. 0: as long as it takes. */
  seconds: number;
}

/** The limits in effect, with their defaults. */
export const limits: Limits = {
  ports: 1000000,
  listEntries: 100000,
  handles: 1000000,
  nameBytes: 65534,
  payloadBytes: 4096,
  poolSearchBytes: 0x40000000,
  chainSteps: 100000,
  cachedPages: 16384,
  longWaitSeconds: 30,
  backlog: 100,
  progressInterval: 1,
  seconds: 0,
};

/** The limits that findings are measured against. */
export interface FindingLimits {
  /** A reply awaited at least this many seconds is a long wait. */
  readonly longWaitSeconds: number;
  /** A queue with more messages than this is a backlog. */
  readonly backlog: number;
}

/** Limits for callers that give none; the user's settings begin with the same. */
export const DEFAULT_LIMITS: FindingLimits = { longWaitSeconds: 30, backlog: 100 };

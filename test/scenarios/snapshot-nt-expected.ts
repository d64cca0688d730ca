/** What an independent reader found of processes, threads, ports and names in captured memory. */
/** Addresses are `0x%08x`. */
export interface Expected {
  readonly tickCount: number;
  readonly timeIncrement: number;
  readonly namedObjects: number;
  readonly objectTypes: Readonly<Record<string, string>>;
  readonly processes: readonly {
    readonly address: string;
    readonly pid: number;
    readonly name: string;
    readonly activeThreads: number;
    readonly exitTime: number;
    readonly pointerCount: number;
    readonly handleCountOnObject: number;
    readonly threads: readonly string[];
    /** Absent where the process has no table. */
    readonly handleCount?: number;
  }[];
  readonly threads: readonly {
    readonly address: string;
    readonly tid: number;
    readonly pid: number;
    readonly state: number;
    readonly waitReason: number;
    readonly waitTime: number;
    readonly suspendCount: number;
    readonly waitObjects: readonly {
      readonly object: string;
      readonly dispatcherType: number;
      readonly signalState: number;
      readonly waitKey: number;
      readonly waitType: number;
    }[];
  }[];
  readonly ports: readonly {
    readonly address: string;
    readonly name: string | null;
    readonly typeName: string;
    readonly pointerCount: number;
    readonly handleCount: number;
    readonly handles: readonly { readonly pid: number; readonly handle: string; readonly access: string }[];
  }[];
  readonly chains: readonly (readonly { readonly tid?: number; readonly waitsFor?: string }[])[];
}

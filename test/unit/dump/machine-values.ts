/** A machine with different values in each member, for headers of written dumps. */
import type { MachineValues } from "../../dump/write/dump-writer.ts";

export const machineValues: MachineValues = {
  machine: "x64",
  buildNumber: 22000,
  directoryTableBase: 0x1ad000n,
  moduleList: 0xfffff80001c298a0n,
  processList: 0xfffff80001c1bfa0n,
  debuggerData: 0xfffff80001c02190n,
  processors: 4,
  bugcheck: 0xe2,
  bugcheckParameters: [1n, 2n, 3n, 4n],
  isPae: false,
  systemTime: 133431714110000000n,
  upTime: 781250000000n,
  comment: "as written",
};

// What the host answers with "Improper number of arguments" or "Invalid argument".
const session = host.currentSession;
// expect: TS2554
host.getModuleSymbolAddress("nt", "PsActiveProcessHead", session);
// expect: TS2554
host.Int64(1).asNumber(1);
// expect: TS2554
host.memory.collectGarbage(true);
// expect: TS2554
session.Processes.Any();
// expect: TS2554
session.Processes.Count((process: JsProvider.Process) => process.Id === 4);
// expect: TS2554
host.diagnostics.debugBreak(1);
// expect: TS2345
host.parseInt64(5);

// A type or a field may not be there.
// expect: TS2531
const size = host.getModuleType("nt", "_ALPC_PORT").size;
const fields = host.currentProcess.KernelObject.targetType.fields;
// expect: TS18048
const offset = fields.AlpcContext.offset;
// expect: TS2532
const named = fields["AlpcContext"].offset;

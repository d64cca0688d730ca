/** The tour that a new user sees first. */
export const firstTaste: readonly string[] = ["!alpcx", "!alpcx_findings"];

/** Shown without input: from the overview to single objects and custom queries. */
export const tour: readonly string[] = [
  ...firstTaste,
  "!alpcx_deadlocks",
  "!alpcx_waits",
  'dx @$cursession.Alpc.Find("lsass*")',
  "dx @$cursession.Alpc.Connections.Take(5)",
  "dx -r2 @$cursession.Alpc.Messages.Take(1)",
  "dx -g @$cursession.Processes.Where(p => p.Alpc.CreatedPorts.Count() > 0).Select(p => new { Name = p.Name, Created = p.Alpc.CreatedPorts.Count(), Connected = p.Alpc.ConnectedPorts.Count() })",
];

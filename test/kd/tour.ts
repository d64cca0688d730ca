/** What a newcomer sees first: the main job, done. */
export const firstTaste: readonly string[] = ["!alpcx", "!alpcx_findings"];

/** Shown when there is nobody to type: from the overview to single objects and a query of one's own. */
export const tour: readonly string[] = [
  ...firstTaste,
  "!alpcx_deadlocks",
  "!alpcx_waits",
  'dx @$cursession.Alpc.Find("lsass*")',
  "dx @$cursession.Alpc.Connections.Take(5)",
  "dx -r2 @$cursession.Alpc.Messages.Take(1)",
  "dx -g @$cursession.Processes.Where(p => p.Alpc.CreatedPorts.Count() > 0).Select(p => new { Name = p.Name, Created = p.Alpc.CreatedPorts.Count(), Connected = p.Alpc.ConnectedPorts.Count() })",
];

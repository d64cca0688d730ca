/** The floors of the house: a file imports only from floors below its own, and nothing goes round in a circle. */
const FLOORS = ["target", "facts", "nt", "generation", "(?:alpc|lpc)", "text", "analysis", "view", "model", "commands"];

/** Folders on the same floor or above are out of reach; each folder may use itself. */
const upward = FLOORS.map((floor, level) => ({
  name: `floor-${floor.replace(/\W/g, "")}`,
  comment: `src/${floor} may import only from the floors below it.`,
  severity: "error",
  from: { path: `^src/${floor}/` },
  to: { path: `^src/(?:index|${FLOORS.slice(level + 1).join("|")})(?:/|\\.ts$)` },
}));

module.exports = {
  forbidden: [
    ...upward,
    { name: "no-circle", severity: "error", from: { path: "^src/" }, to: { circular: true } },
    {
      name: "no-circle-at-run-time",
      comment: "Types of the simulation may refer to each other.",
      severity: "error",
      from: { path: "^test/" },
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    { name: "alpc-and-lpc-are-strangers", severity: "error", from: { path: "^src/alpc/" }, to: { path: "^src/lpc/" } },
    { name: "lpc-and-alpc-are-strangers", severity: "error", from: { path: "^src/lpc/" }, to: { path: "^src/alpc/" } },
    {
      name: "facts-are-plain",
      comment: "Data alone: a value or its absence, and 64-bit words.",
      severity: "error",
      from: { path: "^src/facts/" },
      to: { path: "^src/target/(?!word64|absence)" },
    },
    {
      name: "text-and-analysis-are-pure",
      comment: "Pure functions over facts: no memory, no host.",
      severity: "error",
      from: { path: "^src/(?:text|analysis)/" },
      to: { path: "^src/(?:nt|generation|alpc|lpc)/|^src/target/(?!word64|absence|lists-by-key)" },
    },
    {
      name: "view-is-pure",
      comment: "Values to text: no memory, no host.",
      severity: "error",
      from: { path: "^src/view/" },
      to: { path: "^src/(?:nt|generation|alpc|lpc)/|^src/target/(?!word64|absence)" },
    },
    {
      name: "model-asks",
      comment: "How bytes are read and decoded is known below the model; it passes facts and structures on at most.",
      severity: "error",
      from: { path: "^src/(?:model|commands)/" },
      to: {
        path: "^src/target/(?:structure|layout|symbols|page-cache|clock|process-memory)\\.ts$",
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "host-has-one-door",
      comment: "Only src/target and the registration see the script host.",
      severity: "error",
      from: { path: "^src/(?!target/|index\\.ts$)" },
      to: { path: "^src/target/host\\.ts$" },
    },
    {
      name: "page-is-of-its-own",
      comment: "The pages' script is no part of the debugger's script: the build bundles it as a text.",
      severity: "error",
      from: { path: "^src/(?!page/)" },
      to: { path: "^src/page/" },
    },
    {
      name: "page-knows-graphs-only",
      comment: "Types, and how graphs are folded.",
      severity: "error",
      from: { path: "^src/page/" },
      to: {
        path: "^src/(?!page/)",
        pathNot: "^src/view/graph/(?:graph-index|choice|folding)\\.ts$",
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "script-stands-alone",
      comment: "The script has no run-time dependency.",
      severity: "error",
      from: { path: "^src/" },
      to: { pathNot: "^(?:src|typings)/" },
    },
    {
      name: "simulation-is-independent",
      comment: "The simulated debugger knows nothing of the pack.",
      severity: "error",
      from: { path: "^test/(?:host|kernel|kd|dump|program)/" },
      to: { path: "^src/" },
    },
    { name: "no-unresolved", severity: "error", from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^test/typings/samples|^dist/" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: [".ts", ".mjs", ".js"] },
  },
};

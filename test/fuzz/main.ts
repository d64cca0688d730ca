/**
 * `npm run fuzz [-- --seed 1 --runs 500 --minutes 10]`: damages random systems and asks everything. Prints each case
 * that breaks a promise, as small as it can be made, with the seed and path that bring it back. Exits with 1 where
 * there was one.
 */
import { parseArgs } from "node:util";
import fc from "fast-check";
import { fuzzCases, runCase } from "./case.ts";

const USAGE = `npm run fuzz -- [options]   damages random systems and asks everything

      --seed <number>      seed of the cases (default: a random one, which is printed)
      --path <path>        brings one case back, with its seed
      --runs <number>      most cases (default 1000000)
      --minutes <number>   most minutes (default 10)
  -h, --help               show this text
`;

const { values } = parseArgs({
  options: {
    help: { type: "boolean", short: "h", default: false },
    seed: { type: "string" },
    path: { type: "string" },
    runs: { type: "string", default: "1000000" },
    minutes: { type: "string", default: "10" },
  },
});
if (values.help) {
  process.stdout.write(USAGE);
  process.exit();
}
const seed = values.seed === undefined ? Math.floor(Math.random() * 0x7fffffff) : Number(values.seed);
let cases = 0;
process.stdout.write(`seed ${seed}\n`);
const result = fc.check(
  fc.property(fuzzCases, (fuzzCase) => {
    cases += 1;
    if (cases % 20 === 0) {
      process.stdout.write(`${cases} cases\n`);
    }
    const broken = runCase(fuzzCase);
    if (broken.length > 0) {
      throw new Error(broken.slice(0, 5).join("\n"));
    }
  }),
  {
    seed,
    numRuns: Number(values.runs),
    interruptAfterTimeLimit: Number(values.minutes) * 60000,
    ...(values.path === undefined ? {} : { path: values.path }),
  },
);
if (result.failed && result.counterexample !== null) {
  process.stdout.write(
    `seed ${result.seed}, path ${result.counterexamplePath}\n${String(result.errorInstance)}\n${JSON.stringify(result.counterexample, undefined, 2)}\n`,
  );
  process.exitCode = 1;
} else {
  process.stdout.write(`${result.numRuns} cases, every promise kept\n`);
}

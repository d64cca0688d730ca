/** Entry of `npm start`: the console over the simulated debugger. */
import { homedir } from "node:os";
import process from "node:process";
import { fileHistory, historyPath } from "./history.ts";
import { runProgram } from "./program.ts";
import { SimulatedConsoleDebugger, simulatedCatalogue } from "./simulated.ts";

// A reader that stops early, such as `head`, is not a failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") {
    throw error;
  }
  process.exit();
});

process.exitCode = await runProgram(process.argv.slice(2), {
  input: process.stdin,
  output: process.stdout,
  isInteractive: process.stdin.isTTY && process.stdout.isTTY,
  hasColors: process.stdout.isTTY && process.stdout.hasColors(),
  history: fileHistory(historyPath(process.env, homedir())),
  screen: () => ({ rows: process.stdout.rows, columns: process.stdout.columns }),
  catalog: simulatedCatalogue,
  createDebugger: (setup) => new SimulatedConsoleDebugger(setup),
});

/** The guided tour of the console succeeds in each of its commands. */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { PassThrough, Readable } from "node:stream";
import { defaultScript } from "../../kd/arguments.ts";
import { exitCodes, runProgram } from "../../kd/program.ts";
import { SimulatedConsoleDebugger, simulatedCatalogue } from "../../kd/simulated.ts";

describe("kd tour", () => {
  it("succeeds in every command with the pack loaded over the default target", async function () {
    this.timeout(60_000);
    if (!existsSync(defaultScript)) {
      console.log(`      skipped: ${defaultScript} has not been built`);
      this.skip();
    }
    const output = new PassThrough();
    const chunks: string[] = [];
    output.on("data", (chunk: Buffer) => chunks.push(chunk.toString()));
    const code = await runProgram([], {
      input: Readable.from([]),
      output,
      isInteractive: false,
      catalog: simulatedCatalogue,
      createDebugger: () => new SimulatedConsoleDebugger(),
    });
    await new Promise((resolve) => {
      output.end(resolve);
    });
    assert.equal(code, exitCodes.good, chunks.join(""));
    assert.doesNotMatch(chunks.join(""), /^Error: /m);
  });
});

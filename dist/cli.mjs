#!/usr/bin/env node
import { run } from "./node.mjs";

// A reader that leaves early, such as `head`, is no failure.
process.stdout.on("error", (error) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});
process.exitCode = await run(process.argv.slice(2));

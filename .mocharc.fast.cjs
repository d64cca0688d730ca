"use strict";
/**
 * The quick round while writing: tests of the sources' own floors. It needs neither the built script nor dumps nor a
 * browser, and leaves out the tests of the simulation itself (test/unit/{host,kernel,kd}).
 */
module.exports = {
  spec: ["test/unit/{alpc,analysis,graph,lpc,model,nt,target}/**/*.test.ts"],
  require: ["./test/page-assets.mjs"],
  // Coverage reads the source maps of the general loader only.
  "node-option": [process.env.NODE_V8_COVERAGE === undefined ? "import=./test/typescript.mjs" : "import=tsx"],
  timeout: 60000,
  reporter: "dot",
  // Workers, since only these load changed modules again while watching.
  parallel: true,
  jobs: 2,
};

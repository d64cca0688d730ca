"use strict";
/** The quick round while writing: what needs neither the built script nor dumps nor a browser. */
module.exports = {
  spec: ["test/unit/{alpc,analysis,host,kd,kernel,lpc,model,nt,target}/**/*.test.ts"],
  require: ["./test/page-assets.mjs"],
  "node-option": ["import=./test/typescript.mjs"],
  timeout: 60000,
  reporter: "dot",
  // Workers, since only these load changed modules again while watching.
  parallel: true,
  jobs: 2,
};

/**
 * Builds the script and the style of the pages that alpcx writes, from src/page: minified, in ASCII, the same on any
 * machine.
 */
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The constants by which src/view/page-assets.ts knows the texts. */
export function buildPage() {
  return { ALPCX_PAGE_SCRIPT: bundle("src/page/main.ts", "iife"), ALPCX_PAGE_STYLE: bundle("src/page/page.css") };
}

function bundle(entry, format) {
  const result = buildSync({
    entryPoints: [entry],
    absWorkingDir: root,
    bundle: true,
    minify: true,
    charset: "ascii",
    target: "es2020",
    legalComments: "none",
    write: false,
    logLevel: "silent",
    ...(format === undefined ? {} : { format }),
  });
  return result.outputFiles[0].text.trim();
}

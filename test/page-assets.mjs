/** For tests that run the sources: gives src/view/page-assets.ts its constants, built when they are first asked for. */
import { buildPage } from "./bundle/page.mjs";

let built;
for (const name of ["ALPCX_PAGE_SCRIPT", "ALPCX_PAGE_STYLE"]) {
  Object.defineProperty(globalThis, name, { configurable: true, get: () => (built ??= buildPage())[name] });
}

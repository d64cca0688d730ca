/** The script and the style of the pages, built from src/page and inserted here by the build. */

declare const ALPCX_PAGE_SCRIPT: string;
declare const ALPCX_PAGE_STYLE: string;

/** A classic script in ASCII, without `</script`. */
export function pageScript(): string {
  return ALPCX_PAGE_SCRIPT;
}

/** A style sheet in ASCII, without `</style`. */
export function pageStyle(): string {
  return ALPCX_PAGE_STYLE;
}

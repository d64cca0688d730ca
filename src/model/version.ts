/** The version of the script. */

declare const ALPCX_VERSION: string | undefined;

/** Version of the package that the script was built from; "development" in sources that run unbuilt. */
export const version: string = typeof ALPCX_VERSION === "string" ? ALPCX_VERSION : "development";

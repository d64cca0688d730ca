/** The version of the script. */

declare const ALPCX_VERSION: string | undefined;

/** Version of the package that the script was built from; "development" for unbuilt sources. */
export const version: string = typeof ALPCX_VERSION === "string" ? ALPCX_VERSION : "development";

/** The only access to the script host's global `host`. */

/** JsProvider's `host`, looked up at each call: its members differ between the two phases of a script. */
export function scriptHost(): JsProvider.Host {
  return host;
}

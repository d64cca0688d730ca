/** The only name of the script host in the pack: whoever needs the debugger asks floor 0, and floor 0 asks here. */

/** JsProvider's `host`, looked up at each call: its members differ between the two phases of a script. */
export function scriptHost(): JsProvider.Host {
  return host;
}

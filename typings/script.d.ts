declare namespace JsProvider {
  /** Global `initializeScript`: called by `.scriptload` and `.scriptrun` after the root code, still in phase 1. */
  type InitializeScript = () => RegistrationObject[] | void;
  /** Global `invokeScript`: called by `.scriptrun`, in phase 2. */
  type InvokeScript = () => void;
  /** Global `uninitializeScript`: called by `.scriptunload`; undoes what the script did imperatively. */
  type UninitializeScript = () => void;
}

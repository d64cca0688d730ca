declare namespace JsProvider {
  interface Stack extends NativeObject {
    readonly Frames: IndexedCollection<StackFrame, Integer>;
  }
  interface StackFrame extends NativeObject {
    readonly LocalVariables: NativeObject;
    readonly Parameters: NativeObject;
  }
}

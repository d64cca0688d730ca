declare namespace JsProvider {
  /** A class whose getters and methods the debugger takes over. Its constructor is never called by the host. */
  type ModelClass = (abstract new (...args: never) => object) | (object & { readonly apply?: never });

  /** What `initializeScript` returns an array of: a change to the debugger that the host undoes at unload. Opaque. */
  interface RegistrationObject {
    readonly __registrationKind: string;
  }

  /** Declares the version of the host's interface that the script was written for. */
  interface ApiVersionSupportConstructor {
    new (major: number, minor: number): RegistrationObject;
  }
  /** Adds the class's getters and methods to a data model of the debugger, such as "Debugger.Models.Session": the native object is `this`. */
  interface NamedModelParentConstructor {
    new (modelClass: ModelClass, modelName: string): RegistrationObject;
  }
  /** Registers the class as a model under a name, which others can extend. */
  interface NamedModelRegistrationConstructor {
    new (modelClass: ModelClass, modelName: string): RegistrationObject;
  }
  /** Adds a property `propertyName`, holding the class's members, to the model `parentModel`; the parent object is `this`. */
  interface NamespacePropertyParentConstructor {
    new (modelClass: ModelClass, parentModel: string, newModelName: string, propertyName: string): RegistrationObject;
  }
  /** Concerns the types whose name matches `signature` (`*` matches anything), in a module and between versions if given. */
  interface TypeSignatureConstructor {
    new (modelClass: ModelClass, signature: string, module?: string, minVersion?: string, maxVersion?: string): RegistrationObject;
  }
  /** Makes `function` callable as `!name` and `@$name(...)`. */
  interface FunctionAliasConstructor {
    new (aliased: (...args: never) => unknown, name: string): RegistrationObject;
  }
  /** A registration whose failure does not fail the script. */
  interface OptionalRecordConstructor {
    new (record: RegistrationObject): RegistrationObject;
  }
}

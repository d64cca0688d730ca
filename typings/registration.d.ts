declare namespace JsProvider {
  /**
   * A class (or prototype) whose getters and methods the debugger takes over. Where it extends native objects they are
   * `this`: its constructor is never called. A bare function is no class and is refused.
   */
  type ModelClass = (abstract new (...args: never) => object) | (object & { readonly apply?: never });

  /**
   * A record for the array that `initializeScript` returns: a change to the debugger, which the host undoes at unload.
   * Opaque.
   */
  interface RegistrationObject {
    /** In these declarations only: keeps the type apart from others. */
    readonly __registration: string;
  }

  /**
   * Declares the version of the host's interface that the script is written for. A larger minor version than the host
   * has gives what it has. From 1.1 on, `getModuleSymbol` and `getModuleType` return null for what they do not find,
   * and every native object has `address`. Phase 1, as all records.
   */
  interface ApiVersionSupportConstructor {
    new (major: number, minor: number): RegistrationObject;
  }

  /** Adds the class to a model of the debugger, "Debugger.Models.Session" for example: the session is `this`. */
  interface NamedModelParentConstructor {
    new (modelClass: ModelClass, modelName: string): RegistrationObject;
  }

  /** Registers the class under a name, for other extensions to find and extend. */
  interface NamedModelRegistrationConstructor {
    new (modelClass: ModelClass, modelName: string): RegistrationObject;
  }

  /**
   * Adds a property, a namespace with the members of the class, to a model of the debugger. `this` is the parent object
   * (`Debugger.Utility` for example), not the namespace.
   */
  interface NamespacePropertyParentConstructor {
    /**
     * @param parentModel the model that gets the property: "Debugger.Models.Utility"
     * @param newModelName the name under which the namespace itself can be extended
     * @param propertyName the property
     */
    new (modelClass: ModelClass, parentModel: string, newModelName: string, propertyName: string): RegistrationObject;
  }

  /**
   * Concerns native objects of the types that match: as a registration it takes over their display, as an extension it
   * adds to them. `this` is the object; of one reached through a pointer, the pointee. Beware: an extension lends the
   * objects its string conversion as well, so that with an ordinary class they all show "[object Object]". Set the
   * prototype's `toString` to undefined, or its own prototype to null.
   */
  interface TypeSignatureConstructor {
    /**
     * @param signature name of the type in NatVis syntax, `*` matches anything
     * @param module only types of this module
     * @param minVersion only from this version of the module on, as "1.2.3.4"
     * @param maxVersion only up to this version of the module
     */
    new (
      modelClass: ModelClass,
      signature: string,
      module?: string,
      minVersion?: string,
      maxVersion?: string,
    ): RegistrationObject;
  }

  /**
   * Makes a function callable as `!name` and, within `dx`, as `@$name(...)`. What follows `!name` is a `dx` expression,
   * never raw text.
   */
  interface FunctionAliasConstructor {
    /** @param aliased its result is displayed as `dx` does; `undefined` prints nothing */
    new (aliased: (...args: never) => unknown, name: string): RegistrationObject;
  }

  /** Wraps a record whose failure shall not fail the script. */
  interface OptionalRecordConstructor {
    new (record: RegistrationObject): RegistrationObject;
  }

  /** Records and the calls that do the same imperatively. What is done imperatively, `uninitializeScript` must undo. */
  interface Registration {
    readonly apiVersionSupport: ApiVersionSupportConstructor;
    readonly namedModelParent: NamedModelParentConstructor;
    readonly namedModelRegistration: NamedModelRegistrationConstructor;
    readonly namespacePropertyParent: NamespacePropertyParentConstructor;
    readonly typeSignatureRegistration: TypeSignatureConstructor;
    readonly typeSignatureExtension: TypeSignatureConstructor;
    readonly functionAlias: FunctionAliasConstructor;
    readonly optionalRecord: OptionalRecordConstructor;

    /**
     * Phase 2. The model registered under a name. A name that is not registered yet gives a stub, which the later
     * registration takes over.
     */
    getNamedModel(modelName: string): NativeObject;
    /** Phase 2. */
    registerNamedModel(modelClass: ModelClass, modelName: string): void;
    /** Phase 2. Undoes `registerNamedModel`. */
    unregisterNamedModel(modelName: string): void;
    /** Phase 2. Adds to the display of matching types. */
    registerExtensionForTypeSignature(
      modelClass: ModelClass,
      signature: string,
      module?: string,
      minVersion?: string,
      maxVersion?: string,
    ): void;
    /** Phase 2. Undoes `registerExtensionForTypeSignature`, with the same arguments. */
    unregisterExtensionForTypeSignature(
      modelClass: ModelClass,
      signature: string,
      module?: string,
      minVersion?: string,
      maxVersion?: string,
    ): void;
    /** Phase 2. Takes over the display of matching types. */
    registerPrototypeForTypeSignature(
      modelClass: ModelClass,
      signature: string,
      module?: string,
      minVersion?: string,
      maxVersion?: string,
    ): void;
    /** Phase 2. Undoes `registerPrototypeForTypeSignature`, with the same arguments. */
    unregisterPrototypeForTypeSignature(
      modelClass: ModelClass,
      signature: string,
      module?: string,
      minVersion?: string,
      maxVersion?: string,
    ): void;
  }
}

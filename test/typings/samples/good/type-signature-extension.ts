// Adds to native types, takes over the display of another, and says what an object really is.
interface ProcessObject extends JsProvider.TypedObject {}
class ProcessObject {
  get ImageName(): string {
    return host.memory.readString(this.ImageFileName, 15);
  }

  get Header(): JsProvider.TypedObject {
    const body = host.getModuleType("nt", "_OBJECT_HEADER", this)?.fields["Body"];
    if (body === undefined) {
      throw new Error("nt!_OBJECT_HEADER is not in the symbols.");
    }
    return host.createTypedObject(this.targetLocation.subtract(body.offset), "nt", "_OBJECT_HEADER", this);
  }
}

class UnicodeString {
  toString(this: JsProvider.TypedObject): string {
    return host.memory.readWideString(this.Buffer, this.Length / 2, this);
  }
}

class DispatcherObject implements JsProvider.RuntimeTypeModel {
  getPreferredRuntimeTypedObject(this: JsProvider.TypedObject & DispatcherObject): JsProvider.TypedObject {
    return this.Type === 6 ? host.createTypedObject(this.targetLocation, "nt", "_KTHREAD", this) : this;
  }
}

function initializeScript(): JsProvider.RegistrationObject[] {
  return [
    new host.typeSignatureExtension(ProcessObject, "_EPROCESS"),
    new host.typeSignatureExtension(DispatcherObject, "_DISPATCHER_HEADER", "nt", "10.0.0.0", "11.0.0.0"),
    new host.typeSignatureRegistration(UnicodeString, "_UNICODE_STRING*", "nt"),
  ];
}

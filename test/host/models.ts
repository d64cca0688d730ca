/**
 * The data model's registries: models by name, with the script classes attached to them, and models by type signature.
 * The getters and methods of a script class attached to a native object become the object's, with the object as `this`.
 */
import type { RealmStack } from "./realm.ts";
import type { SimulatedModule } from "./target.ts";

/** A script's class or object as a model: it adds the members of its prototype. */
export interface ScriptModel {
  /** The class or object that the script gave: the model's identity. */
  readonly source: object;
  /** Where the members are looked up. */
  readonly prototype: object;
}

/** A namespace that a script added to a named model. */
export interface NamespaceProperty {
  readonly modelName: string;
}

export interface NamedModel {
  readonly name: string;
  readonly parents: ScriptModel[];
  readonly properties: Map<string, NamespaceProperty>;
}

/** When a type signature applies. */
export interface TypeSignature {
  readonly pattern: string;
  readonly module?: string;
  readonly minimumVersion?: string;
  readonly maximumVersion?: string;
}

interface SignatureEntry {
  readonly signature: TypeSignature;
  readonly model: ScriptModel;
}

/** Names of the models that the debugger itself has. Source: Microsoft's documentation of the debugger's namespace. */
const builtInModelNames: readonly string[] = [
  "Debugger.Models.Debugger",
  "Debugger.Models.Session",
  "Debugger.Models.Sessions",
  "Debugger.Models.Process",
  "Debugger.Models.Processes",
  "Debugger.Models.Thread",
  "Debugger.Models.Threads",
  "Debugger.Models.Module",
  "Debugger.Models.Modules",
  "Debugger.Models.Settings",
  "Debugger.Models.State",
  "Debugger.Models.Utility",
];

/** Compares dotted version numbers part by part. */
function compareVersions(a: string, b: string): number {
  const left = a.split(".").map(Number);
  const right = b.split(".").map(Number);
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) {
      return difference;
    }
  }
  return 0;
}

/** Assumption: a signature with a version bound does not match a module whose version is unknown. */
function matches(signature: TypeSignature, module: SimulatedModule, typeName: string): boolean {
  if (signature.pattern !== "*" && signature.pattern !== typeName) {
    return false;
  }
  if (signature.module !== undefined && signature.module !== module.name) {
    return false;
  }
  const { minimumVersion, maximumVersion } = signature;
  if (minimumVersion === undefined && maximumVersion === undefined) {
    return true;
  }
  if (module.version === undefined) {
    return false;
  }
  return (
    (minimumVersion === undefined || compareVersions(module.version, minimumVersion) >= 0) &&
    (maximumVersion === undefined || compareVersions(module.version, maximumVersion) <= 0)
  );
}

function sameSignature(a: TypeSignature, b: TypeSignature): boolean {
  return (
    a.pattern === b.pattern &&
    a.module === b.module &&
    a.minimumVersion === b.minimumVersion &&
    a.maximumVersion === b.maximumVersion
  );
}

function removeOne<T>(list: T[], item: T): void {
  const index = list.indexOf(item);
  if (index >= 0) {
    list.splice(index, 1);
  }
}

export class ModelRegistry {
  private readonly named = new Map<string, NamedModel>();
  private readonly extensions: SignatureEntry[] = [];
  private readonly visualizers: SignatureEntry[] = [];
  private readonly realms: RealmStack;

  constructor(realms: RealmStack) {
    this.realms = realms;
    for (const name of builtInModelNames) {
      this.named.set(name, { name, parents: [], properties: new Map() });
    }
  }

  /** The model of a class or object that a script gave to `method`; throws when it is neither. */
  toScriptModel(method: string, source: unknown): ScriptModel {
    if (typeof source === "function") {
      const prototype: unknown = source.prototype;
      if (typeof prototype === "object" && prototype !== null) {
        return { source, prototype };
      }
    } else if (typeof source === "object" && source !== null) {
      return { source, prototype: source };
    }
    return this.realms.fail(`Invalid argument to method '${method}'`);
  }

  find(name: string): NamedModel | undefined {
    return this.named.get(name);
  }

  /** Throws for a name that nobody registered. */
  get(name: string): NamedModel {
    return this.named.get(name) ?? this.realms.fail(`There is no model named '${name}'`);
  }

  /** Gives a new name to a model; returns how to undo it. Throws when the name is taken. */
  registerNamed(name: string, model: ScriptModel | undefined): () => void {
    if (this.named.has(name)) {
      this.realms.fail(`A model named '${name}' is registered already`);
    }
    this.named.set(name, { name, parents: model === undefined ? [] : [model], properties: new Map() });
    return () => void this.named.delete(name);
  }

  unregisterNamed(name: string): void {
    if (!this.named.has(name) || builtInModelNames.includes(name)) {
      this.realms.fail(`No script registered a model named '${name}'`);
    }
    this.named.delete(name);
  }

  addParent(name: string, model: ScriptModel): () => void {
    const named = this.get(name);
    named.parents.push(model);
    return () => removeOne(named.parents, model);
  }

  addProperty(name: string, property: string, modelName: string): () => void {
    const named = this.get(name);
    if (named.properties.has(property)) {
      this.realms.fail(`'${name}' has a property '${property}' already`);
    }
    named.properties.set(property, { modelName });
    return () => void named.properties.delete(property);
  }

  /** Adds to what objects of matching types have. */
  addExtension(signature: TypeSignature, model: ScriptModel): () => void {
    const entry = { signature, model };
    this.extensions.push(entry);
    return () => removeOne(this.extensions, entry);
  }

  /** Takes over how objects of matching types are displayed. Assumption: one visualizer for each signature. */
  addVisualizer(signature: TypeSignature, model: ScriptModel): () => void {
    if (this.visualizers.some((entry) => sameSignature(entry.signature, signature))) {
      this.realms.fail(`The type signature '${signature.pattern}' has a visualizer already`);
    }
    const entry = { signature, model };
    this.visualizers.push(entry);
    return () => removeOne(this.visualizers, entry);
  }

  removeExtension(signature: TypeSignature, source: unknown): void {
    this.removeFrom(this.extensions, signature, source);
  }

  removeVisualizer(signature: TypeSignature, source: unknown): void {
    this.removeFrom(this.visualizers, signature, source);
  }

  private removeFrom(list: SignatureEntry[], signature: TypeSignature, source: unknown): void {
    const entry = list.find((one) => one.model.source === source && sameSignature(one.signature, signature));
    if (entry === undefined) {
      this.realms.fail(`Nothing was registered for the type signature '${signature.pattern}'`);
    }
    removeOne(list, entry);
  }

  extensionsOf(module: SimulatedModule, typeName: string): readonly ScriptModel[] {
    return this.extensions.filter((entry) => matches(entry.signature, module, typeName)).map((entry) => entry.model);
  }

  /** The visualizer of a type: one for its exact name before one for all types. */
  visualizerOf(module: SimulatedModule, typeName: string): ScriptModel | undefined {
    const fitting = this.visualizers.filter((entry) => matches(entry.signature, module, typeName));
    return (fitting.find((entry) => entry.signature.pattern !== "*") ?? fitting[0])?.model;
  }
}

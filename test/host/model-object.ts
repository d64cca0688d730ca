/**
 * The debugger's own objects, such as sessions and namespaces: members by name, with a named model that scripts can
 * extend.
 */
import type { HostState } from "./host-state.ts";
import type { IteratedElement } from "./model.ts";
import type { NamedModel, ScriptModel } from "./models.ts";
import type { Member } from "./member.ts";
import { property } from "./member.ts";
import { NativeObject } from "./native-object.ts";
import type { TargetContext } from "./session.ts";

/** What makes up a model object. */
export interface ModelObjectFacts {
  /** Members, in the order of display. */
  readonly members: Readonly<Record<string, Member>>;
  /** Members for scripts only; the evaluator has its own. */
  readonly scriptMembers?: Readonly<Record<string, Member>>;
  /** The named model whose parents and properties the object takes on. */
  readonly modelName?: string;
  /** The object that is `this` in those parents' members, if not this one. */
  readonly receiver?: object;
  /** Identity within its session: objects of equal identity share the models that scripts attach to them. */
  readonly identity?: string;
  /** The list that takes what scripts attach; by default the object's own, or its identity's. */
  readonly attached?: ScriptModel[];
  readonly display?: () => string;
  readonly iterate?: () => Iterable<IteratedElement>;
  /** The element at an index; undefined where there is none. */
  readonly at?: (index: unknown) => unknown;
}

export class ModelObject extends NativeObject {
  private readonly facts: ModelObjectFacts;

  constructor(state: HostState, context: TargetContext | undefined, facts: ModelObjectFacts) {
    super(state, context);
    this.facts = facts;
  }

  override get isIndexable(): boolean {
    return this.facts.at !== undefined;
  }

  private get model(): NamedModel | undefined {
    return this.facts.modelName === undefined ? undefined : this.state.models.find(this.facts.modelName);
  }

  protected override projected(name: string): Member | undefined {
    if (Object.hasOwn(this.facts.members, name)) {
      return this.facts.members[name];
    }
    const hung = this.model?.properties.get(name);
    if (hung === undefined) {
      return undefined;
    }
    // In the namespace's members, `this` is the object that the namespace belongs to.
    return property(
      () =>
        new ModelObject(this.state, this.context, {
          members: {},
          modelName: hung.modelName,
          receiver: this.wrapper,
        }).wrapper,
    );
  }

  override findForScript(name: string): Member | undefined {
    const { scriptMembers } = this.facts;
    return scriptMembers !== undefined && Object.hasOwn(scriptMembers, name)
      ? scriptMembers[name]
      : super.findForScript(name);
  }

  protected override projectedNames(): readonly string[] {
    const own = Object.entries(this.facts.members)
      .filter(([, member]) => !member.isMethod)
      .map(([name]) => name);
    return [...own, ...(this.model?.properties.keys() ?? [])];
  }

  protected override projectedMethodNames(): readonly string[] {
    return Object.entries(this.facts.members)
      .filter(([, member]) => member.isMethod)
      .map(([name]) => name);
  }

  protected override parentModels(): readonly ScriptModel[] {
    return [...(this.model?.parents ?? []), ...this.added()];
  }

  protected override findInModels(name: string, receiver: object): Member | undefined {
    return super.findInModels(name, this.facts.receiver ?? receiver);
  }

  protected override added(): ScriptModel[] {
    const { identity, attached } = this.facts;
    if (attached !== undefined) {
      return attached;
    }
    const session = this.context?.session;
    if (identity === undefined || session === undefined) {
      return super.added();
    }
    const known = session.addedModels.get(identity);
    if (known !== undefined) {
      return known;
    }
    const list: ScriptModel[] = [];
    session.addedModels.set(identity, list);
    return list;
  }

  override get hasDisplayString(): boolean {
    return this.facts.display !== undefined;
  }

  override display(): string | undefined {
    return this.facts.display?.();
  }

  override iterate(): Iterable<IteratedElement> | undefined {
    return this.facts.iterate?.();
  }

  override at(index: unknown): unknown {
    return this.facts.at?.(index) ?? this.state.realms.fail("The collection has no element of that index");
  }
}

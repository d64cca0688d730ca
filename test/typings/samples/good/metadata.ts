// Help and formats of properties, in each of the ways.
class Counter {
  get Value(): JsProvider.ValueWithMetadata<number> {
    return new host.metadata.valueWithMetadata(17, { PreferredRadix: 16, Help: "The count." });
  }

  Reset(): void {}
}

const counterHelp: JsProvider.MetadataFor<Counter> = {
  Value: { Help: "How often it happened.", PreferShow: true },
  Reset: { Help: "Reset() - starts again from zero." },
};

class Other {
  get [Symbol.metadataDescriptor](): JsProvider.MetadataDescriptor {
    return { Anything: { Help: "Help of a property.", PreferredExpansionDepth: 2 } };
  }
}

function initializeScript(): JsProvider.RegistrationObject[] {
  host.metadata.defineMetadata(Counter, counterHelp);
  host.metadata.defineMetadata(Counter.prototype, { Value: { PreferredLength: 4 } });
  return [new host.namedModelRegistration(Other, "Sample.Models.Other")];
}

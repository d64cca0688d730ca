// Metadata belongs to members that exist, and help is a text.
class Counter {
  get Value(): number {
    return 1;
  }
}
// expect: TS2561
const misspelled: JsProvider.MetadataFor<Counter> = { Valeu: { Help: "The count." } };
// expect: TS2322
host.metadata.defineMetadata(Counter, { Value: { Help: 5 } });

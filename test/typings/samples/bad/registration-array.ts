// Only records belong into what `initializeScript` returns.
class Extension {}
// expect: TS2741
const first: JsProvider.InitializeScript = () => [Extension];
// expect: TS2740
const second: JsProvider.InitializeScript = () => new host.apiVersionSupport(1, 3);

/** The symbols of Vista and later still describe the LPC types: the script must not use them there. */
import assert from "node:assert/strict";
import { alpcLayoutIds, lpcLayoutIds } from "../kernel/index.ts";
import { openPack, type Pack } from "./pack.ts";
import { createScene, type Scene } from "./scene.ts";

/** Types by name that note which of them is looked at. */
function recorded<T>(types: Readonly<Record<string, T>>, asked: Set<string>): Readonly<Record<string, T>> {
  return new Proxy(types, {
    get: (own, name) => {
      asked.add(String(name));
      return own[String(name)];
    },
  });
}

const SENTENCE = /^This target has ALPC, not LPC: ask !alpcx instead, for example !alpcx "\/p 0xffffa801`12345678"/;

describe("LPC stays out of ALPC kernels", () => {
  for (const layout of alpcLayoutIds) {
    describe(layout, () => {
      let scene: Scene;
      let pack: Pack;
      before(() => {
        scene = createScene(layout);
        // The debugger's own processes are asked for too, so it lists them.
        pack = openPack(scene.image.target, { targets32: "plain" });
      });

      const literal = (address: bigint): string => `0x${address.toString(16)}`;

      it("the generation and every kind of port are ALPC's", () => {
        assert.equal(pack.ask("@$cursession.Alpc.Generation"), "ALPC");
        for (const port of pack.elements(pack.evaluate("@$cursession.Alpc.Ports"))) {
          assert.match(String(pack.data(pack.property(port, "Kind"))), /^ALPC_/);
        }
      });

      it("no object has a member that only LPC's have", () => {
        const objects = [
          "@$cursession.Alpc",
          `@$cursession.Alpc.Port(${literal(scene.ntsvcs.address)})`,
          "@$cursession.Alpc.Messages.First()",
          "@$cursession.Alpc.WaitingThreads.First().Alpc",
          "@$cursession.Processes.First().Alpc",
        ].map((expression) => pack.evaluate(expression));
        for (const object of objects) {
          const members = pack.access
            .keys(object)
            .filter((name) =>
              /^Lpc|^(?:Semaphore|ReplyChain|DataInfoChain|Creator|PoolBlockBytes|ConnectionRequest|ServedThreads|PoolSearch)$/.test(
                name,
              ),
            );
          assert.deepEqual(members, [], pack.display(object));
        }
      });

      it("no structure of LPC is even looked up", () => {
        const described = new Set<string>();
        const { image } = createScene(layout, {
          adaptShownLayout: (symbols) => ({ ...symbols, types: recorded(symbols.types, described) }),
        });
        const fresh = openPack(image.target, { targets32: "plain" });
        for (const expression of [
          "Ports",
          "Connections",
          "Messages",
          "WaitingThreads",
          "WaitChains",
          "Deadlocks",
          "Findings",
        ]) {
          fresh
            .elements(fresh.evaluate(`@$cursession.Alpc.${expression}`))
            .forEach((element) => fresh.display(element));
        }
        for (const process of fresh.elements(fresh.evaluate("@$cursession.Processes"))) {
          const view = fresh.property(process, "Alpc");
          for (const name of fresh.access.keys(view)) {
            fresh.display(fresh.property(view, name));
          }
        }
        assert.ok(described.has("_ALPC_PORT") && described.has("_ETHREAD"), [...described].join(" "));
        assert.deepEqual(
          [...described].filter((type) => type.startsWith("_LPCP_")),
          [],
        );
      });

      it("!lpcx says where to ask", () => {
        for (const line of ["port", "message 10", "scan e14ae238", "thread", "PoolSearch"]) {
          assert.match(pack.printFailure(`!lpcx "${line}"`), SENTENCE, line);
        }
      });

      it("a native LPC object's .Alpcx says that there is none", () => {
        for (const [type, successor] of [
          ["_LPCP_PORT_OBJECT", "_ALPC_PORT"],
          ["_LPCP_MESSAGE", "_KALPC_MESSAGE"],
        ] as const) {
          const value = pack.evaluate(`((nt!${type}*)${literal(scene.ntsvcs.address)})->Alpcx`);
          assert.equal(pack.property(value, "Kind"), "NotApplicable");
          assert.equal(
            pack.display(value),
            `<this kernel has ALPC: its symbols still describe ${type}, but no object of it exists; cast to nt!${successor} instead>`,
          );
        }
      });
    });
  }

  for (const layout of lpcLayoutIds) {
    it(`on ${layout} the same questions are answered`, () => {
      const { image, ntsvcs } = createScene(layout);
      const pack = openPack(image.target);
      assert.equal(pack.ask("@$cursession.Alpc.Generation"), "LPC");
      assert.match(
        String(pack.ask(`((nt!_LPCP_PORT_OBJECT*)0x${ntsvcs.address.toString(16)})->Alpcx`)),
        /SERVER_CONNECTION_PORT '\\RPC Control\\ntsvcs'/,
      );
      assert.match(pack.print('!lpcx "port"'), /All LPC ports/);
    });
  }
});

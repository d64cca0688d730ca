/** Executive resources: holders and waiters, by threads and by the resources themselves, on every layout. */
import assert from "node:assert/strict";
import { readResource } from "../../../src/nt/lock/resource.ts";
import { readPresentWait } from "../../../src/nt/wait/present-wait.ts";
import { Absence } from "../../../src/target/absence.ts";
import { layoutIds } from "../../kernel/layouts/layouts.ts";
import { toBigInt, word } from "../words.ts";

import { addresses, at, has, onlyObject, open, scene, sorted } from "./lock-scene.ts";

for (const layout of layoutIds.filter((id) => has(id, "_ERESOURCE"))) {
  describe(`a resource on ${layout}`, () => {
    it("that is held exclusively names its owner to its waiters, and its wait is renewed", () => {
      const made = scene(layout, 4);
      const { system, threads } = made;
      system.resource();
      const resource = system.resource({ owner: at(threads, 0), ownerFlags: 3 });
      at(threads, 1).waitsForResource(resource, { access: "exclusive" });
      at(threads, 2).waitsForResource(resource, { access: "shared" });
      at(threads, 3).waitsForResource(resource, { access: "shared" });
      const { target } = open(made);
      for (const waiter of threads.slice(1)) {
        const object = onlyObject(target, waiter);
        assert.deepEqual(
          [object.kind, toBigInt(object.address), object.isHeldShared],
          ["resource", resource.address, false],
        );
        assert.deepEqual(addresses(object.holders), [at(threads, 0).address]);
        const wait = readPresentWait(target, word(waiter.address));
        assert.ok(!(wait instanceof Absence));
        assert.deepEqual([wait.hasTimeout, wait.isRenewed], [true, true]);
      }
      const facts = readResource(target, word(resource.address));
      assert.ok(!(facts instanceof Absence) && !(facts.holders instanceof Absence));
      assert.deepEqual(
        facts.holders.map(({ thread, mode }) => [toBigInt(thread), mode]),
        [[at(threads, 0).address, "exclusive"]],
      );
      assert.deepEqual(
        sorted(facts.waiters.map(({ thread }) => toBigInt(thread))),
        sorted(threads.slice(1).map(({ address }) => address)),
      );
      assert.deepEqual(
        facts.waiters.map(({ mode }) => mode),
        ["exclusive", "shared", "shared"],
      );
    });

    it("that is held shared names all of its owners", () => {
      const made = scene(layout, 5);
      const { system, threads } = made;
      const owners = threads.slice(0, 4);
      const resource = system.resource({ sharedOwners: owners });
      at(threads, 4).waitsForResource(resource);
      const { target } = open(made);
      const object = onlyObject(target, at(threads, 4));
      assert.equal(object.isHeldShared, true);
      assert.deepEqual(sorted(addresses(object.holders)), sorted(owners.map(({ address }) => address)));
    });

    it("whose owner is not a thread says so", () => {
      const made = scene(layout, 2);
      const { system, threads } = made;
      const resource = system.resource({ owner: at(threads, 0) });
      at(threads, 1).waitsForResource(resource);
      const { target, image } = open(made);
      const { machine } = system;
      const first = machine.has("_ERESOURCE", "OwnerEntry") ? "OwnerEntry" : "OwnerThreads";
      const owner =
        resource.address + machine.offsetOf("_ERESOURCE", first) + machine.offsetOf("_OWNER_ENTRY", "OwnerThread");
      machine.writePointer(owner, resource.address | 3n);
      target.dropStop();
      void image;
      const facts = readResource(target, word(resource.address));
      assert.ok(!(facts instanceof Absence) && facts.holders instanceof Absence);
      assert.match(facts.holders.reason, /which is not a thread/);
    });

    it("is not seen if there is none", () => {
      const made = scene(layout, 1);
      const { target } = open(made);
      assert.ok(readResource(target, word(at(made.threads, 0).address)) instanceof Absence);
    });

    it("keeps its kind where nothing leads to it", () => {
      const made = scene(layout, 1);
      at(made.threads, 0).waitsFor(made.system.event({ kind: "synchronization" }), { reason: "WrResource" });
      const { target } = open(made);
      const object = onlyObject(target, at(made.threads, 0));
      assert.equal(object.kind, "resource");
      assert.deepEqual(object.address, object.dispatcher);
      assert.ok(object.holders instanceof Absence && object.holders.kind !== "NotApplicable");
    });
  });
}

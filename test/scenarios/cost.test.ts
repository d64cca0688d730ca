/** The cost of queries, in host calls and bytes read. */
import assert from "node:assert/strict";
import { scatterPools } from "../bench/scatter.ts";
import type { Cost } from "../bench/measure.ts";
import { ratiosOf } from "../bench/ratios.ts";
import { withCallMeter } from "../bench/script-meter.ts";
import {
  handleQuery,
  measureWorkload,
  packChains,
  packConnections,
  packDisplays,
  packFindings,
  packKinds,
  packOverview,
  packPorts,
  typedWalk,
  withCachedPages,
} from "../bench/workloads.ts";
import { KernelScenario, type KernelImage, type LayoutId } from "../kernel/index.ts";
import { scaled } from "../kernel/targets/index.ts";
import { openPack, type Pack } from "./pack.ts";

/**
 * Structures that a row of the table of ports rests on: the port, its communication info, its object header with the
 * name.
 */
const STRUCTURES_PER_PORT = 3;
const SMALL = 250;
const LARGE = 1000;
/** Scattered, these lie on more pages than {@link FEW_PAGES}. */
const SCATTERED = 3000;
const FEW_PAGES = 4096;

const systems = new Map<string, KernelImage>();

/** A system that stands still: no call goes to its clock. Nothing changes it, so the same one is measured each time. */
function system(ports: number, scattered = false): KernelImage {
  const key = `${ports} ${String(scattered)}`;
  let image = systems.get(key);
  if (image === undefined) {
    image = scaled(ports, "win10-19041-x64", scattered ? scatterPools : undefined);
    image.setLive(false);
    systems.set(key, image);
  }
  return image;
}

function perPort(cost: Cost, ports: number): { readonly calls: number; readonly bytes: number } {
  return { calls: cost.hostCalls / ports, bytes: cost.bytes / ports };
}

after(() => {
  systems.clear();
});

describe("what it costs to see all ports with owner, kind and name", function () {
  this.timeout(180000);

  for (const scattered of [false, true]) {
    it(`at most 1.2 block reads per structure, and no typed object (structures ${scattered ? "each on a page of its own" : "side by side"})`, () => {
      const cost = measureWorkload(system(LARGE, scattered), packPorts);
      assert.equal(cost.count, LARGE);
      assert.ok(cost.blockReads <= 1.2 * STRUCTURES_PER_PORT * LARGE, `${cost.blockReads} block reads`);
      for (const kind of [
        "createTypedObject",
        "createPointerObject",
        "fieldRead",
        "dereference",
        "arrayElement",
        "evaluateExpression",
        "handle",
      ]) {
        assert.equal(cost.calls[kind] ?? 0, 0, kind);
      }
    });
  }

  it("at least 20 times fewer host calls than with typed objects, and fewer than the query over handles makes", () => {
    const image = system(LARGE);
    const [pack, typed, handles] = [packPorts, typedWalk, handleQuery].map((workload) =>
      measureWorkload(image, workload),
    );
    assert.ok(pack !== undefined && typed !== undefined && handles !== undefined);
    assert.deepEqual([typed.count, handles.count], [LARGE, LARGE], "all of them see every port");
    assert.ok(typed.hostCalls >= 20 * pack.hostCalls, `${typed.hostCalls} calls against ${pack.hostCalls}`);
    assert.ok(handles.hostCalls > pack.hostCalls);
  });

  for (const [name, workload] of [
    ["ports", packPorts],
    ["findings over the whole system", packFindings],
  ] as const) {
    it(`${name}: calls and bytes grow no faster than the system`, () => {
      const small = perPort(measureWorkload(system(SMALL), workload), SMALL);
      const large = perPort(measureWorkload(system(LARGE), workload), LARGE);
      assert.ok(large.calls <= small.calls * 1.3, `${large.calls} calls per port against ${small.calls}`);
      assert.ok(large.bytes <= small.bytes * 1.3, `${large.bytes} bytes per port against ${small.bytes}`);
    });
  }
});

describe("the ratios of the benchmark", function () {
  this.timeout(180000);

  it("hold for small systems: reads per touched page, script calls per port and their growth, findings against the overview", () => {
    const measured = [
      typedWalk,
      packPorts,
      packKinds,
      packDisplays,
      packConnections,
      packOverview,
      packChains,
      packFindings,
    ];
    const rows = withCallMeter((meter) =>
      [SMALL / 2, SMALL].flatMap((ports) => {
        const image = system(ports);
        return measured.map((workload) => {
          const cost = measureWorkload(image, workload, meter);
          return { ports, workload: workload.name, cost, functionCalls: cost.script };
        });
      }),
    );
    const ratios = ratiosOf(rows);
    assert.ok(ratios.length > 40);
    // What is done once for a whole system weighs more in a small one, above all against typed objects.
    const missed = ratios.filter(({ name, holds }) => !holds && !/^Times fewer host calls/.test(name));
    assert.deepEqual(
      missed.map(({ name, value, target }) => `${name}: ${value.toFixed(2)} (${target})`),
      [],
    );
  });
});

describe("structures that each lie on a page of their own, more of them than pages are kept", function () {
  this.timeout(180000);

  for (const workload of [packOverview, packFindings]) {
    it(`${workload.name}: at most 1.2 block reads for each page`, () => {
      const { blockReads, pages } = measureWorkload(system(SCATTERED, true), withCachedPages(workload, FEW_PAGES));
      assert.ok(pages > FEW_PAGES, `${pages} pages`);
      assert.ok(blockReads <= 1.2 * pages, `${blockReads} block reads of ${pages} pages`);
    });
  }
});

/** Services that are all blocked by one mutant, each with a request in hand and one queued. */
function hungServices(services: number, layout: LayoutId): KernelImage {
  const scenario = new KernelScenario(layout);
  const client = scenario.process("client.exe");
  const mutant = scenario.mutant({ owner: scenario.process("holder.exe").thread({ state: "Running" }) });
  for (let index = 0; index < services; index += 1) {
    const server = scenario.process(`server${index}.exe`);
    const port = server.createsPort(`\\RPC Control\\hung${index}`);
    const worker = server.thread();
    worker.receives(client.thread().asks(client.connectsTo(port), { secondsAgo: 100 }));
    client.thread().asks(client.connectsTo(port), { secondsAgo: 90 });
    worker.waitsFor(mutant, { reason: "UserRequest", secondsAgo: 99 });
  }
  const image = scenario.build();
  image.setLive(false);
  return image;
}

describe("a hang of many services", function () {
  this.timeout(180000);

  for (const [layout, workload] of [
    ["winxp-sp3-x86", packChains],
    ["win10-19041-x64", packFindings],
  ] as const) {
    it(`${workload.name} on ${layout} cost the same for each service, however many wait for one lock`, () => {
      const [few, many] = withCallMeter((meter) =>
        [40, 120].map((services) => measureWorkload(hungServices(services, layout), workload, meter).script / services),
      );
      assert.ok(few !== undefined && many !== undefined && many <= few * 1.02, `${many} calls against ${few}`);
    });
  }
});

describe("what is not asked for is not read", () => {
  let pack: Pack;
  before(() => {
    pack = openPack(system(LARGE).target);
  });

  it("displaying the system reads less than 64 KB, the very first time and the layouts included", () => {
    const { bytes } = pack.cost(() => {
      pack.print("dx @$cursession.Alpc");
    });
    assert.ok(bytes < 64 * 1024, `${bytes} bytes`);
  });

  it("the first port is found without a walk", () => {
    pack.evaluate("@$cursession.Alpc.Refresh()");
    const { bytes } = pack.cost(() => {
      pack.evaluate("@$cursession.Alpc.Ports.First()");
    });
    assert.ok(bytes <= 4 * 4096, `${bytes} bytes`);
  });

  it("a port by its address costs one port", () => {
    const address = pack.address(pack.evaluate("@$cursession.Alpc.Ports.Skip(40).First()"));
    pack.evaluate("@$cursession.Alpc.Refresh()");
    const { bytes } = pack.cost(() => {
      pack.ask(`@$cursession.Alpc.Ports[0x${address.toString(16)}].Kind`);
    });
    assert.ok(bytes <= 6 * 4096, `${bytes} bytes`);
  });
});

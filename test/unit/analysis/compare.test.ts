/** Two moments compared: stuck, slow, new and gone. */
import assert from "node:assert/strict";
import { areOfOneSystem, compareMoments } from "../../../src/analysis/compare.ts";
import type { Comparison } from "../../../src/facts/comparison.ts";
import {
  formatActivity,
  formatDeadPort,
  formatGrowth,
  formatSameWait,
  formatVerdict,
  formatWait,
} from "../../../src/text/comparison.ts";
import { moment, setting, since } from "./compare-setting.ts";
import { NONE } from "./draft.ts";

const threads = (waits: Comparison["added"]): readonly string[] => waits.map(({ thread }) => thread.name);

describe("two moments compared", () => {
  it("say stuck where every wait is the same and no server thread has run", () => {
    const { scene, connection, worker, askers } = setting();
    for (const asker of askers) {
      asker.awaitsReplyFrom(worker, connection);
      since(asker, 30);
    }
    since(worker, 40);
    const earlier = moment(scene, 100);
    askers.forEach((asker, place) => {
      since(asker, 42 + place);
    });
    since(worker, 52);
    const comparison = compareMoments(earlier, moment(scene, 112));
    assert.equal(comparison.seconds, 12);
    assert.equal(formatVerdict(comparison), "stuck: 3 of 3 waits are the same as 12 s ago");
    assert.deepEqual(
      comparison.same.map(formatSameWait)[0],
      "explorer.exe (804.9a8): message 0x3 to 'ntsvcs' of services.exe (298), for 44 s; served by services.exe (298.2c0), which has not run since",
    );
    assert.deepEqual(
      [
        comparison.added,
        comparison.gone,
        comparison.growing,
        comparison.received,
        comparison.newPorts,
        comparison.deadPorts,
      ],
      [[], [], [], [], [], []],
    );
  });

  it("say slow where the server threads have run since", () => {
    const {
      scene,
      connection,
      worker,
      askers: [asker],
    } = setting();
    asker?.awaitsReplyFrom(worker, connection);
    since(asker, 5);
    since(worker, 5);
    const earlier = moment(scene, 100);
    since(asker, 15);
    since(worker, 2);
    assert.equal(
      formatVerdict(compareMoments(earlier, moment(scene, 110))),
      "slow: 1 of 1 wait is the same as 10 s ago; its server thread has run since",
    );
    worker.facts.state = "Running";
    assert.deepEqual(
      compareMoments(earlier, moment(scene, 110)).same.map(({ serverHasRun }) => serverHasRun),
      [true],
    );
  });

  it("distinguish new waits from ended and unchanged ones, whichever moment is given first", () => {
    const {
      scene,
      connection,
      worker,
      askers: [first, second, third],
    } = setting();
    first?.awaitsReplyFrom(worker, connection);
    second?.awaitsReplyFrom(worker, connection);
    const earlier = moment(scene, 100);
    second?.awaitsNothing();
    third?.awaitsReplyQueuedOn(connection);
    const later = moment(scene, 107.5);
    for (const comparison of [compareMoments(earlier, later), compareMoments(later, earlier)]) {
      assert.equal(comparison.earlier, earlier);
      assert.deepEqual(threads(comparison.same.map(({ wait }) => wait)), ["explorer.exe (804.9a0)"]);
      assert.deepEqual(threads(comparison.added), ["explorer.exe (804.9a8)"]);
      assert.deepEqual(threads(comparison.gone), ["explorer.exe (804.9a4)"]);
      assert.equal(
        formatVerdict(comparison),
        "slow: 1 of 2 waits is the same as 7.5 s ago; 1 new, 1 ended; its server thread has run since; 1 queue grows",
      );
      assert.deepEqual(comparison.growing.map(formatGrowth), [
        "Main queue of 'ntsvcs' of services.exe (298): from 0 to 1 message",
      ]);
    }
  });

  it("do not take a message with an id that was used again for the same", () => {
    const {
      scene,
      connection,
      worker,
      askers: [asker],
    } = setting();
    const message = asker?.awaitsReplyFrom(worker, connection);
    assert.ok(message);
    since(asker, 1);
    message.sequenceNo = 7;
    const earlier = moment(scene, 100);
    message.sequenceNo = 8;
    since(asker, 60);
    const next = compareMoments(earlier, moment(scene, 160));
    assert.deepEqual([next.same.length, next.added.length, next.gone.length], [0, 1, 1]);
    assert.match(formatVerdict(next), /^not stuck: the wait is newer than 60 s ago; 1 earlier wait ended/);
    message.sequenceNo = 7;
    since(asker, 2);
    assert.equal(
      compareMoments(earlier, moment(scene, 160)).same.length,
      1,
      "an APC begins a wait anew, the message is the same",
    );
    message.sequenceNo = NONE;
    assert.equal(
      compareMoments(earlier, moment(scene, 160)).same.length,
      0,
      "without a number the time of the wait tells",
    );
    since(asker, 61);
    assert.equal(compareMoments(earlier, moment(scene, 160)).same.length, 1);
  });

  it("do not take a process or a port for one that is gone", () => {
    const {
      scene,
      client,
      port,
      connection,
      worker,
      askers: [asker],
    } = setting();
    asker?.awaitsReplyFrom(worker, connection);
    const earlier = moment(scene, 100);
    const later = moment(scene, 110, { created: { 0x804: 2000 } });
    const comparison = compareMoments(earlier, later);
    assert.deepEqual([comparison.same.length, comparison.added.length, comparison.gone.length], [0, 1, 1]);
    assert.deepEqual(
      comparison.newPorts.map(({ address }) => address),
      [connection.address],
    );
    assert.deepEqual(comparison.deadPorts.map(formatDeadPort), [
      `ALPC_CLIENT_COMMUNICATION_PORT ${connection.address}: 'ntsvcs' of services.exe (298): gone`,
    ]);
    port.facts.isClosed = true;
    connection.facts.isDisconnected = true;
    client.creates("\\RPC Control\\new");
    const ended = compareMoments(earlier, moment(scene, 120));
    assert.deepEqual(
      ended.deadPorts.map(({ how }) => how),
      ["closed", "disconnected"],
    );
    assert.deepEqual(
      ended.newPorts.map(({ name }) => name),
      ["'new' of explorer.exe (804)"],
    );
    assert.deepEqual(
      compareMoments(moment(scene, 120), moment(scene, 130)).deadPorts,
      [],
      "what was closed before has not died since",
    );
  });

  it("say what server threads have done", () => {
    const {
      scene,
      connection,
      port,
      worker,
      server,
      askers: [first, second],
    } = setting();
    const message = first?.awaitsReplyFrom(worker, connection);
    const idle = server.thread(0x2c4).idlesOn(port);
    const asleep = server.thread(0x2c8).idlesOn(port);
    since(idle, 50);
    since(asleep, 50);
    since(worker, 50);
    const earlier = moment(scene, 100);
    assert.ok(message);
    message.serverThread = NONE;
    first?.awaitsNothing();
    second?.awaitsReplyFrom(worker, connection);
    since(idle, 3);
    since(asleep, 60);
    since(worker, 60);
    const later = moment(scene, 110);
    const { received } = compareMoments(earlier, later);
    assert.deepEqual(
      received.map((activity) => [activity.server.thread.name, formatActivity(activity)]),
      [
        ["services.exe (298.2c0)", "received message 0x2; finished message 0x1"],
        ["services.exe (298.2c4)", "ran and waits to receive again"],
      ],
    );
    const last = Array.from(scene.messages()).pop();
    Object.assign(last === undefined ? assert.fail() : scene.message(last), { serverThread: NONE });
    second?.awaitsNothing();
    const activity = compareMoments(later, moment(scene, 120)).received.find(({ server: { thread } }) =>
      thread.address.equals(worker.address),
    );
    assert.equal(
      activity === undefined ? "" : formatActivity(activity),
      "finished message 0x2",
      "a thread that serves nothing anymore",
    );
  });

  it("are silent where there is nothing to say", () => {
    const {
      scene,
      connection,
      worker,
      askers: [asker],
    } = setting();
    const idle = moment(scene, 100);
    assert.equal(
      formatVerdict(compareMoments(idle, moment(scene, 110))),
      "idle: no thread awaits a reply, as 10 s ago",
    );
    asker?.awaitsReplyFrom(worker, connection);
    const waiting = moment(scene, 110);
    assert.equal(formatVerdict(compareMoments(waiting, waiting)), "nothing to compare: both are of the same moment");
    assert.match(
      formatVerdict(compareMoments(waiting, moment(scene, 110.25))),
      /^too soon to tell: only 250 ms have passed; 1 of 1 wait is the same/,
    );
    assert.match(
      formatVerdict(compareMoments(idle, waiting)),
      /^not stuck: the wait is newer than 10 s ago; no thread awaited a reply then; 1 queue grows$/,
    );
    asker?.awaitsNothing();
    assert.match(
      formatVerdict(compareMoments(waiting, moment(scene, 260))),
      /^not stuck: no thread awaits a reply; the wait seen 2 min ago ended/,
    );
  });

  it("say what is not known: the clock, the message, the port", () => {
    const {
      scene,
      askers: [asker],
    } = setting();
    asker?.awaitsReplyOfNobodyKnown("no thread claims it");
    const comparison = compareMoments(moment(scene, undefined), moment(scene, undefined));
    assert.equal(comparison.seconds, undefined);
    assert.equal(formatVerdict(comparison), "stuck: 1 of 1 wait is the same as at the earlier stop");
    assert.deepEqual(
      comparison.same.map(({ wait }) => formatWait(wait)),
      ["explorer.exe (804.9a0): a message"],
    );
  });

  it("remember no more than fits, and say so", () => {
    const { scene, connection, worker, askers } = setting();
    askers.forEach((asker) => asker.awaitsReplyFrom(worker, connection));
    const small = moment(scene, 100, { most: 2 });
    assert.deepEqual([small.ports.length, small.waits.length, small.servers.length, small.leftOut], [2, 2, 1, 2]);
    assert.match(
      formatVerdict(compareMoments(small, moment(scene, 110, { most: 2 }))),
      /; not everything is compared: 4 more ports, waits or server threads than can be remembered$/,
    );
  });

  it("are of one system only if the kernel has the same address and some process is the same", () => {
    const { scene } = setting();
    const first = moment(scene, 100);
    assert.equal(areOfOneSystem(first, moment(scene, 110)), true);
    assert.equal(areOfOneSystem(first, moment(scene, 110, { kernel: "elsewhere" })), false);
    assert.equal(areOfOneSystem(first, moment(scene, 110, { created: { 0x804: 5 } })), true);
    assert.equal(areOfOneSystem(first, moment(scene, 110, { created: { 0x804: 5, 0x298: 6 } })), false);
    assert.equal(
      areOfOneSystem(first, moment(scene, 110, { created: { 0x804: 0, 0x298: 0 } })),
      true,
      "nothing speaks against it",
    );
  });
});

/** Expected values of threads, from the facts. */
import assert from "node:assert/strict";
import type { ThreadFacts } from "../../kernel/index.ts";
import type { Check, Expectations, World } from "./world.ts";

export const threadExpectations: Expectations<ThreadFacts> = {
  Address: (world, value, { address }) => {
    world.plain(value, address);
  },
  Id: (world, value, { id }) => {
    world.plain(value, id);
  },
  Process: (world, value, { process }) => {
    world.leadsTo(value, process);
  },
  State: (world, value, { state }) => {
    world.plain(value, state);
  },
  Name: (world, value) => {
    world.absent(value, world.has("_ETHREAD", "ThreadName") ? "NotApplicable" : "NotInThisBuild");
  },
  WaitReason: (world, value, { state, waitReason }) => {
    if (state === "Waiting") {
      world.plain(value, waitReason);
    } else {
      world.absent(value, "NotApplicable");
    }
  },
  WaitsFor: (world, value, { state }) => {
    if (state === "Waiting") {
      world.pack.elements(value);
    } else {
      world.absent(value, "NotApplicable");
    }
  },
  Holds: (world, value) => {
    world.pack.elements(value).forEach((lock) => {
      assert.equal(world.get(lock, "Kind"), "Mutant");
    });
  },
  PendingRequests: (world, value) => {
    if (world.image.scenario.machine.layout.types["_IRP"] === undefined) {
      world.absent(value, "NotInThisBuild");
    } else {
      assert.deepEqual(world.pack.elements(value), []);
    }
  },
  HasExited: (world, value, { hasExited }) => {
    world.plain(value, hasExited);
  },
  Frozen: (world, value) => {
    world.plain(value, false);
  },
  ServiceTag: (world, value, { serviceTag }) => {
    if (serviceTag === undefined) {
      // Only threads with a tag have user memory of their own here.
      assert.match(world.pack.display(value), /^<.+>$/);
    } else {
      world.plain(value, serviceTag);
    }
  },
  Suspension: (world, value, { suspendCount }) => {
    world.plain(value, suspendCount > 0 ? "suspended" : "none");
  },
  SuspendCount: (world, value, { suspendCount }) => {
    world.plain(value, suspendCount);
  },
  Alpc: (world, value, { id }) => {
    assert.ok(world.pack.display(value).includes(`.${id.toString(16)})`));
  },
  Object: (world, value, { address }) => {
    world.leadsTo(value, address);
  },
  Thread: (world, value, { id }) => {
    world.number(world.get(value, "Id"), id);
  },
};

/** A check that applies only while the thread awaits a reply. */
function awaited(
  check: (world: World, value: unknown, awaits: NonNullable<ThreadFacts["awaits"]>, facts: ThreadFacts) => void,
): Check<ThreadFacts> {
  return (world, value, facts) => {
    if (facts.awaits === undefined) {
      world.absent(value);
    } else {
      check(world, value, facts.awaits, facts);
    }
  };
}

/**
 * The message that the thread awaits the reply to, unless it was canceled: then it does not name the thread anymore.
 */
function isKnown(world: World, facts: ThreadFacts): boolean {
  return world.message(facts.awaits?.message)?.waitingThread === facts.address;
}

/** The thread that received the request: in the age of LPC by the id that it received last. */
function serverOf(world: World, messageId: number): bigint | undefined {
  return world.isAlpc
    ? world.facts.messages.find(({ id }) => id === messageId)?.serverThread
    : world.facts.threads.find(({ servingId }) => servingId === messageId)?.address;
}

const commonExpectations: Expectations<ThreadFacts> = {
  Thread: (world, value, { address }) => {
    world.leadsTo(value, address);
  },
  IsWaitingForReply: (world, value, { awaits }) => {
    world.plain(value, awaits !== undefined);
  },
  MessageId: awaited((world, value, { messageId }) => {
    world.number(value, messageId);
  }),
  Message: awaited((world, value, { message }, facts) => {
    if (isKnown(world, facts)) {
      world.leadsTo(value, message);
    } else {
      assert.match(world.pack.display(value), /^<.+>$/);
    }
  }),
  WaitingOn: awaited((world, value, { port }, facts) => {
    if (world.isAlpc && !isKnown(world, facts)) {
      assert.match(world.pack.display(value), /^<.+>$/);
    } else {
      world.leadsTo(value, world.port(port)?.connectionPort);
    }
  }),
  ServerThread: awaited((world, value, { messageId }) => {
    const server = serverOf(world, messageId);
    if (server === undefined) {
      assert.match(world.pack.display(value), /^<.+>$/);
    } else {
      world.leadsTo(value, server);
    }
  }),
  Serving: (world, value, { serving, servingId }) => {
    if (world.isAlpc) {
      world.holds(value, serving);
    } else {
      // The request itself was freed when it was received: its id is left.
      const isOwed = world.facts.threads.some(({ awaits }) => awaits !== undefined && awaits.messageId === servingId);
      assert.deepEqual(
        world.pack.elements(value).map((request) => Number(world.pack.data(world.get(request, "Id")))),
        isOwed ? [servingId] : [],
      );
    }
  },
  ReceivingOn: (world, value, { receivingOn, boundTo, waitReason, state }) => {
    const queue = state === "Waiting" && waitReason === "WrQueue" ? boundTo : undefined;
    const expected = [
      ...(receivingOn === undefined ? [] : [["Port", receivingOn]]),
      ...(queue === undefined ? [] : [["CompletionPort", queue]]),
    ];
    assert.deepEqual(
      world.pack.elements(value).map((place) => [world.get(place, "Kind"), world.pack.address(place)]),
      expected,
    );
    for (const place of world.pack.elements(value)) {
      world.leadsTo(world.get(place, "Port"), receivingOn);
    }
  },
  WaitReason: (world, value, { waitReason, state }) => {
    if (state === "Waiting") {
      world.plain(value, waitReason);
    } else {
      world.absent(value);
    }
  },
  WaitTime: (world, value, { secondsWaited, state }) => {
    if (state === "Waiting") {
      assert.ok(
        Math.abs(Number(world.pack.data(value)) - secondsWaited) < 1,
        `${String(world.pack.data(value))} s, not ${secondsWaited} s`,
      );
    } else {
      world.absent(value);
    }
  },
  WaitChain: (world, value, { address }) => {
    world.leadsTo(world.get(value, "Thread"), address);
    const [first] = world.pack.elements(world.get(value, "Links"));
    world.leadsTo(world.get(first, "Thread"), address);
  },
};

export const threadAlpcExpectations: Expectations<ThreadFacts> = commonExpectations;

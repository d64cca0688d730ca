/** Wait chains and findings of captured XP memory, compared with an independent reader's results. */
import assert from "node:assert/strict";
import { describeCaptures, type Capture } from "./snapshot-model-capture.ts";
import { comparable, type ExpectedLink } from "./snapshot-lpc-expected.ts";

/**
 * The reader lists threads with a reply id. In capture 5 one more is blocked without an id: thread 1196, whose
 * connection to \LpcTestHalf was accepted by thread 1088 and never completed.
 */
const HALF_CONNECTED = {
  thread: "0xffba61b0",
  tid: 1196,
  message: "0xe1518be8",
  port: "0xe1342798",
  server: 1088,
} as const;

/** What the test program of capture 5 has done on purpose, by rule and subject. */
const TROUBLES: readonly string[] = [
  // The cycle through the mutex; its first thread by address.
  "alpc-deadlock 0xffba5ac0",
  // \LpcTestStuck: three requests behind its only worker, which sleeps. \LpcTestPending: a connection that nobody
  // accepts.
  "alpc-no-server-thread 0xe133ad68",
  "alpc-no-server-thread 0xe1342958",
  // Thread 1100 asks the client, of which no thread receives while others wait for the server.
  "alpc-mutual-request 0xffbbab40",
  // A connection port without handles and name, with a client; a client whose server has closed its end.
  "alpc-dead-server 0xe1500038",
  "alpc-dead-server 0xe151c628",
  // \LpcTestQuiet holds the last words of process 1224; two server ports have lost their clients.
  "alpc-dead-client 0xe1342258",
  "alpc-dead-client 0xe15223b0",
  "alpc-dead-client 0xe15227f8",
];

function withHalf(capture: Capture, threads: readonly string[]): readonly string[] {
  return capture.which === 5 ? [...threads, HALF_CONNECTED.thread] : threads;
}

/**
 * The model's chain in the reader's words: each step, then how it ends. The reader follows to the first thread that
 * comes up again.
 */
function describeChain(capture: Capture, chain: unknown): readonly ExpectedLink[] {
  const { pack, get, list, number, plain, absence, address } = capture;
  const links: ExpectedLink[] = [];
  for (const link of list(chain, "Links")) {
    const thread = get(link, "Thread");
    const tid = absence(thread) === undefined ? number(get(thread, "Id")) : undefined;
    const relation = String(plain(get(link, "Relation")));
    if (relation === "awaits reply to" && tid !== undefined) {
      links.push({ tid, waitsFor: `reply ${number(get(thread, "Alpc", "MessageId"))}` });
    } else if (relation === "waits for mutant" && tid !== undefined) {
      links.push({ tid, waitsFor: `mutant ${address(get(link, "Object"))}` });
    } else if (tid !== undefined) {
      links.push({ tid, end: "thread" });
    }
  }
  const root = get(chain, "Root");
  const kind = plain(get(root, "Kind"));
  if (plain(get(chain, "EndsInDeadlock")) === true) {
    return [...links, { end: "cycle", backTo: number(get(get(root, "Object"), "Id")) }];
  }
  if (kind === "Port") {
    const port = get(root, "Object");
    return [
      ...links,
      {
        end: "queued",
        port: address(port),
        name: (plain(get(port, "Path")) ?? null) as string | null,
        receivers: pack.elements(get(port, "WaitQueue")).length,
      },
    ];
  }
  return kind === "Unknown" ? [...links, { end: "nobody found" }] : links;
}

describeCaptures("waits", (capture) => {
  it("are those of every thread that awaits a reply", () => {
    const { pack, expected, address } = capture();
    const waiting = pack.elements(pack.evaluate("@$cursession.Alpc.WaitingThreads")).map(address);
    assert.deepEqual(
      [...waiting].sort(),
      [
        ...withHalf(
          capture(),
          expected.waitingForReply.map(({ thread }) => thread),
        ),
      ].sort(),
    );
    for (const { address: thread } of expected.threads) {
      assert.equal(
        capture().plain(capture().get(capture().thread(thread), "Alpc", "IsWaitingForReply")),
        waiting.includes(thread),
        thread,
      );
    }
  });

  it("name message and port, and who owes the reply if known", () => {
    const { expected, get, address, number, absence } = capture();
    for (const wait of expected.waitingForReply) {
      const view = get(capture().thread(wait.thread), "Alpc");
      assert.equal(number(get(view, "MessageId")), wait.messageId);
      assert.equal(address(get(view, "Message")), wait.message[0]?.address ?? "0x00000000", `thread ${wait.tid}`);
      assert.equal(address(get(view, "LpcWaitingOnPort")), wait.waitingOnPort ?? "0x00000000");
      assert.equal(address(get(view, "LpcReplyMessage")), wait.replyMessage ?? "0x00000000");
      assert.equal(address(get(view, "ReplyChainPort")), wait.replyChainOf);
      const [owner] = wait.owedBy;
      assert.equal(wait.owedBy.length <= 1, true);
      if (owner === undefined) {
        assert.equal(absence(get(view, "ServerThread")), "NotApplicable", `thread ${wait.tid}`);
      } else {
        assert.equal(address(get(view, "ServerThread")), owner.thread, `thread ${wait.tid}`);
      }
      // The port that is awaited is the one on whose queue the request lies or lay: of a server's reply chain the
      // connection port, else the chain's port itself.
      const chained = expected.ports.find((port) => port.address === wait.replyChainOf);
      assert.equal(
        address(get(view, "WaitingOn")),
        chained?.kind === "server communication" ? chained.connectionPort : wait.replyChainOf,
        `thread ${wait.tid}`,
      );
    }
  });

  it("are reported from the server's side as well", () => {
    const { expected, get, addresses } = capture();
    for (const { address: thread, tid } of expected.threads) {
      const owed = expected.waitingForReply
        .filter(({ owedBy }) => owedBy.some((owner) => owner.thread === thread))
        .map((wait) => wait.thread);
      const half = capture().which === 5 && tid === HALF_CONNECTED.server ? [HALF_CONNECTED.thread] : [];
      assert.deepEqual(
        [...addresses(get(capture().thread(thread), "Alpc"), "ServedThreads")].sort(),
        [...owed, ...half].sort(),
        `thread ${tid}`,
      );
    }
  });

  it("lead along the reader's chains, one for each waiting thread", () => {
    const { pack, expected, get, number } = capture();
    const chains = new Map(
      pack
        .elements(pack.evaluate("@$cursession.Alpc.WaitChains"))
        .map((chain) => [number(get(chain, "Thread", "Id")), chain]),
    );
    assert.equal(
      chains.size,
      withHalf(
        capture(),
        expected.chains.map((chain) => String(chain[0]?.tid)),
      ).length,
    );
    for (const chain of expected.chains) {
      const tid = chain[0]?.tid ?? 0;
      assert.deepEqual(describeChain(capture(), chains.get(tid)), chain.map(comparable), `thread ${tid}`);
      const cycle = chain.find(({ end }) => end === "cycle")?.backTo;
      assert.equal(capture().plain(get(chains.get(tid), "EndsInDeadlock")), cycle !== undefined);
      assert.equal(capture().plain(get(chains.get(tid), "IsDeadlock")), cycle === tid);
    }
    if (capture().which === 5) {
      assert.deepEqual(describeChain(capture(), chains.get(HALF_CONNECTED.tid)).slice(-1), [
        { tid: HALF_CONNECTED.server, end: "thread" },
      ]);
    }
  });

  it("find the cycle through the mutex, once, and no other", () => {
    const { pack, expected, get, list, number } = capture();
    const cycles = new Set(
      expected.chains
        .filter((chain) => chain.some(({ end }) => end === "cycle"))
        .map((chain) => {
          const back = chain.find(({ end }) => end === "cycle")?.backTo;
          const tids = chain.flatMap(({ tid }) => tid ?? []);
          return tids
            .slice(tids.indexOf(back ?? 0))
            .sort((a, b) => a - b)
            .join(" ");
        }),
    );
    const found = pack.elements(pack.evaluate("@$cursession.Alpc.Deadlocks")).map((deadlock) =>
      list(deadlock, "Links")
        .map((link) => number(get(link, "Thread", "Id")))
        .sort((a, b) => a - b)
        .join(" "),
    );
    assert.deepEqual(found, [...cycles]);
    assert.equal(found.length, capture().which === 5 ? 1 : 0);
  });

  it("and what is wrong is found, in a healthy system nothing", () => {
    const { pack, get, plain, address } = capture();
    const found = pack
      .elements(pack.evaluate("@$cursession.Alpc.Findings"))
      .map((finding) => `${String(plain(get(finding, "Rule")))} ${address(get(finding, "Subject"))}`);
    assert.deepEqual([...found].sort(), capture().which === 5 ? [...TROUBLES].sort() : []);
  });
});

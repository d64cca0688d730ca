/** Findings on LPC systems: problems that look different there, and a comparison of the others with ALPC. */
import assert from "node:assert/strict";
import { lpcLayoutIds } from "../kernel/index.ts";
import { FindingsDesk, type FindingRow } from "./findings-desk.ts";
import type { Built } from "./troubles/trouble.ts";
import { troubles } from "./troubles/troubles.ts";

interface LpcTrouble {
  /** As the scene is named. */
  readonly name: string;
  readonly rules: readonly string[];
  readonly says: RegExp;
  readonly holdsUp: number;
  /** The finding's subject is the scene's; else something of the client's. */
  readonly hasSubject: boolean;
}

const lpcTroubles: readonly LpcTrouble[] = [
  {
    // The request of the second is queued, and whoever could receive it is one of the two.
    name: "two servers whose only workers ask each other",
    rules: ["alpc-deadlock", "alpc-no-server-thread"],
    holdsUp: 3,
    hasSubject: true,
    says: /services\.exe \(204\.\w+\) awaits the reply to message 0x22101 on 'spoolss'\. spoolsv\.exe \(4c8\.\w+\) awaits the reply to message 0x22102 on 'ntsvcs', still queued/,
  },
  // The kernel clears both links of the client's port, so the finding is about that.
  {
    name: "a server process that has exited",
    rules: ["alpc-dead-server"],
    holdsUp: 1,
    hasSubject: false,
    says: /nothing is left at its other end.*explorer\.exe \(804\.808\) awaits a reply that cannot come/,
  },
  // Nameless, without handles, but alive through its clients.
  {
    name: "a port closed under its clients",
    rules: ["alpc-dead-server"],
    holdsUp: 0,
    hasSubject: true,
    says: /the port is closed/,
  },
  {
    name: "workers that all want the same mutant",
    rules: ["alpc-no-server-thread"],
    holdsUp: 4,
    hasSubject: true,
    says: /^1 request is waiting on the queue of 'ntsvcs'.* explorer\.exe \(804\.808\) awaits its reply/,
  },
  {
    name: "a client that has exited",
    rules: ["alpc-dead-client"],
    holdsUp: 0,
    hasSubject: true,
    says: /'ntsvcs' of services\.exe \(204\) still holds 1 port for/,
  },
];

/**
 * Troubles of structures that LPC does not have: a received message is freed at once, and the kind is in the flags
 * alone.
 */
const onlyAlpc: readonly string[] = [
  "a reply for a thread that waits for something else",
  "a message on no queue whose server thread has exited",
  "a port whose bits and connection disagree about its kind",
];

function build(name: string, layout: (typeof lpcLayoutIds)[number], ill: boolean): Built {
  const trouble = troubles.find((candidate) => candidate.name === name);
  assert.ok(trouble, name);
  return trouble.build(layout, ill);
}

describe("findings of the age of LPC", () => {
  for (const layout of lpcLayoutIds) {
    describe(`on ${layout}`, () => {
      let desk: FindingsDesk;
      before(() => {
        desk = new FindingsDesk();
      });
      const look = (built: Built): readonly FindingRow[] => desk.look(built.image);

      for (const { name, rules, says, holdsUp, hasSubject } of lpcTroubles) {
        it(`report ${name}`, () => {
          const built = build(name, layout, true);
          const rows = look(built);
          assert.deepEqual(rows.map(({ rule }) => rule).sort(), [...rules].sort());
          const found = rows.find(({ rule }) => rule === rules[0]);
          assert.ok(found);
          assert.match(found.explanation, says);
          assert.equal(found.holdsUp, holdsUp);
          assert.equal(found.subject === built.subject, hasSubject, found.title);
        });

        it(`are silent without ${name}`, () => {
          assert.deepEqual(
            look(build(name, layout, false)).map(({ title }) => title),
            [],
          );
        });
      }

      for (const name of onlyAlpc) {
        it(`do not know ${name}`, () => {
          assert.deepEqual(
            look(build(name, layout, true)).map(({ title }) => title),
            [],
          );
        });
      }
    });
  }

  it("are all looked at: no trouble of the table is left out", () => {
    const looked = new Set([...lpcTroubles.map(({ name }) => name), ...onlyAlpc]);
    assert.deepEqual(
      troubles.filter(({ lpcToo, name }) => !lpcToo && !looked.has(name)).map(({ name }) => name),
      [],
    );
  });
});

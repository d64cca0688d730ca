/** A dump as a session for programs. */
import assert from "node:assert/strict";
import { inspect } from "node:util";
import { sampleSession } from "./sample-session.ts";

interface PortView extends Iterable<unknown> {
  readonly Address: bigint;
  readonly Name: string;
  readonly Owner: { readonly Name: string };
  readonly PendingQueue: Iterable<{ readonly Id: number; readonly Address: bigint }>;
}

interface SessionView {
  readonly Alpc: {
    readonly Ports: Iterable<PortView>;
    Port(address: bigint | PortView): PortView;
    Find(pattern: string): Iterable<PortView>;
  };
}

describe("open()", () => {
  const dump = sampleSession();
  const alpc = (): SessionView["Alpc"] => (dump().session as SessionView).Alpc;

  it("gives objects with properties, iteration and methods", () => {
    const ports = [...alpc().Ports];
    assert.equal(ports.length, 22);
    const port = ports.find(({ Address }) => Address === 0xffffe0014000cbd0n);
    assert.equal(port?.Name, "RingPort1");
    assert.equal(port.Owner.Name, "ring1.exe");
    assert.deepEqual(
      [...port.PendingQueue].map(({ Address }) => Address),
      [0xffffc00150002010n],
    );
    assert.deepEqual([...alpc().Find("Row*")].map(({ Name }) => Name).sort(), ["RowPort0", "RowPort1", "RowPort2"]);
  });

  it("takes addresses and views as arguments", () => {
    const port = alpc().Port(0xffffe0014000cbd0n);
    assert.equal(alpc().Port(port).Address, 0xffffe0014000cbd0n);
  });

  it("shows objects as dx does", () => {
    const port = alpc().Port(0xffffe0014000cbd0n);
    assert.match(String(port), /^0xffffe0014000cbd0 ALPC_CONNECTION_PORT /);
    assert.equal(inspect(port), String(port));
    assert.ok(Object.keys(port).includes("MainQueue"));
    assert.equal((port as unknown as Record<string, unknown>)["Nothing"], undefined);
  });

  it("evaluates expressions, runs commands, gives findings and explains memory", () => {
    assert.equal(dump().evaluate("@$curprocess.Name"), "explorer.exe");
    assert.match(dump().command("!alpcx_deadlocks"), /Deadlocks: 1/);
    assert.ok(
      dump()
        .findings()
        .some(({ rule, severity }) => rule === "alpc-deadlock" && severity === "Error"),
    );
    assert.equal(dump().explain(0xffffe0014000cbd0n), undefined);
    assert.match(dump().explain(0xffffe00240000000n) ?? "", /^not mapped/);
  });
});

/** What tests of the rules start from: a client and a server with its port, and how findings are asked for. */
import assert from "node:assert/strict";
import type { Finding, RuleId } from "../../../src/analysis/finding.ts";
import { findFindings } from "../../../src/analysis/findings.ts";
import type { Scope } from "../../../src/analysis/scope.ts";
import type { PortActor } from "./port-actor.ts";
import type { ProcessActor } from "./process-actor.ts";
import { Scene } from "./scene.ts";

/** A client with a connection to a server of two idle workers: everything is well. */
export interface Setting {
  readonly scene: Scene;
  readonly client: ProcessActor;
  readonly server: ProcessActor;
  readonly port: PortActor;
  readonly connection: PortActor;
}

/** A client, a server and the server's port. */
export function newSetting(): Setting {
  const scene = new Scene();
  const client = scene.newProcess("explorer.exe", 0x804);
  const server = scene.newProcess("services.exe", 0x298);
  const port = server.creates("ntsvcs");
  return { scene, client, server, port, connection: client.connectsTo(port) };
}

/** The one finding of a rule. Fails where there are none or several. */
export function findOnly(scene: Scene, rule: RuleId, scope: Scope = { kind: "system" }): Finding {
  const found = findFindings(scene, { scope }).filter((finding) => finding.rule === rule);
  assert.equal(found.length, 1, `${rule}: ${found.length} findings`);
  const only = found[0];
  assert.ok(only);
  return only;
}

/** No rule says anything. */
export function assertSilent(scene: Scene): void {
  assert.deepEqual(
    findFindings(scene).map((finding) => `${finding.rule}: ${finding.explanation}`),
    [],
  );
}

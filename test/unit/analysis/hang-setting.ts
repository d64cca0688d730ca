/** What tests of hangs start from: one client that asks one server; how chains, roots and findings are asked for. */
import assert from "node:assert/strict";
import type { Finding } from "../../../src/analysis/finding.ts";
import { findFindings } from "../../../src/analysis/findings.ts";
import { groupByRoot, type RootGroup } from "../../../src/analysis/roots.ts";
import { analyzeWaits } from "../../../src/analysis/wait-analysis.ts";
import type { WaitChain } from "../../../src/analysis/wait-chain.ts";
import { formatGroup } from "../../../src/analysis/why.ts";
import { formatRoot } from "../../../src/text/wait-root.ts";
import { formatChain } from "../../../src/view/chain-line.ts";
import type { PortActor } from "./port-actor.ts";
import type { ProcessActor } from "./process-actor.ts";
import { Scene } from "./scene.ts";
import type { ThreadActor } from "./thread-actor.ts";

/** One client and one server. */
export interface Setting {
  readonly scene: Scene;
  readonly client: ProcessActor;
  readonly server: ProcessActor;
  readonly port: PortActor;
  readonly connection: PortActor;
  readonly asker: ThreadActor;
  readonly worker: ThreadActor;
}

/** explorer.exe (804.9a4) awaits a reply from svchost.exe (2a0.c), which another scene lets wait for something. */
export function newSetting(): Setting {
  const scene = new Scene();
  const client = scene.newProcess("explorer.exe", 0x804);
  const server = scene.newProcess("svchost.exe", 0x2a0);
  const port = server.creates("\\RPC Control\\LRPC-1");
  const connection = client.connectsTo(port);
  const asker = client.thread(0x9a4).hasWaited(300);
  const worker = server.thread(0xc);
  port.hasWorkers(worker);
  asker.awaitsReplyFrom(worker, connection);
  return { scene, client, server, port, connection, asker, worker };
}

/** A text with its addresses left out. */
export const hidden = (text: string): string => text.replace(/0x[0-9a-f]{9,16}/g, "0x...");

/** The chain of a thread. Fails where it has none. */
export function chainOf(thread: ThreadActor): WaitChain {
  const chain = analyzeWaits(thread.scene, [thread.address]).findChain(thread.address);
  assert.ok(chain);
  return chain;
}

/** The root as a phrase, addresses left out. */
export function rootOf({ scene, asker }: Setting): string {
  return hidden(formatRoot(scene, chainOf(asker).root));
}

/** The line of the client's chain. */
export function lineOf({ scene, asker }: Setting): string {
  return hidden(formatChain(scene, chainOf(asker)));
}

/** The one group of a scene. Fails where there are none or several. */
export function onlyRoot(scene: Scene): RootGroup {
  const groups = groupByRoot(analyzeWaits(scene));
  assert.equal(groups.length, 1, groups.map((group) => formatGroup(scene, group)).join("; "));
  const [group] = groups;
  assert.ok(group);
  return group;
}

/** What one rule says of the whole scene. */
export function findingsOf(scene: Scene, rule: Finding["rule"]): readonly Finding[] {
  return findFindings(scene).filter((finding) => finding.rule === rule);
}

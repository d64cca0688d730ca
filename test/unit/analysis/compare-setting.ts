/** What tests of comparisons start from: a client and a server, and moments of them. */
import assert from "node:assert/strict";
import { takeMoment } from "../../../src/analysis/moment.ts";
import type { Moment } from "../../../src/facts/moment.ts";
import { notApplicable } from "../../../src/target/absence.ts";
import { Word64 } from "../../../src/target/word64.ts";
import { Scene } from "./scene.ts";
import type { ThreadActor } from "./thread-actor.ts";

/** Creation times by the id of the process. */
type Created = Readonly<Record<number, number>>;

export function moment(
  scene: Scene,
  uptime: number | undefined,
  { created = {}, kernel = "k", most }: { created?: Created; kernel?: string; most?: number } = {},
): Moment {
  return takeMoment(
    scene,
    {
      kernel,
      uptime: uptime ?? notApplicable("no clock"),
      creationTime: (process) => {
        const id = scene.processActors.get(process.key)?.facts.id;
        return Word64.fromNumber(typeof id === "number" ? (created[id] ?? 1000) : 1000);
      },
    },
    most,
  );
}

export function setting() {
  const scene = new Scene();
  const client = scene.newProcess("explorer.exe", 0x804);
  const server = scene.newProcess("services.exe", 0x298);
  const port = server.creates("\\RPC Control\\ntsvcs");
  const connection = client.connectsTo(port);
  const worker = server.thread(0x2c0);
  const askers = [0x9a0, 0x9a4, 0x9a8].map((id) => client.thread(id));
  return { scene, client, server, port, connection, worker, askers };
}

/** The thread's wait began that long ago. */
export function since(thread: ThreadActor | undefined, seconds: number): void {
  assert.ok(thread);
  thread.facts.state = "Waiting";
  thread.parts.seconds = seconds;
}

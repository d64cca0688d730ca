/** What tests of wait chains start from: a client and a server that wait for nothing yet. */
import { Scene } from "./scene.ts";

export function twoProcesses() {
  const scene = new Scene();
  const client = scene.newProcess("explorer.exe", 0x804);
  const server = scene.newProcess("services.exe", 0x298);
  const port = server.creates("ntsvcs");
  const connection = client.connectsTo(port);
  return { scene, client, server, port, connection, asker: client.thread(0x9a4), worker: server.thread(0x2c0) };
}

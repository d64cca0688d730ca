/** Expected values of connections, from the facts. */
import type { ConnectionFacts } from "../../kernel/index.ts";
import type { Expectations, World } from "./world.ts";

/** The owner of a port, unless it has gone. */
function ownerOf(world: World, port: bigint | undefined): bigint | undefined {
  const facts = world.port(port);
  // LPC ports name their owner by its id, so one that has exited is still found.
  return facts === undefined || (facts.ownerGone && world.isAlpc) ? undefined : facts.owner;
}

export const connectionExpectations: Expectations<ConnectionFacts> = {
  ConnectionPort: (world, value, { connectionPort }) => {
    world.leadsTo(value, connectionPort);
  },
  Name: (world, value, { connectionPort }) => {
    const name = world.port(connectionPort)?.name;
    if (name === undefined) {
      world.absent(value);
    } else {
      world.plain(value, name);
    }
  },
  ClientPort: (world, value, { clientPort }) => {
    world.leadsTo(value, clientPort);
  },
  ClientProcess: (world, value, { clientPort }) => {
    world.leadsTo(value, ownerOf(world, clientPort));
  },
  ServerPort: (world, value, { serverPort }) => {
    world.leadsTo(value, serverPort);
  },
  ServerProcess: (world, value, { connectionPort }) => {
    world.leadsTo(value, ownerOf(world, connectionPort));
  },
  CommunicationInfo: (world, value, { communicationInfo }) => {
    if (communicationInfo === undefined) {
      world.absent(value);
    } else {
      world.plain(value, communicationInfo);
    }
  },
  Queued: (world, value, { clientPort, serverPort }) => {
    const ends = [world.port(clientPort), world.port(serverPort)];
    world.holds(
      value,
      ends.flatMap((port) =>
        port === undefined ? [] : Object.values(port.queues).flatMap(({ messages }) => messages),
      ),
    );
  },
};

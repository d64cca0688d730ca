/** Services that hang, and their clients. */
import type { ScenarioMessage } from "../scenario/message.ts";
import type { ScenarioPort } from "../scenario/port.ts";
import type { ScenarioProcess } from "../scenario/process.ts";
import type { ScenarioThread } from "../scenario/thread.ts";
import { connectionOf, giveWorkers, type Desktop } from "./cast.ts";
import { rpcRequest } from "./rpc.ts";

/** A client's thread sends a request; if a server's thread is given, it has received the request. */
export function ask(
  client: ScenarioThread,
  port: ScenarioPort,
  secondsAgo: number,
  server?: ScenarioThread,
): ScenarioMessage {
  const data = rpcRequest({ callId: 4, interfaceNumber: 0, procedure: 7, argumentBytes: 0x20 });
  const request = client.asks(connectionOf(client.process, port), { data, secondsAgo });
  server?.receives(request);
  return request;
}

/** A service with one port and that many workers. */
export function service(
  desktop: Desktop,
  name: string,
  image: string,
  path: string,
  workers = 2,
): { process: ScenarioProcess; port: ScenarioPort } {
  const { scenario, services } = desktop;
  const process = scenario.process(image, {
    parent: services,
    session: 0,
    commandLine:
      image === "svchost.exe"
        ? `C:\\Windows\\system32\\svchost.exe -k netsvcs -p -s ${name}`
        : `C:\\Windows\\System32\\${image}`,
  });
  const port = process.createsPort(path);
  giveWorkers(scenario, port, workers);
  return { process, port };
}

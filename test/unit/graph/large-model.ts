/** The hung system's graph with many idle processes, of any size, made from plain data. */
import { buildGraph } from "../../../src/analysis/graph.ts";
import type { GraphEdge, GraphModel, GraphNode } from "../../../src/analysis/graph-model.ts";
import { buildHungSystem } from "./hung-system.ts";

/** `quiet`: further processes, each with a service and a client of the first connection port. */
export function buildLargeModel(quiet: number): GraphModel {
  const model = buildGraph(buildHungSystem(0).scene, { kind: "system" });
  const service = model.nodes.find(({ kind }) => kind === "connection port")?.id ?? "";
  const places = Array.from({ length: quiet }, (_unused, place) => place);
  const name = (place: number): string => `process-quiet-${place}`;
  return {
    title: model.title,
    clusters: [
      ...model.clusters,
      ...places.map((place) => ({
        id: name(place),
        label: `dllhost.exe (${(0x1000 + 4 * place).toString(16)})`,
        isDead: false,
        details: [],
      })),
    ],
    nodes: [
      ...model.nodes,
      ...places.flatMap((place): readonly GraphNode[] => [
        {
          id: `port-quiet-${place}`,
          kind: "connection port",
          label: `OLE${place}`,
          cluster: name(place),
          isDeadlocked: false,
          details: [{ label: "Address", value: `0xffffa801${place}` }],
        },
        {
          id: `port-client-${place}`,
          kind: "client port",
          label: "client of 'ApiPort'",
          cluster: name(place),
          isDeadlocked: false,
          details: [{ label: "Address", value: `0xffffa802${place}` }],
        },
      ]),
    ],
    edges: [
      ...model.edges,
      ...places.map((place): GraphEdge => ({
        from: `port-client-${place}`,
        to: service,
        kind: "connection",
        label: "connected to",
        isDeadlocked: false,
      })),
    ],
  };
}

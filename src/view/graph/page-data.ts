/** A graph model in the compact form of the page's data: repeated texts are stored once. */
import type { GraphDetail, GraphEdgeKind, GraphModel, GraphNodeKind } from "../../analysis/graph-model.ts";
import { formatLabel, formatValue } from "./labels.ts";
import { collectTexts, placesOf } from "./text-places.ts";

/** Labels and values alternate; labels are indices in `PageGraph.texts`. */
export type PageDetails = readonly (number | string)[];

/** A process; `isDead` where it has exited. */
export type PageCluster = readonly [id: string, label: string, isDead: 0 | 1, details: PageDetails];

/**
 * `cluster` is an index in `PageGraph.clusters`, or -1. Seconds waited and threads blocked are 0 if unknown or none.
 */
export type PageNode = readonly [
  id: string,
  kind: GraphNodeKind,
  label: string,
  cluster: number,
  isDeadlocked: 0 | 1,
  note: string,
  secondsWaited: number,
  heldUp: number,
  details: PageDetails,
];

/** Ends are indices in `PageGraph.nodes`; the label is an index in `PageGraph.texts`. */
export type PageEdge = readonly [from: number, to: number, kind: GraphEdgeKind, label: number, isDeadlocked: 0 | 1];

/** The graph of a page, in the form that its script decodes. */
export interface PageGraph {
  readonly title: string;
  readonly texts: readonly string[];
  readonly clusters: readonly PageCluster[];
  readonly nodes: readonly PageNode[];
  readonly edges: readonly PageEdge[];
}

/** Labels and values are shortened and printable; the page shows them as text only. */
export function encodeGraph(model: GraphModel): PageGraph {
  const collected = collectTexts();
  const placeOf = (text: string): number => collected.placeOf(formatLabel(text));
  const details = (rows: readonly GraphDetail[]): PageDetails =>
    ([] as (number | string)[]).concat(...rows.map(({ label, value }) => [placeOf(label), formatValue(value)]));
  const clusterPlaces = placesOf(model.clusters);
  const nodePlaces = placesOf(model.nodes);
  return {
    title: formatLabel(model.title),
    texts: collected.texts,
    clusters: model.clusters.map((cluster): PageCluster => [
      cluster.id,
      formatLabel(cluster.label),
      cluster.isDead ? 1 : 0,
      details(cluster.details),
    ]),
    nodes: model.nodes.map((node): PageNode => [
      node.id,
      node.kind,
      formatLabel(node.label),
      clusterPlaces.get(node.cluster ?? "") ?? -1,
      node.isDeadlocked ? 1 : 0,
      node.note ?? "",
      node.secondsWaited ?? 0,
      node.heldUp ?? 0,
      details(node.details),
    ]),
    edges: model.edges.map((edge): PageEdge => [
      nodePlaces.get(edge.from) ?? 0,
      nodePlaces.get(edge.to) ?? 0,
      edge.kind,
      placeOf(edge.label),
      edge.isDeadlocked ? 1 : 0,
    ]),
  };
}

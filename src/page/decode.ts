/** Decodes the page's data into a graph model. */
import type { GraphDetail, GraphEdgeKind, GraphModel } from "../analysis/graph-model.ts";
import type { PageDetails, PageGraph } from "../view/graph/page-data.ts";

/** The graph of the page's data. An index that leads nowhere becomes an empty text. */
export function decodeGraph(data: PageGraph): GraphModel {
  const details = (flat: PageDetails): readonly GraphDetail[] => {
    const rows: GraphDetail[] = [];
    for (let place = 0; place + 1 < flat.length; place += 2) {
      rows.push({ label: data.texts[Number(flat[place])] ?? "", value: String(flat[place + 1]) });
    }
    return rows;
  };
  return {
    title: data.title,
    clusters: data.clusters.map(([id, label, isDead, flat]) => ({
      id,
      label,
      isDead: isDead === 1,
      details: details(flat),
    })),
    nodes: data.nodes.map(([id, kind, label, place, isDeadlocked, note, secondsWaited, heldUp, flat]) => {
      const cluster = data.clusters[place]?.[0];
      return {
        id,
        kind,
        label,
        isDeadlocked: isDeadlocked === 1,
        note,
        secondsWaited,
        heldUp,
        // Read for one node at a time, or for a search.
        get details() {
          return details(flat);
        },
        ...(cluster === undefined ? {} : { cluster }),
      };
    }),
    edges: data.edges.map(([from, to, kind, label, isDeadlocked]) => ({
      from: data.nodes[from]?.[0] ?? "",
      to: data.nodes[to]?.[0] ?? "",
      kind,
      label: nameEdge(kind, data.texts[label] ?? ""),
      isDeadlocked: isDeadlocked === 1,
    })),
  };
}

/** Says that "Main" is a queue. */
function nameEdge(kind: GraphEdgeKind, label: string): string {
  return kind === "queued" && label !== "queued" ? `${label} queue` : label;
}

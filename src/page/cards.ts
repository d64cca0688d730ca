/** The texts of the boxes of a picture, and how wide each has to be for them. */
import type { FoldedGraph, GraphGroup } from "../view/graph/folding.ts";
import { formatNumber, formatQuantity, summarize } from "../view/graph/folding.ts";
import type { GraphCluster, GraphNode } from "../analysis/graph-model.ts";
import type { Box } from "./layout/shapes.ts";
import { fit, fitName, measure, wrap } from "./measure.ts";

/** Width of the widest box, in units of the picture, as all sizes here. A longer name is cut in its middle. */
export const WIDEST = 340;
const NARROWEST = 180;
/** Height of every box. */
export const HEIGHT = 46;

/** Most width that a box gets for what it has folded: the numbers there may be cut, the process's name not. */
const WIDEST_FOR_SUMMARY = 230;

/** Space beside the texts of a box: on the left, with the glyph, and on the right. */
export const TEXT_LEFT = 30;
/** See {@link TEXT_LEFT}. */
export const TEXT_RIGHT = 8;
const BETWEEN = 12;
const TITLE_FONT = "600 13px";
const SUBTITLE_FONT = "12px";

/** Id of the box for all processes that are not drawn. */
export const OTHERS = "others";

/** The content of one box. */
export interface Card {
  readonly id: string;
  /** CSS class for shape and color. */
  readonly look: string;
  readonly title: string;
  readonly subtitle: string;
  readonly note: string;
  readonly isDeadlocked: boolean;
  /** The name of which title and subtitle show only a part: for the tooltip and for screen readers. */
  readonly whole?: string;
}

const isFolded = ({ look }: Card): boolean => look === "folded" || look === "others";

/** Room for texts in a box of this width. */
export function roomOf(width: number): number {
  return width - TEXT_LEFT - TEXT_RIGHT;
}

/** The size at which a card's texts are shown uncut, within limits. */
export function sizeCard(card: Card): Box {
  const subtitle = measure(card.subtitle, SUBTITLE_FONT) + sideOf(card);
  const room = Math.max(
    measure(card.title, TITLE_FONT),
    isFolded(card) ? Math.min(subtitle, roomOf(WIDEST_FOR_SUMMARY)) : subtitle,
  );
  const width = Math.ceil(room) + TEXT_LEFT + TEXT_RIGHT;
  return { width: Math.min(WIDEST, Math.max(NARROWEST, width)), height: HEIGHT };
}

/** Room for the note beside the subtitle. */
function sideOf({ note }: Card): number {
  return note === "" ? 0 : measure(note, SUBTITLE_FONT) + BETWEEN;
}

/** As much of the texts as fits into a box of this width. */
export function fitCard(card: Card, width: number): Pick<Card, "title" | "subtitle"> {
  const room = roomOf(width);
  return {
    title: fitName(card.title, room, TITLE_FONT),
    subtitle: (isFolded(card) ? fit : fitName)(card.subtitle, room - sideOf(card), SUBTITLE_FONT),
  };
}

/** The boxes of a folded graph: nodes, groups, then one for everything else that is not drawn, if there is any. */
export function makeCards(folded: FoldedGraph, clusters: ReadonlyMap<string, GraphCluster>): readonly Card[] {
  const rest = folded.loose.concat(...folded.others.map(({ hidden }) => hidden));
  const others: Card = {
    id: OTHERS,
    look: "others",
    title:
      folded.others.length === 0 ? "Not drawn" : formatQuantity(folded.others.length, "more process", "more processes"),
    subtitle: summarize(rest),
    note: "",
    isDeadlocked: false,
  };
  return [
    ...folded.nodes.map((node) => nodeCard(node, clusters)),
    ...folded.groups.map(groupCard),
    ...(rest.length === 0 ? [] : [others]),
  ];
}

function nodeCard(node: GraphNode, clusters: ReadonlyMap<string, GraphCluster>): Card {
  const owner = clusters.get(node.cluster ?? "");
  const [title, subtitle] =
    node.kind === "object" ? splitObject(node.label) : [node.label, describeNode(node, owner?.label)];
  return {
    id: node.id,
    look: node.kind.replace(" ", "-"),
    title,
    subtitle: `${subtitle}${owner?.isDead === true ? ", exited" : ""}`,
    // A thread that runs has waited for nothing.
    note: node.kind === "thread" && (node.secondsWaited ?? 0) === 0 ? "" : (node.note ?? ""),
    isDeadlocked: node.isDeadlocked,
    ...(node.kind === "object" ? { whole: node.label } : {}),
  };
}

const OBJECT = /^([^'0-9]+?)(?: ('.*'))?(?: at)? (0x[0-9a-f]+)(?:, (.+))?$/;

/**
 * "mutant 'Lock' 0x1000" is 'Lock', the rest below: the name says most. "push lock 0x1000" is "push lock", its address
 * below. "I/O request 0x1000, IRP_MJ_READ, driver ..." is "I/O request, IRP_MJ_READ", the driver below.
 */
function splitObject(label: string): readonly [title: string, subtitle: string] {
  const [, kind, name, address, rest = ""] = OBJECT.exec(label) ?? [];
  if (kind === undefined || address === undefined) {
    const [title = "", subtitle = ""] = wrap(label, roomOf(WIDEST), TITLE_FONT, 2);
    return [title, subtitle];
  }
  if (name !== undefined) {
    return [name, `${kind} ${address}`];
  }
  const [what = "", ...where] = rest.split(", ");
  return [what === "" ? kind : `${kind}, ${what}`, where.length === 0 ? address : where.join(", ")];
}

/** Details that the title lacks: the owner, and how many threads are blocked. */
function describeNode(node: GraphNode, owner: string | undefined): string {
  if (node.kind === "thread") {
    return node.heldUp === undefined || node.heldUp === 0 ? "thread" : `thread, blocks ${formatNumber(node.heldUp)}`;
  }
  if (owner === undefined) {
    return node.kind;
  }
  return node.kind === "message"
    ? `to ${owner}`
    : node.kind === "connection port" || node.kind === "port"
      ? `port of ${owner}`
      : owner;
}

function groupCard(group: GraphGroup): Card {
  const title = group.cluster.isDead ? `${group.cluster.label}, exited` : group.cluster.label;
  return { id: group.id, look: "folded", title, subtitle: group.summary, note: "", isDeadlocked: false };
}

/** Strongly connected components (Tarjan 1972) with an explicit stack: linear, at any depth of the graph. */

interface Frame {
  readonly node: number;
  readonly successors: readonly number[];
  next: number;
}

/**
 * The components that contain a cycle: of several nodes, or of one with an edge to itself. `count` nodes are numbered
 * from 0; `successors` may name a node more than once. Components come successors first, their nodes in no set order.
 */
export function findCircularComponents(
  count: number,
  successors: (node: number) => readonly number[],
): readonly (readonly number[])[] {
  const search = new ComponentSearch(count, successors);
  for (let node = 0; node < count; node++) {
    search.visit(node);
  }
  return search.components;
}

class ComponentSearch {
  readonly components: number[][] = [];
  private readonly order: number[];
  private readonly low: number[];
  private readonly isOpen: boolean[];
  private readonly open: number[] = [];
  private readonly frames: Frame[] = [];
  private readonly successors: (node: number) => readonly number[];
  private visited = 0;

  constructor(count: number, successors: (node: number) => readonly number[]) {
    this.successors = successors;
    this.order = new Array<number>(count).fill(-1);
    this.low = new Array<number>(count).fill(-1);
    this.isOpen = new Array<boolean>(count).fill(false);
  }

  /** Searches all nodes reachable from `start` that have not been searched yet. */
  visit(start: number): void {
    if (this.order[start] !== -1) {
      return;
    }
    this.enter(start);
    for (
      let frame = this.frames[this.frames.length - 1];
      frame !== undefined;
      frame = this.frames[this.frames.length - 1]
    ) {
      const successor = frame.successors[frame.next];
      frame.next++;
      if (successor === undefined) {
        this.leave(frame.node);
      } else if (this.order[successor] === -1) {
        this.enter(successor);
      } else if (this.isOpen[successor] === true) {
        this.lower(frame.node, this.order[successor] ?? -1);
      }
    }
  }

  private enter(node: number): void {
    this.order[node] = this.visited;
    this.low[node] = this.visited;
    this.visited++;
    this.open.push(node);
    this.isOpen[node] = true;
    this.frames.push({ node, successors: this.successors(node), next: 0 });
  }

  private lower(node: number, value: number): void {
    this.low[node] = Math.min(this.low[node] ?? value, value);
  }

  private leave(node: number): void {
    this.frames.pop();
    const parent = this.frames[this.frames.length - 1];
    if (parent !== undefined) {
      this.lower(parent.node, this.low[node] ?? -1);
    }
    if (this.low[node] !== this.order[node]) {
      return;
    }
    const component = this.takeOpenDownTo(node);
    if (component.length > 1 || this.successors(node).includes(node)) {
      this.components.push(component);
    }
  }

  private takeOpenDownTo(node: number): number[] {
    const component = this.open.splice(this.open.lastIndexOf(node));
    for (const member of component) {
      this.isOpen[member] = false;
    }
    return component;
  }
}

/** The visible part of the picture, and its scale. */
import type { Distance } from "./picture.ts";
import type { Box, Point } from "./layout/shapes.ts";

/** The smallest scale at which every text has at least 11 pixels: the smallest font size is 12. */
export const READABLE = 0.92;
const LARGEST = 3;
const SMALLEST = 0.04;
const MARGIN = 28;

function distanceOf(scale: number): Distance {
  return scale >= READABLE
    ? "near"
    : scale >= 0.6
      ? "middle"
      : scale >= 0.4
        ? "far"
        : scale >= 0.3
          ? "farther"
          : "tiny";
}

/** Moves and scales the picture. At scale 1 a unit of the picture is a CSS pixel. */
export class Camera {
  private x = 0;
  private y = 0;
  private scale = 1;
  private distance: Distance | undefined;
  private readonly svg: SVGSVGElement;
  private readonly stage: SVGGElement;
  private readonly onDistance: (distance: Distance) => void;

  /** `onDistance`: called when the size of texts must change. */
  constructor(svg: SVGSVGElement, stage: SVGGElement, onDistance: (distance: Distance) => void) {
    this.svg = svg;
    this.stage = stage;
    this.onDistance = onDistance;
  }

  /** To be called after a new picture was drawn, with its texts at full size. */
  renew(): void {
    this.distance = "near";
    this.apply();
  }

  /** Untransformed and with texts at full size, as printed; `renew` ends that. */
  renewForPrint(): void {
    this.stage.removeAttribute("transform");
    if (this.distance !== "near") {
      this.distance = undefined;
      this.onDistance("near");
      this.svg.classList.remove("is-far");
    }
  }

  private apply(): void {
    this.stage.setAttribute("transform", `translate(${this.x},${this.y}) scale(${this.scale})`);
    const distance = distanceOf(this.scale);
    if (distance !== this.distance) {
      this.distance = distance;
      this.svg.classList.toggle("is-far", distance !== "near");
      this.onDistance(distance);
    }
  }

  /** The whole picture if its texts are then at least `smallest`; else the part around `focus`, at a readable size. */
  show(width: number, height: number, smallest: number, focus: Point | undefined): void {
    const roomX = this.svg.clientWidth - 2 * MARGIN;
    const roomY = this.svg.clientHeight - 2 * MARGIN;
    const whole = Math.min(1.15, roomX / Math.max(1, width), roomY / Math.max(1, height));
    this.scale = Math.max(whole, smallest, SMALLEST);
    const place = (room: number, size: number, wanted: number | undefined, part: number): number => {
      const drawn = size * this.scale;
      if (drawn <= room + 1) {
        return MARGIN + (room - drawn) / 2;
      }
      const start = MARGIN + room * part - (wanted ?? 0) * this.scale;
      return Math.min(MARGIN, Math.max(MARGIN + room - drawn, start));
    };
    this.x = place(roomX, width, focus?.x, 0.62);
    this.y = place(roomY, height, focus?.y, 0.5);
    this.apply();
  }

  /** `x` and `y`: the point of the window that keeps its place; the center if absent. */
  zoom(factor: number, x = this.svg.clientWidth / 2, y = this.svg.clientHeight / 2): void {
    const scale = Math.min(LARGEST, Math.max(SMALLEST, this.scale * factor));
    this.x = x - ((x - this.x) * scale) / this.scale;
    this.y = y - ((y - this.y) * scale) / this.scale;
    this.scale = scale;
    this.apply();
  }

  moveBy(x: number, y: number): void {
    this.x += x;
    this.y += y;
    this.apply();
  }

  /** Moves the picture as little as needed to show a box. */
  include(at: Point, box: Box): void {
    const shift = (start: number, size: number, wanted: number, room: number): number => {
      const half = (size * this.scale) / 2 + MARGIN / 2;
      const middle = start + wanted * this.scale;
      return Math.max(0, half - middle) - Math.max(0, middle + half - room);
    };
    this.moveBy(
      shift(this.x, box.width, at.x, this.svg.clientWidth),
      shift(this.y, box.height, at.y, this.svg.clientHeight),
    );
  }

  /** Centers a point of the picture, at a readable size. */
  center(at: Point): void {
    this.scale = Math.max(this.scale, READABLE);
    this.x = this.svg.clientWidth / 2 - at.x * this.scale;
    this.y = this.svg.clientHeight / 2 - at.y * this.scale;
    this.apply();
  }

  /** Drag and wheel; two fingers zoom. `onTap`: the background was clicked without a drag. */
  listen(onTap: () => void): void {
    this.svg.addEventListener(
      "wheel",
      (event) => {
        // In a longer page the wheel scrolls the page; with Ctrl, or in a page of its own, it zooms.
        if (document.body.classList.contains("report") && !event.ctrlKey) {
          return;
        }
        event.preventDefault();
        const box = this.svg.getBoundingClientRect();
        this.zoom(event.deltaY < 0 ? 1.15 : 1 / 1.15, event.clientX - box.left, event.clientY - box.top);
      },
      { passive: false },
    );
    const fingers = new Map<number, Point>();
    let hasMoved = false;
    this.svg.addEventListener("pointerdown", (event) => {
      if (event.target instanceof Element && event.target.closest(".node") !== null) {
        return;
      }
      hasMoved = false;
      fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
      this.svg.setPointerCapture(event.pointerId);
    });
    this.svg.addEventListener("pointermove", (event) => {
      const before = fingers.get(event.pointerId);
      if (before === undefined) {
        return;
      }
      const other = Array.from(fingers.entries()).find(([id]) => id !== event.pointerId)?.[1];
      hasMoved ||= Math.hypot(event.clientX - before.x, event.clientY - before.y) > 2;
      if (other !== undefined) {
        const old = Math.hypot(before.x - other.x, before.y - other.y);
        const box = this.svg.getBoundingClientRect();
        this.zoom(
          Math.hypot(event.clientX - other.x, event.clientY - other.y) / Math.max(1, old),
          other.x - box.left,
          other.y - box.top,
        );
      } else if (hasMoved) {
        this.moveBy(event.clientX - before.x, event.clientY - before.y);
      } else {
        return;
      }
      fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    });
    const lift = (event: PointerEvent): void => {
      if (fingers.delete(event.pointerId) && !hasMoved && event.type === "pointerup") {
        onTap();
      }
    };
    this.svg.addEventListener("pointerup", lift);
    this.svg.addEventListener("pointercancel", lift);
  }
}

/**
 * Captured memory of running kernels, and what an independent reader found in it. The captures are not part of the
 * project: where they are missing, tests over them are skipped and a line says so.
 */
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { SimulatedTarget } from "../host/target.ts";
import { openSnapshot } from "./snapshot.ts";

/** The captures: booting, at rest, and with a test program that brings LPC into every state. */
export const captureNumbers: readonly number[] = [1, 4, 5];

/** Folder of the captures: `ALPCX_SNAPSHOTS`, else `shared/snapshots` beside the project. */
const folder = process.env["ALPCX_SNAPSHOTS"] ?? resolve("..", "shared", "snapshots");

function pathOf(number: number): string {
  return join(folder, `snapshot-${number}.json`);
}

/** Whether a capture is on this machine; prints a line if it is not. */
export function hasCapture(number: number): boolean {
  const isThere = existsSync(pathOf(number));
  if (!isThere) {
    console.log(`      skipped: there is no captured memory ${pathOf(number)} (set ALPCX_SNAPSHOTS)`);
  }
  return isThere;
}

/** The memory of a capture as a target. */
export function openCapturedMemory(number: number): SimulatedTarget {
  return openSnapshot(pathOf(number));
}

/** What the independent reader found in a capture. */
export function readExpectations(number: number): unknown {
  return JSON.parse(readFileSync(join(folder, `expected-${number}.json`), "utf8"));
}

// How long an ICC profile is by its own word: what stands behind that is no part of it.
import type { View } from '../bytes/view.js';

const headerBytes = 128;

/**
 * Length of the profile that starts at `start`, where its header says one (ICC.1:2022, 7.2.2) that fits into
 * `room` bytes; else `room`.
 */
export function profileLength(view: View, start: number, room: number): number {
  if (room < headerBytes || !view.has(start, start + 4)) return room;
  const stated = view.u32(start);
  return stated >= headerBytes && stated < room ? stated : room;
}

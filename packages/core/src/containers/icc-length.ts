// How long an ICC profile is by its own word: what stands behind that is no part of it.
import type { ByteRange, Scan } from '../bytes/scan.js';

const headerBytes = 128;

/**
 * Length of the profile that lies in `ranges`, where its header states one (ICC.1:2022, 7.2.2) and something
 * stands behind it. Padding of zeros may stay, so that a padded profile stays as it is.
 */
export function* profileLength(ranges: readonly ByteRange[]): Scan<number> {
  const room = ranges.reduce((sum, { start, end }) => sum + end - start, 0);
  const first = ranges[0];
  if (!first || room < headerBytes || first.end - first.start < 4) return room;
  const view = yield { start: first.start, end: first.start + 4 };
  if (!view.has(first.start, first.start + 4)) return room;
  const stated = view.u32(first.start);
  if (stated < headerBytes || stated >= room) return room;
  return (yield* isZero(ranges, stated)) ? room : stated;
}

/** Whether all bytes of the ranges from `skip` on are zero. */
function* isZero(ranges: readonly ByteRange[], skip: number): Scan<boolean> {
  let left = skip;
  for (const { start, end } of ranges) {
    const from = Math.min(end, start + left);
    left -= from - start;
    if (from === end) continue;
    const view = yield { start: from, end };
    if (view.slice(from, end).some((byte) => byte !== 0)) return false;
  }
  return true;
}

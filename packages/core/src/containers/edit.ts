// How a format takes changes of what lies in it: the contract of editing, and what formats made of units share.
import type { ByteRange, Scan } from '../bytes/scan.js';
import { lastStartingBy, moves, type Splice } from '../bytes/splices.js';
import { type FileInput, refuse } from './plan.js';

/**
 * Gives ordered splices with all that a format states of lengths, places and checksums renewed. Each lies in the
 * content of a unit (a segment, chunk, box), or at the borders of units: whole ones come and go. Throws `not-writable`
 * where the format cannot take them, `limit-exceeded` where a unit cannot be so long.
 */
export type FormatEdit = (splices: readonly Splice[], file: FileInput) => Scan<readonly Splice[]>;

/** A unit of a format: what stands around its content states its length. */
export interface Unit extends ByteRange {
  readonly content: ByteRange;
}

/** The splices in the content of each unit. Throws `not-writable` where one moves something else than whole units. */
export function byUnit<U extends Unit>(
  splices: readonly Splice[],
  units: readonly U[],
  path: string,
): ReadonlyMap<U, readonly Splice[]> {
  const borders = new Set(units.flatMap(({ start, end }) => [start, end]));
  const found = new Map<U, Splice[]>();
  for (const splice of splices) {
    const { start, end, within = start } = splice;
    const unit = lastStartingBy(units, within);
    const isInside = splice.within === undefined ? start >= (unit?.content.start ?? 0) : true;
    if (unit && within < unit.end && isInside && end <= unit.content.end)
      found.set(unit, [...(found.get(unit) ?? []), splice]);
    else if (moves(splice) && !(borders.has(start) && borders.has(end)))
      refuse('not-writable', 'a change that moves parts of what belongs together', start, path);
  }
  return found;
}

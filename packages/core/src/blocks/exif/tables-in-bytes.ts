// Entries whose bytes hold a small table of their own (Exif 3.0: SpatialFrequencyResponse, source exposure times).
import { plainText } from '../../bytes/text.js';
import { View } from '../../bytes/view.js';
import { significant } from '../../present/number.js';
import type { TagScope, TagValue } from '../../types.js';

/** A quotient to ten digits, `inf` and `undef` where the denominator is 0. */
export function rationalText(view: View, at: number, littleEndian: boolean): string {
  const numerator = view.u32(at, littleEndian);
  const denominator = view.u32(at + 4, littleEndian);
  if (denominator === 0) return numerator === 0 ? 'undef' : 'inf';
  return significant(numerator / denominator, 10);
}

/** Column names with their values: `A=0.1,0.2; B=...`. */
export function spatialFrequencyResponse(stored: TagValue, scope: TagScope): TagValue {
  if (!(stored instanceof Uint8Array)) return stored;
  const plain = plainText(stored);
  if (stored.length <= 4) return plain;
  const view = new View(stored);
  const columns = view.u16(0, scope.littleEndian);
  const rows = view.u16(2, scope.littleEndian);
  const from = stored.length - 8 * columns * rows;
  const names: string[] = [];
  let at = 4;
  for (let i = 0; i < columns && at < stored.length; i++) {
    const nul = stored.indexOf(0, at);
    if (nul === -1) return plain;
    names.push(plainText(stored.subarray(at, nul)));
    at = nul + 1;
  }
  if (from < 4 || names.length !== columns || at > stored.length) return plain;
  return names
    .map((name, column) => {
      const values = Array.from({ length: rows }, (_, row) =>
        rationalText(view, from + 8 * (column + row * columns), scope.littleEndian),
      );
      return `${name}=${values.join(',')}`;
    })
    .join('; ');
}

/** Exposure times of a composite image's sources: rationals, but for two counts after the seventh. */
export function compositeTimes(stored: TagValue, scope: TagScope): TagValue {
  if (!(stored instanceof Uint8Array)) return stored;
  const view = new View(stored);
  const values: string[] = [];
  for (let at = 0; ; ) {
    const size = at === 56 || at === 58 ? 2 : 8;
    if (at + size > stored.length) break;
    values.push(
      size === 2 ? String(view.u16(at, scope.littleEndian)) : rationalText(view, at, scope.littleEndian),
    );
    at += size;
  }
  return values.join(' ');
}

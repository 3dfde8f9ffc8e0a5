// Walks the datasets of an IPTC block (IIM version 4.2 section 1.6).
import type { View } from '../../bytes/view.js';

/** Where a dataset lies: its number and the range of its value. */
export interface DatasetEntry {
  readonly record: number;
  readonly dataset: number;
  readonly start: number;
  readonly end: number;
}

/** What stopped a walk before its end. */
export interface Damage {
  readonly code: 'malformed' | 'limit-exceeded';
  readonly message: string;
  readonly offset: number;
}

const marker = 0x1c;

/** The first `most` datasets in `[start, end)`, up to the first damaged one; padding by nulls is no damage. */
export function readDatasets(
  view: View,
  start: number,
  end: number,
  most: number = Number.POSITIVE_INFINITY,
): { readonly entries: readonly DatasetEntry[]; readonly damage?: Damage } {
  const entries: DatasetEntry[] = [];
  let at = start;
  while (at + 5 <= end) {
    if (view.u8(at) !== marker) {
      if (view.slice(at, end).every((byte) => byte === 0)) break;
      return {
        entries,
        damage: { code: 'malformed', message: 'IPTC dataset without its marker', offset: at },
      };
    }
    if (entries.length === most)
      return {
        entries,
        damage: { code: 'limit-exceeded', message: `more than ${most} datasets`, offset: at },
      };
    const value = valueRange(view, at, end);
    if (!value)
      return {
        entries,
        damage: { code: 'malformed', message: 'IPTC dataset is longer than its block', offset: at },
      };
    entries.push({ record: view.u8(at + 1), dataset: view.u8(at + 2), ...value });
    at = value.end;
  }
  return { entries };
}

/** The range of the value behind a dataset's header; its length is extended where the top bit is set. */
function valueRange(view: View, at: number, end: number): { start: number; end: number } | undefined {
  let length = view.u16(at + 3);
  let start = at + 5;
  if (length & 0x8000) {
    const digits = length & 0x7fff;
    if (digits > 8 || start + digits > end) return undefined;
    length = 0;
    for (let i = 0; i < digits; i++) length = length * 256 + view.u8(start + i);
    start += digits;
  }
  return start + length > end ? undefined : { start, end: start + length };
}

/** The block with each four bytes turned about, where a writer took it for 32-bit numbers; else `undefined`. */
export function unswapped(bytes: Uint8Array): Uint8Array | undefined {
  if (bytes.length < 4 || bytes[0] === marker || bytes[3] !== marker) return undefined;
  const turned = new Uint8Array((bytes.length + 3) & ~3);
  for (let i = 0; i < bytes.length; i++) turned[i ^ 3] = bytes[i]!;
  return turned.subarray(0, bytes.length);
}

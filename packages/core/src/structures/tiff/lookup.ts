// Single facts out of a directory.
import { ASCII } from './field.js';
import type { Entry, Ifd } from './read.js';
import { readValue } from './value.js';

/** The first entry of this id; `undefined` where the directory has none. */
export function entryOf({ entries }: Ifd, id: number): Entry | undefined {
  for (let i = 0; i < entries.length; i++) if (entries[i]!.id === id) return entries[i];
  return undefined;
}

/** The first number of an entry; `undefined` where the directory has none of this id. */
export function shortOf(ifd: Ifd | undefined, id: number): number | undefined {
  const entry = ifd && entryOf(ifd, id);
  const value = entry && readValue(entry, ifd.littleEndian, 65_536);
  if (typeof value === 'number') return value;
  return Array.isArray(value) ? (value as readonly number[])[0] : undefined;
}

/** The numbers of an entry; none where the directory has none of this id. */
export function numbersOf(ifd: Ifd, id: number, limit: number): readonly number[] {
  const entry = entryOf(ifd, id);
  const value = entry && readValue(entry, ifd.littleEndian, limit);
  if (typeof value === 'number') return [value];
  return Array.isArray(value) ? (value as readonly number[]) : [];
}

/** The text of an entry, trimmed at its end; `undefined` where the directory has none of this id. */
export function textOf(ifd: Ifd | undefined, id: number): string | undefined {
  const entry = ifd && entryOf(ifd, id);
  const value = entry && readValue(entry, ifd.littleEndian, 1, ASCII);
  return typeof value === 'string' ? value.trimEnd() : undefined;
}

/** The bytes of an entry, whatever its type; `undefined` where the directory has none of this id. */
export function valueBytes(ifd: Ifd, id: number): Uint8Array | undefined {
  const entry = entryOf(ifd, id);
  return entry?.view?.slice(entry.offset, entry.offset + entry.length);
}

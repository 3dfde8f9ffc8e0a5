// Reads single directories of a TIFF structure without walking it: the small way to one of them.
import { need, type Scan } from '../../bytes/scan.js';
import type { View } from '../../bytes/view.js';
import type { Context } from '../../types.js';
import { fieldSize } from './field.js';
import type { OpenTiff } from './open.js';
import type { Entry } from './read.js';
import { numberAt } from './value.js';

/**
 * The entries of the directory at `start`, with those values at hand that lie within its structure; where
 * `only` is given, the entries of these ids.
 */
export function* readOneIfd(
  tiff: OpenTiff,
  start: number,
  name: string,
  context: Context,
  only?: readonly number[],
): Scan<readonly Entry[]> {
  const { source, header } = tiff;
  const { littleEndian, big } = header;
  const countSize = big ? 8 : 2;
  const entrySize = big ? 20 : 12;
  const inlineSize = big ? 8 : 4;
  const from = start + countSize;
  let view: View | undefined = source.view;
  if (start < source.start || from > source.end) view = undefined;
  else if (!view.has(start, from)) view = yield { start, end: from };
  const stated = view?.has(start, from)
    ? big
      ? view.u64(start, littleEndian)
      : view.u16(start, littleEndian)
    : 0;
  const to = from + Math.min(stated, context.limits.ifdEntries) * entrySize;
  if (stated > 0 && to <= source.end && !view!.has(from, to)) view = yield { start: from, end: to };
  if (!view?.has(from, to) || stated === 0 || to > source.end) {
    context.warn('malformed', 'directory lies outside', start, `${source.path}/${name}`);
    return [];
  }
  const entries: Entry[] = [];
  for (let at = from; at < to; at += entrySize) {
    const id = view.u16(at, littleEndian);
    if (only && !only.includes(id)) continue;
    const type = view.u16(at + 2, littleEndian);
    const count = big ? view.u64(at + 4, littleEndian) : view.u32(at + 4, littleEndian);
    const size = fieldSize(type);
    if (size === 0) continue;
    const length = count * size;
    let offset = at + entrySize - inlineSize;
    if (length > inlineSize) {
      const relative = big ? view.u64(offset, littleEndian) : view.u32(offset, littleEndian);
      offset = source.start + relative;
      if (relative < 8 || offset + length > source.end || (offset < to && offset + length > start)) {
        context.warn('malformed', 'value lies outside or over its directory', at, `${source.path}/${name}`);
        continue;
      }
    }
    entries.push({ id, type, count, offset, length, view, children: undefined });
  }
  return entries;
}

/** Where the directory after the one at `start` lies, as an absolute offset; `undefined` where there is none. */
export function* nextDirectory(tiff: OpenTiff, start: number): Scan<number | undefined> {
  const { source, header } = tiff;
  const { littleEndian, big } = header;
  const [countSize, entrySize, linkSize] = big ? [8, 20, 8] : [2, 12, 4];
  let view = yield* need(source.view, start, start + countSize);
  if (!view.has(start, start + countSize)) return undefined;
  const count = big ? view.u64(start, littleEndian) : view.u16(start, littleEndian);
  const at = start + countSize + count * entrySize;
  if (at + linkSize > source.end) return undefined;
  view = yield* need(view, at, at + linkSize);
  if (!view.has(at, at + linkSize)) return undefined;
  const next = big ? view.u64(at, littleEndian) : view.u32(at, littleEndian);
  return next === 0 ? undefined : source.start + next;
}

/** Whether the values of all entries are at hand. */
export function areHeld(entries: readonly Entry[]): boolean {
  for (const { view, offset, length } of entries) if (!view?.has(offset, offset + length)) return false;
  return true;
}

/** Gets the values of a directory that its view does not hold, neighbours within `reach` bytes at once. */
export function* fetchValues(entries: readonly Entry[], reach: number): Scan<void> {
  let view: View | undefined;
  const missing = entries.filter(({ view: held, offset, length }) => !held?.has(offset, offset + length));
  for (const entry of missing.sort((a, b) => a.offset - b.offset)) {
    const { offset, length } = entry;
    entry.view = undefined;
    if (length > reach) continue;
    if (!view?.has(offset, offset + length)) view = yield { start: offset, end: offset + reach };
    if (view.has(offset, offset + length)) entry.view = view;
  }
}

/** Where the last entry of this id points to, as an absolute offset; `undefined` where there is none. */
export function pointerIn(entries: readonly Entry[], id: number, tiff: OpenTiff): number | undefined {
  for (let i = entries.length - 1; i >= 0; i--) {
    const { id: found, view, offset, length, type } = entries[i]!;
    if (found !== id) continue;
    if (!view?.has(offset, offset + length) || length < fieldSize(type) || length === 0) return undefined;
    return tiff.source.start + numberAt(view, offset, type, tiff.header.littleEndian);
  }
  return undefined;
}

/** All that the value of an entry, which must be at hand, points to. */
export function pointersOf(
  { view, offset, length, type }: Entry,
  { source, header }: OpenTiff,
): readonly number[] {
  if (!view?.has(offset, offset + length)) return [];
  const size = fieldSize(type);
  return Array.from(
    { length: Math.min(length / size, maxPointers) },
    (_, i) => source.start + numberAt(view, offset + i * size, type, header.littleEndian),
  );
}

const maxPointers = 10;

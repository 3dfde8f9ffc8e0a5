// Reads single directories of a TIFF structure without walking it: the small way to one of them.
import type { Scan } from '../../bytes/scan.js';
import type { View } from '../../bytes/view.js';
import type { Context } from '../../types.js';
import {
  type DirectoryFault,
  type DirectoryFaults,
  DirectoryWalk,
  type EntryFault,
  lowestBits,
} from './directory.js';
import { fieldSize } from './field.js';
import type { OpenTiff } from './open.js';
import type { Entry } from './read.js';
import { numberAt } from './value.js';

/** One directory. */
export interface OneIfd {
  readonly entries: readonly Entry[];
  /** Where the next one lies, as an absolute offset; `undefined` where there is none. */
  readonly next: number | undefined;
}

/**
 * The directory at `start`, with those values at hand that lie within its structure; where `only` is given, the entries
 * of these ids.
 */
export function* readOneIfd(
  { source, header }: OpenTiff,
  start: number,
  name: string,
  context: Context,
  only?: readonly number[],
): Scan<OneIfd> {
  const faults = new Passing(source.path, name, context, only);
  const walk = new DirectoryWalk(source.view, header, source, faults);
  walk.enter(start);
  if (start >= source.start)
    for (let range = walk.open(); range; range = walk.open()) walk.view = yield range;
  if (!walk.count) faults.warn('directory lies outside', start);
  const { view } = walk;
  const entries: Entry[] = [];
  const bits = only && lowestBits(only);
  while (walk.advance(bits)) {
    const { id, type, values, valueStart, length } = walk;
    if (!only || only.includes(id))
      entries.push({ id, type, count: values, offset: valueStart, length, view, children: undefined });
  }
  const next = walk.next();
  return { entries, next: next === 0 ? undefined : source.start + next };
}

/** Entries that are not sound are passed over, and those that are asked for warned of. */
class Passing implements DirectoryFaults {
  readonly #path: string;
  readonly #name: string;
  readonly #context: Context;
  readonly #only: readonly number[] | undefined;

  constructor(path: string, name: string, context: Context, only: readonly number[] | undefined) {
    this.#path = path;
    this.#name = name;
    this.#context = context;
    this.#only = only;
  }

  get maxEntries(): number {
    return this.#context.limits.ifdEntries;
  }

  directory(fault: DirectoryFault, _walk: DirectoryWalk, room: number): number | undefined {
    return fault === 'too many' ? room : undefined;
  }

  entry(fault: EntryFault, { at, id }: DirectoryWalk): 'pass' {
    if (fault !== 'type' && (!this.#only || this.#only.includes(id)))
      this.warn('value lies outside or over its directory', at);
    return 'pass';
  }

  warn(message: string, at: number): void {
    this.#context.warn('malformed', message, at, `${this.#path}/${this.#name}`);
  }
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

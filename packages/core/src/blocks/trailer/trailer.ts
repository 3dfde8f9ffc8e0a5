// What the readers of the single kinds of trailer share.
import { need, type Scan } from '../../bytes/scan.js';
import type { View } from '../../bytes/view.js';
import { makeTag } from '../../tables/tag.js';
import type { BlockRef, Context, Tag, TagDef, TagValue } from '../../types.js';

/** Where a trailer is looked for. */
export interface TrailerPlace {
  /** No trailer begins before this: the start of the picture. */
  readonly start: number;
  /** Where the trailer ends: the end of the file, or the start of the trailer behind it. */
  readonly end: number;
  /** Holds the last `tailBytes` before `end`; in memory, the whole file. */
  readonly view: View;
  readonly path: string;
  readonly host?: BlockRef['host'];
  readonly context: Context;
}

/** A trailer that was found. */
export interface Trailer {
  /** Where it starts; the next one before it ends there. */
  readonly start: number;
  /** Its own tags, decoded when asked for. */
  tags?(): readonly Tag[];
  /** Blocks of other standards inside it. */
  readonly nested?: readonly BlockRef[];
}

/** One kind of trailer. */
export interface TrailerKind {
  /** Whether the bytes right before `place.end` are the end of such a trailer. */
  matches(place: TrailerPlace): boolean;
  /** Reads it; `undefined` where it is damaged. */
  read(place: TrailerPlace): Scan<Trailer | undefined>;
}

/** A view that holds `[start, end)`; `undefined` where the place or the limit on blocks does not. */
export function* bytesAt(place: TrailerPlace, start: number, end: number): Scan<View | undefined> {
  const { limits } = place.context;
  if (start < place.start || end > place.end || start > end) return undefined;
  if (end - start > limits.blockBytes) {
    place.context.warn(
      'limit-exceeded',
      `trailer is larger than ${limits.blockBytes} bytes`,
      start,
      place.path,
    );
    return undefined;
  }
  const view = yield* need(place.view, start, end);
  return view.has(start, end) ? view : undefined;
}

/** Says that a trailer cannot be read. */
export function damaged({ context, end, path }: TrailerPlace, name: string): undefined {
  context.warn('malformed', `damaged ${name} trailer`, end, path);
}

/** One tag as a list, empty where the definition drops the value. */
export function trailerTag(
  family: string,
  group: string,
  id: number | string,
  def: TagDef,
  stored: TagValue,
): readonly Tag[] {
  const made = makeTag(family, group, id, def, stored);
  return made ? [made] : [];
}

// What the decoding of one box passes on to the next: the track, its media, and the time scales.

import { makeTag } from '../../tables/tag.js';
import type { Value } from '../../tables/value.js';
import type { Context, Tag, TagDef, TagValue } from '../../types.js';
import { quicktimeRecords } from './records.js';
import type { BoxNode } from './tree.js';

export interface State {
  readonly context: Context;
  readonly tags: Tag[];
  majorBrand: string;
  /** Tracks met so far. */
  tracks: number;
  /** Group of the track that is being read, `Track1` ... */
  track: string | undefined;
  /** Handler type of the media that is being read, e.g. `pict`. */
  handler: string;
  /** The same for the whole track. */
  mediaType: string;
  /** Units a second of the movie (`TimeScale`) and of the media (`MediaTimeScale`), where stated. */
  readonly scales: Map<string, Value>;
  /** Names of the metadata keys by their number from 1. */
  keys: readonly TagDef[];
}

export const family = 'QuickTime';

export function newState(context: Context): State {
  return {
    context,
    tags: [],
    majorBrand: '',
    tracks: 0,
    track: undefined,
    handler: '',
    mediaType: '',
    scales: new Map(),
    keys: [],
  };
}

/** Adds a tag in the track's group, else in `group`. */
export function add(
  state: State,
  id: number | string,
  def: TagDef,
  stored: TagValue,
  group: string = family,
): void {
  if (!state.context.budget.tag(lengthOf(stored))) return;
  const tag = makeTag(family, state.track ?? group, id, def, stored);
  if (tag) state.tags.push(tag);
}

function lengthOf(stored: TagValue | Value): number {
  return typeof stored === 'string' || Array.isArray(stored) ? stored.length : 0;
}

/** Adds the tag of a value under an id of a QuickTime table. */
export function addValue(state: State, table: string, id: number | string, stored: Value): void {
  if (!state.context.budget.tag(lengthOf(stored))) return;
  state.tags.push(...quicktimeRecords.tag(table, id, stored, { group: state.track ?? family }));
}

/** Adds the tags of a box that is a record of a QuickTime table. */
export function addRecord(state: State, { view, body, end }: BoxNode, table: string): void {
  const fields = quicktimeRecords.table(table)?.fields.length ?? 0;
  if (!view || !state.context.budget.tag(0, fields)) return;
  const group = state.track ?? family;
  for (const tag of quicktimeRecords.tags(table, view, body, end, { group, members: state.scales })) {
    if (/^(Media)?TimeScale$/.test(tag.name)) state.scales.set(tag.name, Number(tag.value));
    state.tags.push(tag);
  }
}

// What the decoding of one box passes on to the next: the track, its media, and the time scales.

import { readField, recordTags } from '../../tables/record.js';
import type { RecordLayout } from '../../tables/record-layout.js';
import { makeTag } from '../../tables/tag.js';
import type { Context, Tag, TagDef, TagScope, TagValue } from '../../types.js';
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
  /** Units a second of the movie, and of the media; 0 where not stated. */
  timeScale: number;
  mediaTimeScale: number;
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
    timeScale: 0,
    mediaTimeScale: 0,
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

function lengthOf(stored: TagValue): number {
  return typeof stored === 'string' || Array.isArray(stored) ? stored.length : 0;
}

/** Adds the tags of a record that takes up the box from `skip` bytes on. */
export function addRecord(state: State, { view, body, end }: BoxNode, layout: RecordLayout, skip = 0): void {
  if (view && state.context.budget.tag(0, layout.fields.length))
    state.tags.push(...recordTags(view, body + skip, end, layout, { group: state.track ?? family }));
}

/** Fields that have 64 bits where the box's version is not 0 (ISO/IEC 14496-12, 8.2.2, 8.3.2, 8.4.2). */
const wideFields = /^((Track|Media)?(Create|Modify)Date|(Track|Media)?Duration)$/;

/** Adds the tags of a movie, track or media header, whose fields grow with the version. */
export function addHeader(state: State, { view, body, end }: BoxNode, layout: RecordLayout): void {
  if (!view || body >= end) return;
  const wide = view.u8(body) !== 0;
  let shift = 0;
  for (const { at, type, count, def } of layout.fields) {
    const long = wide && wideFields.test(def.name);
    const stored = readField(view, body + at + shift, end, long ? 'int64u' : type, count);
    if (long) shift += 4;
    if (stored === undefined) continue;
    if (def.name === 'TimeScale') state.timeScale = stored as number;
    if (def.name === 'MediaTimeScale') state.mediaTimeScale = stored as number;
    const { timeScale, mediaTimeScale } = state;
    const scope: TagScope = {
      littleEndian: false,
      stored: (name) => (name === 'MediaTimeScale' ? mediaTimeScale : timeScale),
    };
    const tag = makeTag(family, state.track ?? family, at, def, stored, scope);
    if (tag) state.tags.push(tag);
  }
}

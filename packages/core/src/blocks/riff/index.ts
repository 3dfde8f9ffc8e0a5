// The tags of WebP's own chunks (RFC 9649 section 2).

import { type BlockView, blockView } from '../../bytes/block-view.js';
import { makeTag } from '../../tables/tag.js';
import type { RiffTags } from '../../tags/block-types.generated.js';
import type { Block, Tag } from '../../types.js';
import { loadedTags, type NamedValues } from '../loaded.js';
import { printDuration } from './duration.js';
import { listTags } from './lists.js';
import { chunkTables, isLossless, isLossy, riffRecords } from './records.js';

/** A chunk's type, and the part of its data that has tags. */
interface Piece extends BlockView {
  readonly type: string;
}

/** Longest part of a coded picture that is read: its header. */
const headBytes = 16;
const durationAt = 12;

/** WebP chunks with tags of their own. */
export const riffChunks: Block<'riff', NamedValues & RiffTags> = {
  name: 'riff',
  kinds: ['riff'],
  *load(refs, context) {
    const pieces: Piece[] = [];
    const info: Tag[] = [];
    for (const ref of refs) {
      const type = ref.label ?? '';
      const range = ref.ranges[0];
      if (type === 'LIST') info.push(...(yield* listTags(ref, context)));
      if (!range || !(chunkTables.has(type) || type === 'ANMF' || type === 'EXIF')) continue;
      const end = type === 'EXIF' ? range.end : Math.min(range.end, range.start + headBytes);
      const head = { ...ref, ranges: [{ start: range.start, end }] };
      pieces.push({ type, ...(yield* blockView(head, context)) });
    }
    return loadedTags(() => [...decode(pieces), ...info]);
  },
};

function decode(pieces: readonly Piece[]): readonly Tag[] {
  const tags: Tag[] = [];
  for (const { type, view, start, end } of pieces) {
    if (type === 'EXIF') add(tags, 'UnknownEXIF', view.slice(start, end));
    const record = chunkTables.get(type);
    if (!record) continue;
    if (type === 'VP8 ' && !isLossy(view, start, end)) continue;
    if (type === 'VP8L' && !isLossless(view, start, end)) continue;
    tags.push(...riffRecords.tags(record, view, start, end, { littleEndian: true }));
  }
  const seconds = animationSeconds(pieces);
  if (seconds !== undefined) add(tags, 'Duration', seconds);
  return tags;
}

/** The duration of all frames together, in seconds (RFC 9649 section 2.7.1.2). */
function animationSeconds(pieces: readonly Piece[]): number | undefined {
  let milliseconds: number | undefined;
  for (const { type, view, start, end } of pieces) {
    if (type !== 'ANMF' || end - start < durationAt + 4) continue;
    milliseconds = (milliseconds ?? 0) + (view.u32(start + durationAt, true) & 0x0fff);
  }
  return milliseconds === undefined ? undefined : milliseconds / 1000;
}

function add(tags: Tag[], name: string, value: number | Uint8Array): void {
  const def = typeof value === 'number' ? { name, print: printDuration } : { name };
  const tag = makeTag('RIFF', 'RIFF', name, def, value);
  if (tag) tags.push(tag);
}

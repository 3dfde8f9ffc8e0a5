// The INFO list of a RIFF (Multimedia Programming Interface 1.0, chapter 2): a chunk for each text.
import { blockView } from '../../bytes/block-view.js';
import type { Scan } from '../../bytes/scan.js';
import { latinText, withoutEndNulls } from '../../bytes/text.js';
import { type RiffChunk, walkRiff } from '../../structures/riff/walk.js';
import type { BlockRef, Context, Tag } from '../../types.js';
import { riffRecords } from './records.js';

export const infoTable = 'RIFF::Info';
/** Of the list's kind, before its chunks. */
const kindBytes = 4;

/** The chunks of a `LIST` chunk whose data is `[start, end)`; none where it is no list of texts. */
export function* infoChunks(context: Context, start: number, end: number, path: string): Scan<RiffChunk[]> {
  const chunks: RiffChunk[] = [];
  const view = yield { start, end: start + kindBytes };
  if (!view.has(start, start + kindBytes) || view.fourcc(start) !== 'INFO') return chunks;
  const inside = { ...context, size: end };
  yield* walkRiff(inside, start + kindBytes, end, path, (chunk) => {
    if (chunk.start < end) chunks.push(chunk);
    return true;
  });
  return chunks;
}

/** The tags of a `LIST` chunk. */
export function* infoTags(ref: BlockRef, context: Context): Scan<Tag[]> {
  const tags: Tag[] = [];
  const range = ref.ranges[0];
  if (!range) return tags;
  const chunks = yield* infoChunks(context, range.start, range.end, ref.path);
  if (chunks.length === 0) return tags;
  const { view, end: known } = yield* blockView(ref, context);
  for (const { type, start, end } of chunks) {
    if (end > known || !context.budget.tag(end - start)) break;
    const text = latinText(withoutEndNulls(view.slice(start, end)));
    tags.push(...riffRecords.tag(infoTable, type, text));
  }
  return tags;
}

// Lists of a RIFF with a chunk for each value: INFO (Multimedia Programming Interface 1.0, chapter 2), and what EXIF
// writes into audio files (Exif 3.0, 5.4).
import { blockView } from '../../bytes/block-view.js';
import { latinText } from '../../bytes/latin.js';
import type { Scan } from '../../bytes/scan.js';
import { plainText, withoutEndNulls } from '../../bytes/text.js';
import { type RiffChunk, walkRiff } from '../../structures/riff/walk.js';
import type { Value } from '../../tables/value.js';
import type { BlockRef, Context, Tag } from '../../types.js';
import { codedText } from '../exif/exif-text.js';
import { riffRecords } from './records.js';

const infoTable = 'RIFF::Info';
const exifTable = 'RIFF::Exif';
/** By the list's kind, which stands before its chunks. */
const listTables: ReadonlyMap<string, string> = new Map([
  ['INFO', infoTable],
  ['exif', exifTable],
]);
const kindBytes = 4;

/** The chunks of a list, and the table of their names. */
export interface ListChunks {
  readonly table: string;
  readonly chunks: readonly RiffChunk[];
}

/** The chunks of a `LIST` chunk whose data is `[start, end)`; `undefined` where it is no list of values. */
export function* listChunks(
  context: Context,
  start: number,
  end: number,
  path: string,
): Scan<ListChunks | undefined> {
  const chunks: RiffChunk[] = [];
  const view = yield { start, end: start + kindBytes };
  const table = view.has(start, start + kindBytes) ? listTables.get(view.fourcc(start)) : undefined;
  if (table === undefined) return undefined;
  const inside = { ...context, size: end };
  yield* walkRiff(inside, start + kindBytes, end, path, (chunk) => {
    if (chunk.start < end) chunks.push(chunk);
    return true;
  });
  return { table, chunks };
}

/** The tags of a `LIST` chunk. */
export function* listTags(ref: BlockRef, context: Context): Scan<Tag[]> {
  const tags: Tag[] = [];
  const range = ref.ranges[0];
  if (!range) return tags;
  const list = yield* listChunks(context, range.start, range.end, ref.path);
  if (!list?.chunks.length) return tags;
  const { view, end: known } = yield* blockView(ref, context);
  for (const { type, start, end } of list.chunks) {
    if (end > known || !context.budget.tag(end - start)) break;
    tags.push(...riffRecords.tag(list.table, type, storedValue(list.table, type, view.slice(start, end))));
  }
  return tags;
}

function storedValue(table: string, type: string, bytes: Uint8Array): Value {
  if (table === infoTable) return latinText(withoutEndNulls(bytes));
  if (type === 'eucm') return String(codedText(bytes, { littleEndian: true }));
  return type === 'emnt' ? bytes : plainText(bytes);
}

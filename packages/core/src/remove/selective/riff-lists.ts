// The lists of a WebP (INFO, exif): the chunk of a value that goes becomes one of filling bytes.
import { listChunks } from '../../blocks/riff/lists.js';
import type { ByteRange, Scan } from '../../bytes/scan.js';
import { ascii } from '../../bytes/text.js';
import type { Context } from '../../types.js';
import { listTag } from '../groups/names.js';
import { fill, runOn } from './draft.js';
import { type Job, noteRemoved, type Part, refuseBlock } from './job.js';

/** What RIFF calls a chunk that says nothing. */
const filler = ascii('JUNK');
const headBytes = 8;

/** Edits the `LIST` chunk with this data. Throws `not-writable` where it is damaged. */
export function* editList(job: Job, part: Part, list: ByteRange, path: string): Scan<void> {
  const warn: Context['warn'] = (_, message, at) => refuseBlock(message, part, at ?? list.start, path);
  const context = { ...job.context, warn };
  const found = yield* runOn(part.draft, listChunks(context, list.start, list.end, path));
  if (!found) return;
  for (const { type, start, end } of found.chunks) {
    if (!job.selection.goes(listTag(found.table, type))) continue;
    part.draft.write(start - headBytes, filler);
    fill(part.draft, start, end);
    noteRemoved(job, part, 'chunk', `${path}/${type}`, start - headBytes, end);
  }
}

// The INFO list of a WebP: the chunk of a text that goes becomes one of filling bytes.
import { infoChunks } from '../../blocks/riff/info.js';
import type { ByteRange, Scan } from '../../bytes/scan.js';
import { ascii } from '../../bytes/text.js';
import type { Context } from '../../types.js';
import { infoTag } from '../groups/names.js';
import { fill, runOn } from './draft.js';
import { type Job, noteRemoved, type Part, refuseBlock } from './job.js';

/** What RIFF calls a chunk that says nothing. */
const filler = ascii('JUNK');
const headBytes = 8;

/** Edits the `LIST` chunk with this data. Throws `not-writable` where it is damaged. */
export function* editInfo(job: Job, part: Part, list: ByteRange, path: string): Scan<void> {
  const warn: Context['warn'] = (_, message, at) => refuseBlock(message, part, at ?? list.start, path);
  const context = { ...job.context, warn };
  for (const { type, start, end } of yield* runOn(
    part.draft,
    infoChunks(context, list.start, list.end, path),
  )) {
    if (!job.selection.goes(infoTag(type))) continue;
    part.draft.write(start - headBytes, filler);
    fill(part.draft, start, end);
    noteRemoved(job, part, 'chunk', `${path}/${type}`, start - headBytes, end);
  }
}

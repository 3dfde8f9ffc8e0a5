// Edits the metadata of any source: plans the changed file, and writes it when it is taken out.

import type { Changes } from '../changes.js';
import { byHead } from '../containers/by-head.js';
import { fetched } from '../errors.js';
import type { FileFacts } from '../read/context.js';
import { type Run, withSource } from '../read/with-source.js';
import { writableFormats } from '../registry/writable.js';
import {
  type Planned,
  type Rewrite,
  type RewriteOptions,
  readWhole,
  rewriteOf,
  unboundedReads,
} from '../remove/rewrite.js';
import { isStreamed, type Source } from '../sources/source.js';
import type { EditReport } from './plan.js';

/**
 * Plans how to write a file with changed metadata, and checks the plan: what was asked for is there, all else is as it
 * was, and the picture is never touched. Rejects with {@link MetadataError}: `not-writable` (a name or value that cannot
 * be set, with what would be right; a block that the format has no place for), `unsupported-format`, `malformed` and
 * `truncated` (with the offset), `limit-exceeded`, `unsafe-write` (the result failed its check).
 *
 * A stream is read into memory, once its first bytes are those of a picture; a Blob or ByteSource is read in parts, and again when the result is taken.
 */
export async function edit(
  source: Source,
  changes: Changes,
  options: RewriteOptions = {},
): Promise<Rewrite<EditReport>> {
  const opened = isStreamed(source)
    ? await readWhole(source, byHead(writableFormats, 'edited'), options)
    : source;
  const planned = await withSource(opened, unboundedReads, options, (run, file) => plan(changes, run, file));
  return rewriteOf(planned, opened, options);
}

async function plan(changes: Changes, run: Run, file: FileFacts): Promise<Planned<EditReport>> {
  const entry = await run(byHead(writableFormats, 'edited'));
  const { planChanges } = await fetched(import('./planning.js'));
  return planChanges(changes, entry, run, file);
}
